"""Cutting text into sentences: by our own rule, and exactly as textrank4zh does.

Our rule keeps a sentence whole: closing quotes and brackets stay with it, marks inside brackets,
numbers, addresses and quoted words do not end it, and words spoken stay with their speaker.
"""

import re
from collections.abc import Callable

from digest.model.articles import Article, Sentence
from digest.protocols import SentenceRule
from digest.text.traces import cut

END_MARKS = "。！？!?…"
"""Marks that end a sentence by our rule; a full stop `.` does so after Latin words only."""

TEXTRANK4ZH_MARKS = "?!;？！。；…\n"
"""textrank4zh 0.3, util.sentence_delimiters."""

CLOSERS = "”’」』）)》】〉］]\"'"
"""What may stand between the end mark of a sentence and the next one."""

_ENDS = tuple(END_MARKS)
_TEXTRANK4ZH_MARK = re.compile(f"[{TEXTRANK4ZH_MARKS}]")

_Splitter = Callable[[str], tuple[tuple[int, int], ...]]

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】"}
_QUOTES = "“‘「『"
_PAIRED = re.compile(f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}]")
_PAIRED_OR_MARK = re.compile(f"{_PAIRED.pattern}|[。！？!?….]")
_Enclosing = dict[int, tuple[int, int]]

# Words within one pair of quotes longer than this are a speech, not a remark: it is cut.
_LONGEST_QUOTATION = 300
# “大同，你好！”系列活动: a short exclamation in quotes is a name, whatever follows it.
_SHORT_QUOTATION = 14

_LONGEST_HEADING = 24
# A line with a comma, a colon or a figure says something (受理时间：8:00—18:00).
_HEADING_HAS_NONE = re.compile(rf"[{END_MARKS}，,；;：:\d]")

