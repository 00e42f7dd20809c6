r"""Lines of a decoded text: they end at `\n`, `\\r\n` or `\\r` and nowhere else."""

import re

from digest.model.documents import Imprint, Line, Page

_LINE_END = re.compile(r"\r\n|\r|\n")


def split_lines(text: str) -> tuple[Line, ...]:
    r"""The lines of a text, numbered from 1, without their line ends.

    A line end at the very end of the text opens no further line.

    >>> [(line.number, line.text, line.start) for line in split_lines("甲\r\n\n乙")]
    [(1, '甲', 0), (2, '', 3), (3, '乙', 4)]
    """
    lines: list[Line] = []
    start = 0
    for end in _LINE_END.finditer(text):
        lines.append(Line(number=len(lines) + 1, text=text[start : end.start()], start=start))
        start = end.end()
    if start < len(text):
        lines.append(Line(number=len(lines) + 1, text=text[start:], start=start))
    return tuple(lines)


def make_page(text: str, *, uri: str, imprint: Imprint | None = None) -> Page:
    """A page of plain text, without geometry."""
    return Page(uri=uri, text=text, lines=split_lines(text), imprint=imprint or Imprint())


def count_chars(text: str) -> int:
    r"""How many characters a text has without white space: the unit of every budget.

    >>> count_chars("新华社 北京\n")
    5
    """
    return len("".join(text.split()))
