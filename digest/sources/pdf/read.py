"""The pages of a PDF as text."""

import math
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from digest.errors import InputError
from digest.sources.layout.sheet import Sheet
from digest.sources.layout.text import write_text
from digest.sources.pdf.glyphs import read_sheet
from digest.text.lines import count_chars

_MOST_PAGES = 400
# Fewer characters than this are a page number or a stamp, not a text layer.
_LEAST_CHARS = 20
# So many characters that nobody can read mean that the file does not say which they are.
_UNREADABLE = 0.2
_A4_AREA = 595.0 * 842.0
_LARGE_PAGE = 1.6
_MOST_DOTS = 45_000_000.0
_MOST_CHARS = 3_000_000
_RGB = raw.FPDFBitmap_BGR
# pdfium is not to be used by two threads at once.
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """A page; where it is a picture only it `is_scan` and has no text.

    `unclear` are the words of a picture's text that were hard to read.
    """

    number: int
    text: str
    is_large: bool
    is_scan: bool = False
    unclear: tuple[str, ...] = ()


def read_pages(content: bytes) -> tuple[PdfPage, ...]:
    """The pages of a PDF in order.

    Raises InputError where it is damaged, protected by a password or too long.
    """
    with _LOCK, closing(_open(content)) as document:
        if len(document) > _MOST_PAGES:
            raise InputError(f"has {len(document)} pages, more than {_MOST_PAGES}")
        return tuple(_read(document))


def _open(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise InputError(
                "this PDF is protected by a password",
                hint="open it and save a copy without one",
            ) from error
        raise InputError("this PDF is damaged and cannot be opened") from error


def draw_page(content: bytes, number: int, *, dots_an_inch: float) -> tuple[int, int, bytes]:
    """A picture of a page: width, height, and three bytes (red, green, blue) for each dot.

    Raises InputError where the file cannot be opened.
    """
    with _LOCK, closing(_open(content)) as document, closing(document[number - 1]) as page:
        width, height = page.get_size()
        scale = dots_an_inch / 72
        scale = min(scale, math.sqrt(_MOST_DOTS / max(1.0, width * height)))
        drawn = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=_RGB)
        row = 3 * drawn.width
        dots = bytes(drawn.buffer)
        rows = (dots[at : at + row] for at in range(0, drawn.stride * drawn.height, drawn.stride))
        return drawn.width, drawn.height, b"".join(rows)


def _read(document: pdfium.PdfDocument) -> Iterator[PdfPage]:
    chars = 0
    for index in range(len(document)):
        try:
            with closing(document[index]) as page:
                sheet = read_sheet(page)
                pictured = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        except pdfium.PdfiumError as error:
            raise InputError(f"page {index + 1} of this PDF is damaged") from error
        chars += _chars(sheet)
        if chars > _MOST_CHARS:
            raise InputError(f"has more than {_MOST_CHARS:,} characters")
        readable = not _is_garbled(sheet) and not (pictured and _chars(sheet) < _LEAST_CHARS)
        yield PdfPage(
            number=index + 1,
            text=write_text(sheet) if readable else "",
            is_large=sheet.width * sheet.height > _LARGE_PAGE * _A4_AREA,
            is_scan=not readable,
        )


def _chars(sheet: Sheet) -> int:
    return sum(count_chars(run.text) for run in sheet.runs)


def _is_garbled(sheet: Sheet) -> bool:
    """Whether the file does not say which characters its text has."""
    text = "".join(run.text for run in sheet.runs)
    private = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in text)
    return private > _UNREADABLE * len(text)
