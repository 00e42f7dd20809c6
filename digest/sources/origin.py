"""Where a document comes from, and what is known of it before it is read."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from digest.model.documents import Document, DocumentId, DocumentKind, Imprint


def say_nothing(text: str) -> None:
    """Tell nobody."""
    del text


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What every document of a file has in common, whatever its format.

    `charset` is what a server declared; `encoding` is what the user says, who is right. `report`
    is told how far a reader has come that takes its time.
    """

    source: str
    uri: str
    now: datetime
    zone: tzinfo
    kind: DocumentKind = DocumentKind.AUTO
    encoding: str = "auto"
    charset: str | None = None
    imprint: Imprint = Imprint()
    report: Callable[[str], None] = say_nothing


def document_id(content: bytes) -> DocumentId:
    """A name that changes with the content only: a copy, or a file that was moved, is the same."""
    return DocumentId(hashlib.sha256(content).hexdigest())


def make_document(text: str, origin: Origin, *, media_type: str, imprint: Imprint) -> Document:
    """The document of a text that a reader found in a file; its spans point into the text."""
    content = text.encode()
    return Document(
        id=document_id(content),
        source=origin.source,
        uri=origin.uri,
        media_type=media_type,
        content=content,
        fetched_at=origin.now,
        kind=origin.kind,
        encoding="utf-8",
        imprint=imprint,
    )


def page_origin(origin: Origin, number: int) -> Origin:
    """The origin of one page of a file of several."""
    page = origin.imprint.page or str(number)
    return replace(
        origin, uri=f"{origin.uri}#page={number}", imprint=replace(origin.imprint, page=page)
    )
