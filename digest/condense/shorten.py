"""How a sentence is closed, shortened to whole clauses, or cut."""

import re
from collections.abc import Sequence

from digest.model.articles import Sentence, Token
from digest.model.traces import EditKind, TracedText
from digest.text.clauses import clause_ends, is_balanced
from digest.text.lines import count_chars
from digest.text.sentences import ends_sentence
from digest.text.traces import cut, replace

ELLIPSIS = "……"

# A part of fewer characters tells nothing (他来到大同).
_SHORTEST_PART = 8
_LOOSE_END = re.compile(r"[，,、；;：:—\-\s]+$")
_COMMA = re.compile(r"[，,；;]")
_LEADING_CLOSERS = re.compile(r"[\s”’」』）)》】〉]+")
_TRAILING_CLOSERS = re.compile(r"[”’」』）)】]+")
_RUN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:%/\-]*")


def mend_quotes(sentence: Sentence, paragraph: TracedText) -> TracedText:
    """The sentence with the closing quotes and brackets that are its own, and no others.

    textrank4zh cuts before them: 他说：“好！ and ”众人鼓掌。
    become 他说：“好！” and 众人鼓掌。
    """
    text = paragraph.text
    start, end = sentence.start, sentence.end
    leading = _LEADING_CLOSERS.match(text, start, end)
    if leading and leading.end() < end and not is_balanced(text[start:end]):
        start = leading.end()
    trailing = _TRAILING_CLOSERS.match(text, end)
    if trailing and not is_balanced(text[start:end]) and is_balanced(text[start : trailing.end()]):
        end = trailing.end()
    if (start, end) == (sentence.start, sentence.end):
        return sentence.traced
    return cut(paragraph, start, end)


def close(traced: TracedText) -> TracedText:
    """The sentence with an end mark: 。 in place of a comma, or added; the change is recorded.

    >>> from digest.text.traces import trace
    >>> close(trace("会议召开；", 0, 5)).text, close(trace("散会", 0, 2)).text
    ('会议召开。', '散会。')
    """
    text = traced.text
    if ends_sentence(text):
        return traced
    loose = _LOOSE_END.search(text)
    start = loose.start() if loose and loose.start() else len(text)
    return _end_with(traced, start, len(text), "。")


def leave_open(traced: TracedText) -> TracedText:
    """The whole sentence, closed with `……` because its end is missing in the source."""
    text = traced.text
    loose = _LOOSE_END.search(text)
    start = loose.start() if loose and loose.start() else len(text)
    return _end_with(traced, start, len(text), ELLIPSIS)


def cut_at_clause(traced: TracedText, room: int | None = None) -> TracedText | None:
    """The longest beginning of a sentence that says something whole and fits; closed with 。.

    `room` is in characters without white space, `None` for any length.
    """
    text = traced.text
    for end in reversed(clause_ends(text)):
        length = count_chars(text[:end]) + 1
        if length <= _SHORTEST_PART:
            return None
        if room is None or length <= room:
            return _end_with(traced, end, end + 1, "。")
    return None


def cut_at_word(traced: TracedText, tokens: Sequence[Token], room: int) -> TracedText:
    """As much of a sentence as fits before `……`, cut between two words.

    Without tokens any two characters may be parted that are not of one number or Latin word.
    A place outside quotes and brackets is preferred where it is not much earlier, and above all
    a comma.
    """
    text = traced.text
    space = room - len(ELLIPSIS)
    if space < 1:
        return cut(traced, 0, _hold(text, room))
    most = _hold(text, space)
    borders = [at for at in _word_borders(text, tokens) if at <= most] or [most]
    ends = [end for at in borders if (end := len(_LOOSE_END.sub("", text[:at])))]
    near = [end for end in ends if end >= most // 2 and is_balanced(text[:end])]
    commas = [end for end in near if end >= most * 3 // 4 and _COMMA.match(text, end)]
    end = max(commas or near or ends or [most])
    return _end_with(cut(traced, 0, end), end, end, ELLIPSIS)


def _hold(text: str, room: int) -> int:
    """How many characters of a text hold `room` characters that are not white space."""
    for at, char in enumerate(text):
        room -= not char.isspace()
        if room < 0:
            return at
    return len(text)


def _word_borders(text: str, tokens: Sequence[Token]) -> list[int]:
    if tokens and "".join(token.text for token in tokens) == text:
        borders = []
        at = 0
        for token in tokens:
            at += len(token.text)
            borders.append(at)
        return borders
    inside = {at for run in _RUN.finditer(text) for at in range(run.start() + 1, run.end())}
    return [at for at in range(1, len(text) + 1) if at not in inside]


def _end_with(traced: TracedText, start: int, end: int, mark: str) -> TracedText:
    """The first `start` characters and then `mark`, in place of what stands up to `end`."""
    head = cut(traced, 0, start)
    marked = replace(cut(traced, 0, end), start, end, mark, EditKind.PUNCTUATION)
    if marked.text == head.text + mark:
        return marked
    # What stands there is part of another edit and is left out whole.
    return replace(head, len(head.text), len(head.text), mark, EditKind.PUNCTUATION)
