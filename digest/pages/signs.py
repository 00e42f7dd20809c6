"""What each line shows by itself: the numbers from which its role is judged."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from digest.pages import cues, headings
from digest.pages.blocks import PageLine
from digest.pages.network import Array
from digest.pages.ngrams import LARGEST, characters

_LENGTHS = (3, 5, 9, 14, 20, 26, 40, 60, 120)
# Lines up to this length may be headlines, bylines, labels; digits are counted so far.
_SHORT = 60
_WIDE_GAP = 3
_ANY = 1 << 30

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


_AT = {name: column for column, name in enumerate(SIGNS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    """A sign to look for in lines up to a length that have one of the characters `needs`.

    Without one of them the cue cannot hold, and few lines have one; "" stands for any character.
    """

    sign: str
    holds: Callable[[str], bool]
    needs: str
    longest: int = _ANY


_SHAPES = {
    "space": " \t\u3000\xa0",
    "opening": "“（(《",
    "closing": "”）)》",
    "comma": "，,",
    "sentence end": "。！？!?",
    "bracket or quote": cues.CLOSING,
    "any comma": "，,、；;",
    "colon": "：:",
    "dash": "—-",
    "dangling": "的了和与及或在对向为以将把被是于从到由就而且但并不也都更最等第之其该这那各每全",
    "quote": '“‘"「',
    "punctuation": "，。、；：！？”’）》…,.;:!?)",
}
"""Classes of characters that are counted, or looked at where a line begins or ends."""

_NOTICE_ENDS = "告示事明知聘失书查集信啟聲案卖标表令"
_COLUMN_ENDS = "坛评谈笔记察题议看点章考话座音壇評論论后语"
_CUES = (
    _Cue(sign="opener", holds=cues.is_opener, needs="电電讯訊息"),
    _Cue(sign="byline", holds=cues.is_byline, needs="者员員□■◇◆", longest=_SHORT),
    _Cue(sign="credit", holds=cues.is_credit, needs="摄攝供图华片", longest=_SHORT),
    _Cue(sign="inline credit", holds=cues.has_credit, needs="摄攝供图报"),
    _Cue(sign="caption", holds=cues.is_caption, needs="图圖照这"),
    _Cue(sign="continuation line", holds=cues.is_continuation, needs="版"),
    _Cue(sign="continued at end", holds=cues.is_continued, needs="转轉未"),
    _Cue(sign="teaser mark", holds=cues.is_teaser_mark, needs="读讀提"),
    _Cue(sign="teaser end", holds=cues.is_teaser_end, needs="版"),
    _Cue(sign="label", holds=cues.is_label, needs="：:年", longest=_SHORT),
    _Cue(sign="date line", holds=cues.is_date_line, needs="年"),
    _Cue(sign="notice title", holds=cues.is_notice_title, needs=_NOTICE_ENDS, longest=_SHORT),
    _Cue(sign="notice words", holds=cues.has_notice_words, needs="特敬映受咨联问扫公"),
    _Cue(
        sign="advert words",
        holds=cues.has_advert_words,
        needs="热熱电電招读订便广廣件欢-",
        longest=_SHORT,
    ),
    _Cue(sign="pen name", holds=cues.is_pen_name, needs="", longest=_SHORT),
    _Cue(sign="column name", holds=cues.is_column_name, needs=_COLUMN_ENDS, longest=_SHORT),
    _Cue(
        sign="action",
        holds=headings.is_action,
        needs="持席率队深督见研加话赴告辞",
        longest=_SHORT,
    ),
    _Cue(sign="speech", holds=cues.is_speech, needs='“"说示出调为者绍求称言露'),
    _Cue(sign="attendance", holds=cues.lists_those_present, needs="席参陪"),
)


def read_signs(lines: Sequence[PageLine]) -> Array:
    """One row of numbers for each line, (n, len(SIGNS))."""
    rows = np.zeros((len(lines), len(SIGNS)), dtype=np.float32)
    if not len(lines):
        return rows
    lengths = np.array([len(line.text) for line in lines])
    rows[:, : len(_LENGTHS)] = lengths[:, None] > _LENGTHS
    rows[:, _AT["log length"]] = np.log1p(lengths)
    rows[:, _AT["ends a sentence"]] = [cues.is_terminal(line.text) for line in lines]
    rows[:, _AT["marked"]] = [line.marked for line in lines]
    rows[:, _AT["soft break"]] = [line.soft for line in lines]
    rows[:, _AT["pointed"]] = [line.pointed for line in lines]
    _read_gaps(rows, lines)
    shapes = _classes()[characters("".join([line.text for line in lines]))]
    starts = np.cumsum(lengths) - lengths
    _read_edges(rows, shapes[starts], shapes[starts + lengths - 1])
    _count(rows, shapes, starts, lengths)
    held = np.bitwise_or.reduceat(shapes, starts)
    _read_spaces(rows, lines, held)
    for k, cue in _find_cues(held, lengths):
        rows[k, _AT[cue.sign]] = cue.holds(lines[k].text)
    # A line that is all credit has no other one behind its text.
    rows[:, _AT["inline credit"]] *= 1 - rows[:, _AT["credit"]]
    rows[0, _AT["first"]] = rows[-1, _AT["last"]] = 1.0
    return rows


_DIGIT = 1


@cache
def _bits() -> dict[str, int]:
    """A bit for each set of characters that is looked for; the lowest is for digits.

    The set "" is that of all characters.
    """
    wanted = dict.fromkeys([*_SHAPES.values(), *(cue.needs for cue in _CUES)])
    return {letters: 2 << k for k, letters in enumerate(wanted)}


def _bit(letters: str) -> int:
    return _bits()[letters]


@cache
def _classes() -> NDArray[np.uint32]:
    """For each character the bits of the sets it is in."""
    every = np.arange(LARGEST + 1, dtype=np.uint32)
    table = np.strings.isdigit(every.view("<U1")).astype(np.uint32) * np.uint32(_DIGIT)
    for letters, bit in _bits().items():
        places = [ord(letter) for letter in letters] or slice(None)
        table[places] |= np.uint32(bit)
    return table


@cache
def _needs() -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """For each cue the bit of what it needs, and the longest line."""
    bits = np.array([_bit(cue.needs) for cue in _CUES], dtype=np.uint32)
    return bits, np.array([cue.longest for cue in _CUES])


def _find_cues(held: NDArray[np.uint32], lengths: NDArray[np.int64]) -> Iterator[tuple[int, _Cue]]:
    """The lines in which a cue may hold, and the cue."""
    bits, longest = _needs()
    may_hold = (held[:, None] & bits > 0) & (lengths[:, None] <= longest)
    lines, cues_ = may_hold.nonzero()
    for k, cue in zip(lines.tolist(), cues_.tolist(), strict=True):
        yield k, _CUES[cue]


def _read_gaps(rows: Array, lines: Sequence[PageLine]) -> None:
    above = np.array([line.gap for line in lines])
    below = np.array([line.gap_after for line in lines])
    rows[:, _AT["no gap above"]] = above == 0
    rows[:, _AT["wide gap above"]] = above >= _WIDE_GAP
    rows[:, _AT["no gap below"]] = below == 0
    rows[:, _AT["wide gap below"]] = below >= _WIDE_GAP


def _read_edges(rows: Array, first: NDArray[np.uint32], last: NDArray[np.uint32]) -> None:
    """What the first and the last character of each line are."""
    for sign, shape, edge in (
        ("ends with a bracket or quote", "bracket or quote", last),
        ("ends with a comma", "any comma", last),
        ("ends with a colon", "colon", last),
        ("ends with a dash", "dash", last),
        ("ends dangling", "dangling", last),
        ("begins with a quote", "quote", first),
        ("begins with punctuation", "punctuation", first),
    ):
        rows[:, _AT[sign]] = (edge & _bit(_SHAPES[shape])) > 0
    rows[:, _AT["begins with a digit"]] = first & _DIGIT


def _count(
    rows: Array,
    shapes: NDArray[np.uint32],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
) -> None:
    """What is inside each line: marks, quotes left open or closed only, digits at its head."""
    last = starts + lengths - 1
    opens = (shapes & _bit(_SHAPES["opening"])) > 0
    closes = (shapes & _bit(_SHAPES["closing"])) > 0
    balance = np.add.reduceat(opens.astype(np.int32) - closes, starts)
    rows[:, _AT["quote left open"]] = balance > 0
    rows[:, _AT["quote closed only"]] = balance < 0
    inside = shapes.copy()
    inside[last] = 0
    held = np.bitwise_or.reduceat(inside, starts)
    rows[:, _AT["comma inside"]] = (held & _bit(_SHAPES["comma"])) > 0
    rows[:, _AT["sentence end inside"]] = (held & _bit(_SHAPES["sentence end"])) > 0
    digits = np.cumsum(shapes & _DIGIT, dtype=np.int64)
    heads = np.minimum(lengths, _SHORT)
    counted = digits[starts + heads - 1] - digits[starts] + (shapes[starts] & _DIGIT)
    rows[:, _AT["digits"]] = counted / heads


def _read_spaces(rows: Array, lines: Sequence[PageLine], held: NDArray[np.uint32]) -> None:
    """The parts of a short line: how many, and whether they are of one length."""
    for k in (held & _bit(_SHAPES["space"])).nonzero()[0].tolist():
        text = lines[k].text
        parts = text.split() if len(text) <= _SHORT else ()
        if len(parts) > 1:
            sizes = [len(part) for part in parts]
            rows[k, _AT["spaces"]] = min(len(parts) - 1, 4)
            rows[k, _AT["even parts"]] = max(sizes) - min(sizes) <= 1
