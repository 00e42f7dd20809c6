"""Editions and documents as the store keeps them: text that gives the same value back."""

import hashlib
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter

from digest.model.documents import Document, Imprint
from digest.model.editions import Edition


def edition_body(edition: Edition) -> str:
    """The edition as JSON; equal editions give equal text."""
    return _adapter().dump_json(edition).decode()


def edition_of(body: str) -> Edition:
    """The edition that was written so."""
    return _adapter().validate_json(body)


def imprint_body(imprint: Imprint) -> str:
    """The imprint as JSON."""
    return _imprints().dump_json(imprint, exclude_defaults=True).decode()


def imprint_of(body: str) -> Imprint:
    """The imprint that was written so."""
    return _imprints().validate_json(body)


def moment_body(moment: datetime | None) -> str | None:
    """A moment with its own time zone: the day of a text is the day where it was published."""
    return None if moment is None else moment.isoformat()


def moment_of(body: str | None) -> datetime | None:
    """The moment that was written so."""
    return None if body is None else datetime.fromisoformat(body)


def content_hash(document: Document) -> str:
    """The SHA-256 of a document's bytes."""
    return hashlib.sha256(document.content).hexdigest()


def text_hash(body: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(body.encode()).hexdigest()


@cache
def _adapter() -> TypeAdapter[Edition]:
    return TypeAdapter(Edition)


@cache
def _imprints() -> TypeAdapter[Imprint]:
    return TypeAdapter(Imprint)
