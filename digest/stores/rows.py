"""Rows of the tables as our types, and back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from digest.model.deliveries import Delivery, DeliveryId, DeliveryState, Slot, SlotState
from digest.model.documents import Document, DocumentId, DocumentKind
from digest.model.editions import Edition, EditionId, Rendition
from digest.stores.bodies import imprint_body, imprint_of, moment_body, moment_of


def slot_row(slot: Slot) -> dict[str, Any]:
    """A slot as a row."""
    return {
        "key": slot.key,
        "brief": slot.brief,
        "due": slot.due,
        "state": slot.state.value,
        "reason": slot.reason,
    }


def slot_of(row: Row[Any]) -> Slot:
    """A slot from its row."""
    return Slot(
        key=EditionId(row.key),
        brief=row.brief,
        due=row.due,
        state=SlotState(row.state),
        reason=row.reason,
    )


def document_row(document: Document, sha256: str, *, first_seen: datetime) -> dict[str, Any]:
    """A document as a row."""
    return {
        "id": document.id,
        "sha256": sha256,
        "source": document.source,
        "uri": document.uri,
        "media_type": document.media_type,
        "content": document.content,
        "fetched_at": document.fetched_at,
        "first_seen": first_seen,
        "kind": document.kind.value,
        "encoding": document.encoding,
        "title": document.title,
        "published": moment_body(document.published),
        "imprint": imprint_body(document.imprint),
    }


def document_of(row: Row[Any]) -> Document:
    """A document from its row."""
    return Document(
        id=DocumentId(row.id),
        source=row.source,
        uri=row.uri,
        media_type=row.media_type,
        content=bytes(row.content),
        fetched_at=row.fetched_at,
        kind=DocumentKind(row.kind),
        encoding=row.encoding,
        title=row.title,
        published=moment_of(row.published),
        imprint=imprint_of(row.imprint),
    )


def rendition_row(rendition: Rendition, edition: Edition, position: int) -> dict[str, Any]:
    """A rendition of an edition as a row."""
    return {
        "edition": edition.id,
        "revision": edition.revision,
        "filename": rendition.filename,
        "position": position,
        "format": rendition.format,
        "media_type": rendition.media_type,
        "body": rendition.body,
    }


def rendition_of(row: Row[Any]) -> Rendition:
    """A rendition from its row."""
    return Rendition(
        format=row.format,
        media_type=row.media_type,
        filename=row.filename,
        body=bytes(row.body),
    )


def delivery_row(delivery: Delivery) -> dict[str, Any]:
    """A delivery as a row."""
    return {
        "id": delivery.id,
        "edition": delivery.edition,
        "revision": delivery.revision,
        "channel": delivery.channel,
        "recipient": delivery.recipient,
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "due_at": delivery.due_at,
        "last_error": delivery.last_error,
        "rendition": delivery.rendition,
        "since": delivery.since,
        "ambiguous": delivery.ambiguous,
    }


def delivery_of(row: Row[Any], *, ambiguous: bool | None = None) -> Delivery:
    """A delivery from its row; `ambiguous` is what it has become since, if anything."""
    return Delivery(
        id=DeliveryId(row.id),
        edition=EditionId(row.edition),
        revision=row.revision,
        channel=row.channel,
        recipient=row.recipient,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        due_at=row.due_at,
        last_error=row.last_error,
        rendition=row.rendition,
        since=row.since,
        ambiguous=row.ambiguous if ambiguous is None else ambiguous,
    )
