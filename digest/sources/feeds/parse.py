"""A feed of any kind from its bytes, and its items as documents."""

import hashlib
import re
from collections.abc import Iterator
from datetime import tzinfo

from digest.model.documents import Document, DocumentId, DocumentKind, Imprint
from digest.sources.feeds.entries import Entry, Feed
from digest.sources.feeds.json_feeds import parse_json_feed
from digest.sources.feeds.xml_feeds import parse_xml_feed
from digest.sources.origin import Origin

_JSON = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*\{")


def parse_feed(content: bytes, *, where: str, zone: tzinfo, charset: str | None = None) -> Feed:
    """The feed in these bytes; a date without an offset is one in `zone`.

    Raises InputError where it is none.
    """
    if _JSON.match(content):
        return parse_json_feed(content, where=where, zone=zone)
    return parse_xml_feed(content, where=where, zone=zone, charset=charset)


def documents_of(feed: Feed, origin: Origin) -> Iterator[Document]:
    """The items of a feed as documents, each item once."""
    seen: set[DocumentId] = set()
    for entry in feed.entries:
        document = entry_document(entry, origin, feed_title=feed.title)
        if document.id not in seen:
            seen.add(document.id)
            yield document


def entry_document(
    entry: Entry, origin: Origin, *, feed_title: str | None, text: str | None = None
) -> Document:
    """An item as a document; `text` is its full text where that was fetched.

    Its id stays the same when the item is edited, or comes from another feed too.
    """
    uri = entry.url or f"{origin.uri}#{entry.id}"
    body = text or entry.text or entry.title or ""
    published = entry.published
    return Document(
        id=entry_id(entry, origin),
        source=origin.source,
        uri=uri,
        media_type="text/html",
        content=(body.strip() + "\n").encode(),
        fetched_at=origin.now,
        kind=DocumentKind.ARTICLE,
        encoding="utf-8",
        title=entry.title or "",
        # The day of a text is the day where it is read.
        published=published.astimezone(origin.zone) if published else None,
        imprint=Imprint(
            name=origin.imprint.name or feed_title,
            date=origin.imprint.date,
            authors=entry.authors,
        ),
    )


def entry_id(entry: Entry, origin: Origin) -> DocumentId:
    """The name of an item: by its address, or where it has none by its feed and mark."""
    mark = entry.url or f"{origin.uri}\0{entry.id}"
    return DocumentId(hashlib.sha256(mark.encode("utf-8", "surrogateescape")).hexdigest()[:16])
