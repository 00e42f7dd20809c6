"""From bytes of any format to documents; each format's reader is imported on use."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from digest.errors import InputError
from digest.model.documents import Document, DocumentKind, Imprint
from digest.sources.formats import Format, find_format
from digest.sources.origin import Origin, document_id, make_document
from digest.text.encodings import decode


def read_documents(
    content: bytes, origin: Origin, *, media_type: str | None = None
) -> Iterator[Document | InputError]:
    """The documents in a file's bytes; one that cannot be read comes as its error, in its place.

    A document's content is the text its reader found: its spans point into that. `media_type` is
    what a server said.
    """
    if not content.strip():
        yield InputError("the file is empty", where=origin.uri)
        return
    try:
        found = find_format(content, name=origin.uri, media_type=media_type)
        yield from _READERS[found](content, origin)
    except InputError as error:
        yield error


def _read_text(content: bytes, origin: Origin) -> Iterable[Document]:
    decode(content, encoding=origin.encoding, where=origin.uri)
    return [_text_document(content, origin, Format.TEXT)]


def _read_markdown(content: bytes, origin: Origin) -> Iterable[Document]:
    decode(content, encoding=origin.encoding, where=origin.uri)
    return [_text_document(content, origin, Format.MARKDOWN)]


def _text_document(content: bytes, origin: Origin, media_type: Format) -> Document:
    return Document(
        id=document_id(content),
        source=origin.source,
        uri=origin.uri,
        media_type=media_type.value,
        content=content,
        fetched_at=origin.now,
        kind=origin.kind,
        encoding=origin.encoding,
        imprint=origin.imprint,
    )


def _read_records(content: bytes, origin: Origin) -> Iterable[Document | InputError]:
    from digest.sources.records import read_records

    return read_records(
        content, uri=origin.uri, source=origin.source, now=origin.now, zone=origin.zone
    )


def _read_webpage(content: bytes, origin: Origin) -> Iterable[Document]:
    from digest.sources.webpage.read import read_webpage

    charset = origin.charset if origin.encoding == "auto" else origin.encoding
    page = read_webpage(content, where=origin.uri, zone=origin.zone, charset=charset)
    imprint = Imprint(
        name=origin.imprint.name or page.source,
        date=origin.imprint.date,
        page=origin.imprint.page,
        authors=page.authors,
    )
    is_page = origin.kind is DocumentKind.NEWSPAPER_PAGE
    document = make_document(page.text, origin, media_type=Format.WEBPAGE.value, imprint=imprint)
    return [
        replace(
            document,
            kind=origin.kind if is_page else DocumentKind.ARTICLE,
            title=page.title or "",
            # The day of a text is the day where it is read.
            published=page.published.astimezone(origin.zone) if page.published else None,
        )
    ]


def _read_feed(content: bytes, origin: Origin) -> Iterable[Document]:
    from digest.sources.feeds.parse import documents_of, parse_feed

    feed = parse_feed(content, where=origin.uri, zone=origin.zone, charset=origin.charset)
    return documents_of(feed, origin)


def _read_pdf(content: bytes, origin: Origin) -> Iterable[Document | InputError]:
    from digest.sources.pdf.documents import read_pdf

    return read_pdf(content, origin)


def _read_word(content: bytes, origin: Origin) -> Iterable[Document]:
    from digest.sources.word import read_word

    return read_word(content, origin)


def _read_pictures(content: bytes, origin: Origin) -> Iterable[Document | InputError]:
    from digest.sources.scan.documents import read_pictures

    return read_pictures(content, origin)


_READERS: dict[Format, Callable[[bytes, Origin], Iterable[Document | InputError]]] = {
    Format.TEXT: _read_text,
    Format.MARKDOWN: _read_markdown,
    Format.RECORDS: _read_records,
    Format.WEBPAGE: _read_webpage,
    Format.FEED: _read_feed,
    Format.PDF: _read_pdf,
    Format.WORD: _read_word,
    Format.PICTURE: _read_pictures,
}
