"""PDFs as documents: a newspaper page each, or all pages of a report as one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from digest.errors import InputError
from digest.model.documents import Document, DocumentKind
from digest.sources.origin import Origin, document_id
from digest.sources.pdf.read import PdfPage, read_pages

MEDIA_TYPE = "application/pdf"


def read_pdf(content: bytes, origin: Origin) -> Iterator[Document | InputError]:
    """The documents of a PDF; a page that is a picture only comes as an error, in its place.

    Large pages are a newspaper's, and each is a document; other pages are one document, unless
    the origin says what they are.
    """
    pages = read_pages(content, where=origin.uri)
    scans = [page for page in pages if not page.text]
    if _are_newspaper(pages, origin.kind):
        for page in pages:
            yield (
                _page_document(page, origin, alone=len(pages) == 1)
                if page.text
                else _scan([page], origin, alone=len(pages) == 1)
            )
        return
    text = "\n".join(page.text for page in pages if page.text)
    if text:
        yield _document(text, origin)
    if scans:
        yield _scan(scans, origin, alone=len(pages) == 1)


def _are_newspaper(pages: Sequence[PdfPage], kind: DocumentKind) -> bool:
    if kind is not DocumentKind.AUTO:
        return kind is DocumentKind.NEWSPAPER_PAGE
    return sum(page.is_large for page in pages) * 2 > len(pages)


def _page_document(page: PdfPage, origin: Origin, *, alone: bool) -> Document:
    if alone:
        return _document(page.text, origin)
    number = origin.imprint.page or str(page.number)
    uri = f"{origin.uri}#page={page.number}"
    return _document(
        page.text, replace(origin, uri=uri, imprint=replace(origin.imprint, page=number))
    )


def _document(text: str, origin: Origin) -> Document:
    content = text.encode()
    return Document(
        id=document_id(content),
        source=origin.source,
        uri=origin.uri,
        media_type=MEDIA_TYPE,
        content=content,
        fetched_at=origin.now,
        kind=origin.kind,
        encoding="utf-8",
        imprint=origin.imprint,
    )


def _scan(pages: Sequence[PdfPage], origin: Origin, *, alone: bool) -> InputError:
    numbers = ", ".join(str(page.number) for page in pages[:5])
    named = f"page {numbers}" if len(pages) == 1 else f"pages {numbers}"
    more = " and more" if len(pages) > 5 else ""
    what = "this PDF is a scan, without text" if alone else f"{named}{more}: a scan, without text"
    return InputError(what, where=origin.uri, hint="a text recognizer (OCR) can make it text")
