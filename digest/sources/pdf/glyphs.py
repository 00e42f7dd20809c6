"""What pdfium says of a page: its characters and straight lines, as a reader sees them."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

from digest.model.documents import Box
from digest.sources.layout.sheet import Run, Sheet

# A page of a broadsheet has some 8,000 characters.
_MOST_CHARS = 200_000
_MOST_OBJECTS = 20_000
_THIN = 3.0
_LONG = 24.0
_CLOSE = 0.6
# Two marks of punctuation may share the width of one.
_BACK = -0.7
_FULL_WIDTH = 0x2E7F
_ALIKE = 1.15
# White between two characters that is meant, in sizes of type: where the file has a space, where
# it has none (justified lines have less), and in a headline.
_SPACE, _WIDE, _MEANT = 0.08, 0.35, 0.15
_LARGE = 1.2
_SMALLEST, _LARGEST = 2.0, 400.0
# How far type reaches above and below the line it stands on.
_ASCENT, _DESCENT = 0.82, 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class _Glyph:
    char: str
    box: Box
    size: float
    spaced: bool


def read_sheet(page: pdfium.PdfPage) -> Sheet:
    """A page's text and lines, turned so that most of the text is upright."""
    text_page = page.get_textpage()
    try:
        turn = _Turn(page, text_page)
        glyphs = list(_glyphs(text_page, turn))
    finally:
        text_page.close()
    return Sheet(
        width=turn.width,
        height=turn.height,
        runs=tuple(_runs(glyphs)),
        rules=tuple(_rules(page, turn)),
    )


