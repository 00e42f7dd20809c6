"""What each line shows by itself: the numbers from which its role is judged."""

from collections.abc import Sequence

import numpy as np

from digest.pages import cues, headings
from digest.pages.blocks import PageLine
from digest.pages.network import Array

_LENGTHS = (3, 5, 9, 14, 20, 26, 40, 60, 120)
_DANGLING = "的了和与及或在对向为以将把被是于从到由就而且但并不也都更最等第之其该这那各每全"
_COMMAS = "，,、；;："

SIGNS = (
    *(f"longer than {length}" for length in _LENGTHS),
    "log length",
    "ends a sentence",
    "ends with a bracket or quote",
    "ends with a comma",
    "ends with a colon",
    "ends with a dash",
    "ends dangling",
    "comma inside",
    "sentence end inside",
    "spaces",
    "even parts",
    "digits",
    "begins with a quote",
    "begins with punctuation",
    "begins with a digit",
    "quote left open",
    "quote closed only",
    "marked",
    "soft break",
    "pointed",
    "no gap above",
    "wide gap above",
    "no gap below",
    "wide gap below",
    "opener",
    "byline",
    "credit",
    "inline credit",
    "caption",
    "continuation line",
    "continued at end",
    "teaser mark",
    "teaser end",
    "label",
    "date line",
    "notice title",
    "notice words",
    "advert words",
    "pen name",
    "column name",
    "action",
    "speech",
    "attendance",
    "first",
    "last",
)
"""Names of the columns of `read_signs`."""


def read_signs(lines: Sequence[PageLine]) -> Array:
    """One row of numbers for each line, (n, len(SIGNS))."""
    rows = np.zeros((len(lines), len(SIGNS)), dtype=np.float32)
    for row, line in zip(rows, lines, strict=True):
        row[:] = _signs(line)
    if len(lines):
        rows[0, -2] = rows[-1, -1] = 1.0
    return rows


def _signs(line: PageLine) -> list[float]:
    text = line.text
    length = len(text)
    short = length <= 60
    last = text[-1]
    inside = text[:-1]
    terminal = cues.is_terminal(text)
    opens = text.count("“") + text.count("（") + text.count("(") + text.count("《")
    closes = text.count("”") + text.count("）") + text.count(")") + text.count("》")
    parts = text.split() if short else [text]
    even = len(parts) > 1 and max(map(len, parts)) - min(map(len, parts)) <= 1
    opener = cues.is_opener(text)
    credit = short and cues.is_credit(text)
    tail = text[-50:]
    inline = None
    if not credit and any(word in tail for word in ("摄", "攝", "供图", "供圖", "报道", "图/文")):
        inline = cues.INLINE_CREDIT.search(text, max(0, length - 50))
    shown = text[0] == "这" or any(word in text for word in ("图", "圖", "照片"))
    return [
        *(float(length > bound) for bound in _LENGTHS),
        float(np.log1p(length)),
        terminal,
        last in cues.CLOSING,
        last in _COMMAS[:5],
        last in "：:",
        last in "—-",
        last in _DANGLING,
        "，" in inside or "," in inside,
        any(mark in inside for mark in ("。", "！", "？", "!", "?")),
        min(len(parts) - 1, 4),
        even,
        sum(map(str.isdigit, text[:60])) / min(length, 60),
        text[0] in '“‘"「',
        text[0] in "，。、；：！？”’）》…,.;:!?)",
        text[0].isdigit(),
        opens > closes,
        closes > opens,
        line.marked,
        line.soft,
        line.pointed,
        line.gap == 0,
        line.gap >= 3,
        line.gap_after == 0,
        line.gap_after >= 3,
        opener,
        short and cues.is_byline(text),
        credit,
        inline is not None and cues.CREDIT.search(inline.group()) is not None,
        shown and cues.CAPTION.search(text, 0, 1200) is not None,
        cues.is_continuation(text),
        _continued(text),
        cues.TEASER_MARK.match(text) is not None,
        cues.TEASER_END.match(text) is not None,
        short and cues.is_label(text),
        cues.DATE_LINE.match(text) is not None,
        short and cues.NOTICE.search(text) is not None,
        _has_notice_words(text),
        short and cues.ADVERT_WORDS.search(text) is not None,
        short and cues.is_pen_name(text),
        short and cues.COLUMN.match(text) is not None,
        short and headings.is_action(text),
        cues.SPEECH.match(text) is not None,
        _lists_those_present(text),
        0.0,
        0.0,
    ]


def _continued(text: str) -> bool:
    tail = text[-20:]
    if "转" not in tail and "轉" not in tail and "未完" not in tail:
        return False
    return cues.CONTINUED.search(text, max(0, len(text) - 20)) is not None


def _lists_those_present(text: str) -> bool:
    tail = text[-160:]
    if not any(word in tail for word in ("出席", "参加", "列席", "陪同")):
        return False
    return cues.ATTENDANCE.search(text, max(0, len(text) - 160)) is not None


_NOTICE_STARTS = (
    *("特此", "敬请", "社会各界", "受理", "咨询", "联系", "问卷"),
    *("现将", "现予", "现面向", "扫描"),
)


def _has_notice_words(text: str) -> bool:
    if not any(word in text for word in _NOTICE_STARTS):
        return False
    return cues.NOTICE_WORDS.search(text, 0, 1200) is not None
