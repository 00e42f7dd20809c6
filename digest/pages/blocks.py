"""The non-blank lines of a page, cleaned, with the white space around them."""

import re
from dataclasses import dataclass

from digest.model.documents import Box, Page

_MARK = re.compile(r"^\s*(?:#{1,6}\s+|\*\*(?=.*\*\*\s*$)|[»›▶►]\s*)")
_END_MARK = re.compile(r"(?:\*\*)?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A non-blank line: `text` is what a reader sees, `start` its place in the page's text.

    `gap` blank lines stand above it, `gap_after` below. `marked` lines carry a heading mark,
    `soft` ones end in the two spaces of a Markdown line break, `pointed` ones begin with ».
    """

    index: int
    number: int
    text: str
    start: int
    gap: int
    gap_after: int
    marked: bool
    pointed: bool
    soft: bool
    box: Box | None = None
    font_height: float = 0.0
    sheet: int = 1

    @property
    def end(self) -> int:
        """Offset of the first character after the cleaned text."""
        return self.start + len(self.text)


def read_lines(page: Page) -> tuple[PageLine, ...]:
    """The non-blank lines of `page` in page order."""
    boxes = {block.line: block for block in page.blocks}
    found: list[PageLine] = []
    shown = [line for line in page.lines if not line.is_blank]
    previous = 0
    for index, line in enumerate(shown):
        mark = _MARK.match(line.text)
        head = mark.end() if mark else len(line.text) - len(line.text.lstrip())
        tail = _END_MARK.search(line.text)
        stop = tail.start() if mark and tail and "*" in mark.group() else len(line.text.rstrip())
        if stop <= head:
            head, stop = 0, len(line.text)
        following = shown[index + 1].number if index + 1 < len(shown) else line.number + 1
        block = boxes.get(line.number)
        found.append(
            PageLine(
                index=index,
                number=line.number,
                text=line.text[head:stop],
                start=line.start + head,
                gap=line.number - previous - 1,
                gap_after=following - line.number - 1,
                marked=mark is not None and mark.group().strip()[:1] in {"#", "*"},
                pointed=mark is not None and mark.group().strip()[:1] in {"»", "›", "▶", "►"},
                soft=line.text.endswith("  "),
                box=block.box if block else None,
                font_height=block.font_height if block else 0.0,
                sheet=block.page if block else 1,
            )
        )
        previous = line.number
    return tuple(found)