class _Turn:
    """From a PDF's coordinates (up from lower left) to a reader's (down from upper left)."""

    def __init__(self, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> None:
        left, bottom, right, top = page.get_cropbox() or page.get_mediabox()
        self._left, self._bottom = left, bottom
        self._width, self._height = right - left, top - bottom
        self._quarters = _quarters(text_page)
        lies = self._quarters % 2 == 1
        self.width = self._height if lies else self._width
        self.height = self._width if lies else self._height

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, x1 = left - self._left, right - self._left
        y0, y1 = bottom - self._bottom, top - self._bottom
        width, height = self._width, self._height
        if self._quarters == 1:
            return Box(x0=y0, y0=x0, x1=y1, y1=x1)
        if self._quarters == 2:
            return Box(x0=width - x1, y0=y0, x1=width - x0, y1=y1)
        if self._quarters == 3:
            return Box(x0=height - y1, y0=width - x1, x1=height - y0, y1=width - x0)
        return Box(x0=x0, y0=height - y1, x1=x1, y1=height - y0)


def _quarters(text_page: pdfium.PdfTextPage) -> int:
    """In which direction most characters run, in quarters of a turn to the left."""
    count = min(text_page.count_chars(), _MOST_CHARS)
    seen: Counter[int] = Counter()
    for index in range(0, count, max(1, count // 400)):
        angle = raw.FPDFText_GetCharAngle(text_page.raw, index)
        if angle >= 0:
            # pdfium counts to the right.
            seen[-round(angle / (math.pi / 2)) % 4] += 1
    return min(seen, key=lambda quarter: (-seen[quarter], quarter)) if seen else 0


def _glyphs(text_page: pdfium.PdfTextPage, turn: _Turn) -> Iterator[_Glyph]:
    spaced = False
    last: _Glyph | None = None
    for index in range(min(text_page.count_chars(), _MOST_CHARS)):
        code = raw.FPDFText_GetUnicode(text_page.raw, index)
        char = chr(code) if 0x20 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else ""
        if not char.strip():
            spaced = spaced or not raw.FPDFText_IsGenerated(text_page.raw, index)
            continue
        glyph = _measure(text_page, index, char, turn, spaced=spaced)
        # Bold type is sometimes made by printing a character twice, a little aside.
        if glyph is None or (last is not None and _is_printed_twice(last, glyph)):
            continue
        last = glyph
        yield glyph
        spaced = False


def _measure(
    text_page: pdfium.PdfTextPage, index: int, char: str, turn: _Turn, *, spaced: bool
) -> _Glyph | None:
    """A character's place: as wide and as high as its type, standing on its line.

    pdfium's own box of a flat character such as 一 is flat, that of a narrow one (日) narrow.
    """
    rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    if not (
        raw.FPDFText_GetLooseCharBox(text_page.raw, index, ctypes.byref(rect))
        and raw.FPDFText_GetCharOrigin(text_page.raw, index, ctypes.byref(x), ctypes.byref(y))
    ):
        return None
    size = width = raw.FPDFText_GetFontSize(text_page.raw, index)
    if raw.FPDFText_GetMatrix(text_page.raw, index, ctypes.byref(matrix)):
        width = size * math.hypot(matrix.a, matrix.b)
        size *= math.hypot(matrix.c, matrix.d)
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    drawn = turn.box(left, bottom, right, top)
    if not _SMALLEST <= size <= _LARGEST:
        size = width = drawn.y1 - drawn.y0
    origin = turn.box(x.value, y.value, x.value, y.value)
    x0, x1, line = drawn.x0, drawn.x1, origin.y0
    if ord(char) > _FULL_WIDTH:
        x0, x1 = origin.x0, origin.x0 + width
    return _Glyph(
        char=char,
        box=Box(x0=x0, y0=line - _ASCENT * size, x1=x1, y1=line + _DESCENT * size),
        size=max(size, _SMALLEST),
        spaced=spaced,
    )


def _is_printed_twice(a: _Glyph, b: _Glyph) -> bool:
    near = 0.2 * b.size
    same = a.char == b.char
    return same and abs(a.box.x0 - b.box.x0) < near and abs(a.box.y0 - b.box.y0) < near


def _runs(glyphs: list[_Glyph]) -> Iterator[Run]:
    """Characters that follow one another in the file and on the page."""
    sizes = sorted(glyph.size for glyph in glyphs)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    group: list[_Glyph] = []
    for glyph in glyphs:
        if group and not _follows(group[-1], glyph):
            yield _run(group, body)
            group = []
        group.append(glyph)
    if group:
        yield _run(group, body)


def _follows(before: _Glyph, glyph: _Glyph) -> bool:
    size = min(before.size, glyph.size)
    gap = (glyph.box.x0 - before.box.x1) / size
    level = abs(glyph.box.y0 + glyph.box.y1 - before.box.y0 - before.box.y1) / 2 <= 0.3 * size
    return level and _BACK <= gap <= _CLOSE and max(before.size, glyph.size) <= _ALIKE * size


def _run(group: list[_Glyph], body: float) -> Run:
    text = group[0].char
    # Headlines are not justified: white in them is meant, also where the file has no space.
    wide = _WIDE if group[0].size < _LARGE * body else _MEANT
    for before, glyph in pairwise(group):
        gap = glyph.box.x0 - before.box.x1
        is_spaced = gap > (_SPACE if glyph.spaced else wide) * glyph.size
        text += f" {glyph.char}" if is_spaced else glyph.char
    sizes = sorted(glyph.size for glyph in group)
    return Run(
        text=text,
        box=Box(
            x0=min(glyph.box.x0 for glyph in group),
            y0=min(glyph.box.y0 for glyph in group),
            x1=max(glyph.box.x1 for glyph in group),
            y1=max(glyph.box.y1 for glyph in group),
        ),
        size=sizes[len(sizes) // 2],
    )


def _rules(page: pdfium.PdfPage, turn: _Turn) -> Iterator[Box]:
    for number, thing in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if number > _MOST_OBJECTS:
            return
        try:
            left, bottom, right, top = thing.get_bounds()
        except pdfium.PdfiumError:
            continue
        box = turn.box(left, bottom, right, top)
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if min(width, height) <= _THIN and max(width, height) >= _LONG:
            yield box
        elif min(width, height) >= _LONG and (width < turn.width or height < turn.height):
            # A box's upper and lower edge.
            yield Box(x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y0)
            yield Box(x0=box.x0, y0=box.y1, x1=box.x1, y1=box.y1)
