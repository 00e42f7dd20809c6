"""The non-blank lines of a page, cleaned, with the white space around them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.model.documents import Block, Line, Page

_HASH = re.compile(r"\s*(#{1,6})\s+")
_POINT = re.compile(r"\s*[»›▶►]\s*")
_WIDE_GAP = 3
# A line of boxes is a headline where its characters are this much higher than most are.
_HIGHER = 1.25
# The space above a block, in heights of its characters, that looks like three blank lines.
_FAR = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A non-blank line: `text` is what a reader sees, `start` its place in the page's text.

    `gap` blank lines stand above it and `gap_after` below, as they would on a page with one
    blank line between paragraphs. `marked` lines carry a heading mark of that `level` (0: none)
    or are set in larger type, `soft` ones end in the two spaces of a Markdown line break,
    `pointed` ones begin with ».
    """

    index: int
    number: int
    text: str
    start: int
    gap: int
    gap_after: int
    marked: bool
    level: int
    pointed: bool
    soft: bool


def read_lines(page: Page) -> tuple[PageLine, ...]:
    """The non-blank lines of `page` in page order."""
    shown = [line for line in page.lines if not line.is_blank]
    gaps = _gaps(shown)
    boxes = {block.line: block for block in page.blocks}
    if boxes:
        gaps = _gaps_of_boxes([boxes.get(line.number) for line in shown], page, gaps)
    body_height = _body_height(page.blocks)
    found: list[PageLine] = []
    for index, line in enumerate(shown):
        head, stop, level, pointed = _clean(line.text)
        block = boxes.get(line.number)
        large = block is not None and block.font_height > _HIGHER * body_height
        found.append(
            PageLine(
                index=index,
                number=line.number,
                text=line.text[head:stop],
                start=line.start + head,
                gap=gaps[index],
                gap_after=gaps[index + 1],
                marked=level > 0 or large,
                level=level,
                pointed=pointed,
                soft=line.text.endswith("  "),
            )
        )
    return tuple(found)


def _clean(text: str) -> tuple[int, int, int, bool]:
    """Where the text of a line begins and ends, the level of its heading mark, and »."""
    head, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    level, pointed = 0, False
    if mark := _HASH.match(text):
        head, level = mark.end(), len(mark[1])
    elif mark := _POINT.match(text):
        head, pointed = mark.end(), True
    elif stop - head > len("****") and text.startswith("**", head) and text.endswith("**", 0, stop):
        head, stop, level = head + 2, stop - 2, 1
    if not text[head:stop].strip():
        return len(text) - len(text.lstrip()), len(text.rstrip()), 0, False
    return head, stop, level, pointed


def _gaps(shown: Sequence[Line]) -> list[int]:
    """Blank lines above each line, and below the last, as if paragraphs stood one apart."""
    numbers = [0, *(line.number for line in shown)]
    gaps = [b - a - 1 for a, b in pairwise(numbers)]
    inner = Counter(gaps[1:])
    usual = min(inner, key=lambda gap: (-inner[gap], abs(gap - 1))) if inner else 1
    if usual == 0:
        gaps = [max(1, gap) for gap in gaps]
    elif usual > 1:
        gaps = [0 if gap < usual else 1 if gap < usual + 2 else _WIDE_GAP for gap in gaps]
    return [*gaps, 0]


def _gaps_of_boxes(blocks: Sequence[Block | None], page: Page, gaps: Sequence[int]) -> list[int]:
    """The same from where the lines stand: a wide space, a rule, or a jump to another column."""
    found = list(gaps)
    for index in range(1, len(blocks)):
        above, below = blocks[index - 1], blocks[index]
        if above is None or below is None:
            continue
        aside = below.box.x0 >= above.box.x1 or below.box.x1 <= above.box.x0
        if aside or above.page != below.page:
            found[index] = 1
            continue
        space = below.box.y0 - above.box.y1
        ruled = any(
            above.box.y1 <= (rule.y0 + rule.y1) / 2 <= below.box.y0
            and rule.x0 < below.box.x1
            and rule.x1 > below.box.x0
            for rule in page.rules
        )
        far = ruled or space > _FAR * max(below.font_height, 1.0)
        found[index] = _WIDE_GAP if far else 1
    return found


def _body_height(blocks: Sequence[Block]) -> float:
    heights = sorted(block.font_height for block in blocks)
    return heights[len(heights) // 2] if heights else 0.0
