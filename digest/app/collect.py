"""The documents a brief's sources give, and what could not be read."""

from collections.abc import Sequence
from datetime import datetime

from digest.errors import InputError
from digest.model.documents import Document, DocumentId
from digest.model.editions import Incident
from digest.protocols import Source


def collect(
    sources: Sequence[Source], *, since: datetime | None, now: datetime
) -> tuple[tuple[Document, ...], tuple[Incident, ...]]:
    """Every document once, in the order of sources; a failing source or file is an incident."""
    documents: dict[DocumentId, Document] = {}
    incidents: list[Incident] = []
    for source in sources:
        try:
            for found in source.fetch(since=since, now=now):
                if isinstance(found, InputError):
                    incidents.append(_incident(found, source))
                else:
                    documents.setdefault(found.id, found)
        except InputError as error:
            incidents.append(_incident(error, source))
    return tuple(documents.values()), tuple(incidents)


def _incident(error: InputError, source: Source) -> Incident:
    return Incident(where=error.where or source.name, what=error.what)
