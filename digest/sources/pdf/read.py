"""The pages of a PDF as text."""

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
# pdfium is not to be used by two threads at once.
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """A page; its text is empty where it is a picture only."""

    number: int
    text: str
    is_large: bool


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


def _read(document: pdfium.PdfDocument, where: str) -> Iterator[PdfPage]:
    for index in range(len(document)):
        try:
            with closing(document[index]) as page:
                sheet = read_sheet(page)
        except pdfium.PdfiumError as error:
            what = f"page {index + 1} of this PDF is damaged"
            raise InputError(what, where=where) from error
        yield PdfPage(
            number=index + 1,
            text=write_text(sheet) if _has_text(sheet) else "",
            is_large=sheet.width * sheet.height > _LARGE_PAGE * _A4_AREA,
        )


def _has_text(sheet: Sheet) -> bool:
    text = "".join(run.text for run in sheet.runs)
    private = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in text)
    return count_chars(text) >= _LEAST_CHARS and private <= _UNREADABLE * len(text)
