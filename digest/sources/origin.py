"""Where a document comes from, and what is known of it before it is read."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, tzinfo

from digest.model.documents import DocumentId, DocumentKind, Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What every document of a file has in common, whatever its format.

    `charset` is what a server declared; `encoding` is what the user says, who is right.
    """

    source: str
    uri: str
    now: datetime
    zone: tzinfo
    kind: DocumentKind = DocumentKind.AUTO
    encoding: str = "auto"
    charset: str | None = None
    imprint: Imprint = Imprint()


def document_id(content: bytes) -> DocumentId:
    """A name that changes with the content only: a copy, or a file that was moved, is the same."""
    return DocumentId(hashlib.sha256(content).hexdigest())
