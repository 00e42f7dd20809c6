"""The pages of a PDF as text."""

import math
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
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
_MOST_DOTS = 60_000_000.0
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


def read_pages(content: bytes, *, where: str) -> tuple[PdfPage, ...]:
    """The pages of a PDF in order.

    Raises InputError where it is damaged, protected by a password or too long.
    """
    with _LOCK, closing(_open(content, where)) as document:
        if len(document) > _MOST_PAGES:
            raise InputError(f"has {len(document)} pages, more than {_MOST_PAGES}", where=where)
        return tuple(_read(document, where))


def _open(content: bytes, where: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise InputError(
                "this PDF is protected by a password",
                where=where,
                hint="open it and save a copy without one",
            ) from error
        raise InputError("this PDF is damaged and cannot be opened", where=where) from error


def draw_page(content: bytes, number: int, *, dots_an_inch: float, where: str) -> NDArray[np.uint8]:
    """A picture of a page: (height, width, 3)."""
    with _LOCK, closing(_open(content, where)) as document, closing(document[number - 1]) as page:
        width, height = page.get_size()
        scale = dots_an_inch / 72
        scale = min(scale, math.sqrt(_MOST_DOTS / max(1.0, width * height)))
        drawn: NDArray[np.uint8] = page.render(scale=scale, rev_byteorder=True).to_numpy()
        return np.ascontiguousarray(drawn[:, :, :3])


def _read(document: pdfium.PdfDocument, where: str) -> Iterator[PdfPage]:
    for index in range(len(document)):
        try:
            with closing(document[index]) as page:
                sheet = read_sheet(page)
                pictured = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        except pdfium.PdfiumError as error:
            what = f"page {index + 1} of this PDF is damaged"
            raise InputError(what, where=where) from error
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
