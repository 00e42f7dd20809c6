"""Punctuation as it is printed in Chinese (GB/T 15834), every change a recorded edit."""

import re

from digest.model.traces import EditKind, TracedText
from digest.text.traces import replace

_CJK = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = rf"[{_CJK}，。、；：？！“”‘’（）《》〈〉【】—…〔〕]"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
# A half-width mark counts as Chinese punctuation when a Chinese character or mark stands beside
# it and it does not stand between digits (1,000; 8:00) or inside an address (http://…).
_MARK = re.compile(r"[ \t]*([,;:?!])[ \t]*")
_PAIR = re.compile(r"[ \t]*\(([^()]*)\)[ \t]*")
_QUOTED = re.compile(r'"([^"]*)"')
_NO_PRINT = re.compile(
    # Soft hyphen, zero-width characters, bidi controls and other controls are never printed.
    r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_GAP = re.compile(rf"(?<={_WIDE})[ \t\u3000]+(?=[，。、；：？！）”’》】])")
_WIDE_CHAR = re.compile(_WIDE)
# Every change is of one of these; most sentences have none.
_CHANGEABLE = re.compile(rf"[ \t\u3000,;:?!(\"]|{_NO_PRINT.pattern}")


def print_form(traced: TracedText) -> TracedText:
    """The text with the punctuation a Chinese reader expects; words and figures stay as they are.

    >>> from digest.text.traces import trace
    >>> print_form(trace("3月26日,市长(张强)说: 8:00开会", 0, 21)).text
    '3月26日，市长（张强）说：8:00开会'
    """
    while changes := _changes(traced.text):
        traced = _apply(traced, changes)
    return traced


def _changes(text: str) -> list[tuple[int, int, str]]:
    changes: list[tuple[int, int, str]] = []
    if not _CHANGEABLE.search(text):
        return changes
    changes += [(m.start(), m.end(), "") for m in _NO_PRINT.finditer(text)]
    changes += [(m.start(), m.end(), "") for m in _GAP.finditer(text)]
    changes += [
        (m.start(), m.end(), _FULL[m.group(1)])
        for m in _MARK.finditer(text)
        if _beside_chinese(text, m.start(), m.end())
    ]
    for m in _PAIR.finditer(text):
        if _WIDE_CHAR.search(m.group(1)) or _beside_chinese(text, m.start(), m.end()):
            changes += [(m.start(), m.start(1), "（"), (m.end(1), m.end(), "）")]
    for m in _QUOTED.finditer(text):
        if _WIDE_CHAR.search(m.group(1)):
            changes += [(m.start(), m.start(1), "“"), (m.end(1), m.end(), "”")]
    return changes


def _beside_chinese(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if before.isdigit() and after.isdigit():
        return False
    return bool(_WIDE_CHAR.match(before) or _WIDE_CHAR.match(after))


def _apply(traced: TracedText, changes: list[tuple[int, int, str]]) -> TracedText:
    # From the end to the start, so that offsets stay right; of two that overlap the first wins.
    kept: list[tuple[int, int, str]] = []
    for change in sorted(changes):
        if not kept or change[0] >= kept[-1][1]:
            kept.append(change)
    for start, end, to in reversed(kept):
        traced = replace(traced, start, end, to, EditKind.PUNCTUATION)
    return traced
