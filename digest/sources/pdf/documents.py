"""PDFs as documents: a newspaper page each, or all pages of a report as one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from digest.errors import InputError
from digest.model.documents import Document, DocumentKind
from digest.sources.layout.text import write_text
from digest.sources.origin import Origin, make_document, page_origin
from digest.sources.pdf.apart import draw_page_apart, read_pages_apart
from digest.sources.pdf.read import PdfPage
from digest.sources.scan.picture import make_picture
from digest.sources.scan.recognize import LEAST_CHARS, find_unclear, is_available, recognize
from digest.text.lines import count_chars

MEDIA_TYPE = "application/pdf"
# What a scanned page is drawn at for the recognizer: small type has some 25 dots then.
_DPI = 200.0


def read_pdf(content: bytes, origin: Origin) -> Iterator[Document | InputError]:
    """The documents of a PDF; a page that is a picture only comes as an error, in its place.

    Large pages are a newspaper's, and each is a document; other pages are one document, unless
    the origin says what they are. Pictures of pages are read where the recognizer is installed.
    """
    pages = read_pages_apart(content, where=origin.uri)
    if any(page.is_scan for page in pages) and is_available():
        pages = tuple(_recognized(page, content, origin) for page in pages)
    scans = [page for page in pages if page.is_scan]
    alone = len(pages) == 1
    if _are_newspaper(pages, origin.kind):
        for page in pages:
            if page.is_scan:
                yield _scan([page], origin, alone=alone)
            elif page.text:
                yield _document([page], origin if alone else page_origin(origin, page.number))
        return
    readable = [page for page in pages if page.text and not page.is_scan]
    if readable:
        yield _document(readable, origin)
    if scans:
        yield _scan(scans, origin, alone=alone)
    elif not readable:
        yield InputError("there is no text in this PDF", where=origin.uri)


def _recognized(page: PdfPage, content: bytes, origin: Origin) -> PdfPage:
    if not page.is_scan:
        return page
    drawn = draw_page_apart(content, page.number, dots_an_inch=_DPI, where=origin.uri)
    picture = make_picture(*drawn)
    where = f"{origin.uri}#page={page.number}"
    sheet = recognize(picture, dpi=_DPI, where=where, report=origin.report)
    text = write_text(sheet)
    if count_chars(text) < LEAST_CHARS:
        return page
    return replace(page, text=text, is_scan=False, unclear=find_unclear(sheet))


def _are_newspaper(pages: Sequence[PdfPage], kind: DocumentKind) -> bool:
    if kind is not DocumentKind.AUTO:
        return kind is DocumentKind.NEWSPAPER_PAGE
    return sum(page.is_large for page in pages) * 2 > len(pages)


def _document(pages: Sequence[PdfPage], origin: Origin) -> Document:
    unclear = tuple(text for page in pages for text in page.unclear)
    return make_document(
        "\n".join(page.text for page in pages),
        origin,
        media_type=MEDIA_TYPE,
        imprint=replace(origin.imprint, unclear=unclear),
    )


def _scan(pages: Sequence[PdfPage], origin: Origin, *, alone: bool) -> InputError:
    numbers = ", ".join(str(page.number) for page in pages[:5])
    named = f"page {numbers}" if len(pages) == 1 else f"pages {numbers}"
    more = " and more" if len(pages) > 5 else ""
    what = "this PDF is a scan, without text" if alone else f"{named}{more}: a scan, without text"
    if is_available():
        return InputError(f"{what}; none was recognized either", where=origin.uri)
    return InputError(
        f"{what}; it can be read with the extra 'ocr'",
        where=origin.uri,
        hint="pip install 'digest-zh[ocr]'",
    )