# Nothing inside an address ends a sentence.
_STOP = re.compile(
    r"(?P<address>(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*[A-Za-z0-9/]"
    r"|[A-Za-z0-9_%+\-][A-Za-z0-9._%+\-]*@[A-Za-z0-9.\-]+\.[A-Za-z]{2,})"
    r"|(?P<blank>\n[^\S\n]*\n\s*)"
    r"|(?P<marks>[。！？!?…]+|\.{3,}|\.)"
)
_GAP = re.compile(r"\s*")
# “……”他说: who speaks follows within the next words, before any further sentence.
_ATTRIBUTION = re.compile(
    r"[^。！？!?…“「]{0,40}?(?:说|道|表示|指出|强调|介绍|告诉|坦言|感慨|感叹|回忆|解释|称|问|答|喊|笑|叫)"
)
_SPEECH_OPENS = re.compile(r"(?:[：:]|[说道问答喊叫称][，,]?)\s*$")
# A mark before one of these is inside its sentence: “走进大同！”的口号, 去不去？、怎么去？
_GOES_ON = re.compile(r"[，,、；;：:—\-）)》】]")
_LATIN = re.compile(r"[A-Za-z][^\u4e00-\u9fff。]*$")
_LATIN_NUMBER = re.compile(r"[A-Za-z][^\u4e00-\u9fff。]*\s[\w.,%$]*$")
_ABBREVIATION = re.compile(
    r"(?:^|[^A-Za-z])(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Vol|vol|pp|Co|Ltd|Inc|Corp|Jr|Sr|vs|etc|cf|"
    r"al|fig|Fig|e\.g|i\.e|a\.m|p\.m|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|[A-Z])$"
)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a paragraph stand; the parts joined give the text back.

    White space after a sentence belongs to it, white space before the first one to the first.

    >>> text = "“你好！”他说。比上年增长3.5%。未完"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['“你好！”他说。', '比上年增长3.5%。', '未完']
    """
    around = _find_enclosing(text)
    ends: list[int] = []
    start, at = _end_of_gap(text, 0), 0
    while stop := _STOP.search(text, at):
        at = stop.end()
        end: int | None = None
        if stop.lastgroup == "blank":
            end = at if stop.start() > start else None
            start = max(start, at)
        elif stop.lastgroup == "marks":
            end = _sentence_end(text, start, stop, around)
        if end is not None:
            start = at = _end_of_gap(text, end)
            ends.append(start)
    if text and (not ends or ends[-1] < len(text)):
        ends.append(len(text))
    return tuple(zip([0, *ends], ends, strict=False))


def split_as_textrank4zh(text: str) -> tuple[tuple[int, int], ...]:
    r"""Where textrank4zh's sentences stand, each with the mark that ends it.

    The parts stripped of white space and of that mark are the package's own sentences, in its
    order; marks and white space between them belong to no part.

    >>> text = "他说：“好！”众人鼓掌；\n 散会…… "
    >>> [text[start:end] for start, end in split_as_textrank4zh(text)]
    ['他说：“好！', '”众人鼓掌；', '散会…']
    """
    parts: list[tuple[int, int]] = []
    start = 0
    for mark in _TEXTRANK4ZH_MARK.finditer(text):
        at = mark.start()
        _add_part(parts, text, start, at, mark=text[at] != "\n")
        start = at + 1
    _add_part(parts, text, start, len(text), mark=False)
    return tuple(parts)


def sentences_of(article: Article, rule: SentenceRule) -> tuple[Sentence, ...]:
    """The sentences of an article, numbered in reading order, without white space around them.

    By our rule section headings are no sentences, unless the article has nothing else. A short
    paragraph without any mark before others that end with one is taken for a heading.
    """
    if rule is SentenceRule.TEXTRANK4ZH:
        return _collect(article, split_as_textrank4zh, frozenset())
    texts = [paragraph.text.strip() for paragraph in article.paragraphs]
    headings = frozenset(article.headings)
    if any(ends_sentence(text) for text in texts):
        headings |= {at for at, text in enumerate(texts[:-1]) if _looks_like_heading(text)}
    return _collect(article, split_sentences, headings) or _collect(
        article, split_sentences, frozenset()
    )


def ends_sentence(text: str) -> bool:
    """Whether a text ends with an end mark, closing quotes and brackets aside.

    >>> ends_sentence("他说：“好！”"), ends_sentence("积极布局")
    (True, False)
    """
    bare = text.rstrip().rstrip(CLOSERS)
    return bare.endswith(_ENDS) or (bare.endswith(".") and len(bare) > 1 and bare[-2].isascii())


def _collect(article: Article, split: _Splitter, skipped: frozenset[int]) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(article.paragraphs):
        if number in skipped:
            continue
        text = paragraph.text
        for start, end in split(text):
            part = text[start:end]
            low = start + len(part) - len(part.lstrip())
            high = start + len(part.rstrip())
            if low < high:
                sentences.append(
                    Sentence(
                        index=len(sentences),
                        paragraph=number,
                        start=low,
                        end=high,
                        traced=cut(paragraph, low, high),
                    )
                )
    return tuple(sentences)


def _looks_like_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not _HEADING_HAS_NONE.search(text)


def _add_part(parts: list[tuple[int, int]], text: str, start: int, at: int, *, mark: bool) -> None:
    part = text[start:at]
    if part.strip():
        low = start + len(part) - len(part.lstrip())
        # White space before the mark stays inside; before the end of the text it does not.
        parts.append((low, at + 1 if mark else start + len(part.rstrip())))


def _sentence_end(text: str, start: int, marks: re.Match[str], around: _Enclosing) -> int | None:
    """Where the sentence ends that these marks may end; `None` if it goes on."""
    if marks.group() == "." and not _is_full_stop(text, marks.start()):
        return None
    end = marks.end()
    pair = _opened_since(start, around.get(marks.start()))
    quotation: tuple[int, int] | None = None
    while end < len(text) and text[end] in CLOSERS:
        if pair and pair[1] == end:
            quotation, pair = pair, _opened_since(start, around.get(pair[0]))
        elif text[end] in "\"'" and text.count(text[end], start, end) % 2 == 0:
            break  # a straight quote that opens the next sentence
        end += 1
    if pair and not _is_speech(text, pair):
        return None
    after = _end_of_gap(text, end)
    return end if after == len(text) or _starts_anew(text, start, marks, quotation, after) else None


def _starts_anew(
    text: str,
    start: int,
    marks: re.Match[str],
    quotation: tuple[int, int] | None,
    after: int,
) -> bool:
    """Whether a new sentence starts at `after`, where the one with these marks may have ended."""
    if _GOES_ON.match(text, after) or (quotation and text[after] in "的等之"):
        return False
    if set(marks.group()) <= set("….") and _is_list(text[start : marks.start()]):
        return False
    if quotation is None or text[quotation[0]] not in _QUOTES:
        return True
    return _ends_after_quotation(text, start, quotation, marks.group(), after)


def _ends_after_quotation(
    text: str, start: int, quotation: tuple[int, int], marks: str, after: int
) -> bool:
    """Whether a sentence ends with the quoted words whose own end mark was just read."""
    opened, closed = quotation
    if text[after] in _QUOTES:
        return True
    if opened == start:
        return not (_ATTRIBUTION.match(text, after) or closed - opened <= _SHORT_QUOTATION)
    return "。" in marks or bool(_SPEECH_OPENS.search(text, start, opened))


def _is_list(before: str) -> bool:
    """Whether dots after this stand for the rest of a list (“甲”“乙”…… or 甲、乙……)."""
    last = re.split(r"[，,；;：:]", before)[-1]
    return "、" in last or "”“" in last or "》《" in last


def _is_full_stop(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or not before.isascii() or before.isspace():
        return False
    if after and not (after.isspace() or after in CLOSERS or "\u4e00" <= after <= "\u9fff"):
        return False
    near = text[max(0, at - 40) : at]
    # A number ends a Latin sentence only where a Latin word stands before it: 1.加强领导.
    latin = _LATIN_NUMBER if before.isdigit() else _LATIN
    return bool(latin.search(near)) and not (after and _ABBREVIATION.search(near))


def _is_speech(text: str, pair: tuple[int, int]) -> bool:
    return text[pair[0]] in _QUOTES and pair[1] - pair[0] > _LONGEST_QUOTATION


def _opened_since(start: int, pair: tuple[int, int] | None) -> tuple[int, int] | None:
    return pair if pair and pair[0] >= start else None


def _find_enclosing(text: str) -> _Enclosing:
    """For each end mark and each opening quote or bracket: the innermost pair around it.

    A quote opened again before it was closed lost its partner (recognizers drop them); quotes and
    brackets without partner are no pair.
    """
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for match in _PAIRED.finditer(text):
        char, at = match.group(), match.start()
        if char in _PAIRS:
            waiting = [opened for opened in waiting if text[opened] != char]
            waiting.append(at)
            continue
        partner = next((opened for opened in waiting if _PAIRS[text[opened]] == char), None)
        if partner is not None:
            pairs[partner] = at
            waiting = waiting[: waiting.index(partner)]
    around: _Enclosing = {}
    inside: list[tuple[int, int]] = []
    for match in _PAIRED_OR_MARK.finditer(text):
        at = match.start()
        while inside and inside[-1][1] < at:
            inside.pop()
        if inside:
            around[at] = inside[-1]
        if at in pairs:
            inside.append((at, pairs[at]))
    return around


def _end_of_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at
