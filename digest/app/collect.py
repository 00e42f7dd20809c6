"""The documents a brief's sources give, and what could not be read."""

from collections.abc import Sequence
from datetime import datetime

from digest.app.lacking import what_lacks
from digest.errors import InputError
from digest.model.documents import Document, DocumentId
from digest.model.editions import Incident
from digest.protocols import Source


def collect(
    sources: Sequence[Source], *, since: datetime | None, now: datetime
) -> tuple[tuple[Document, ...], tuple[Incident, ...]]:
    """Every document once, in the order of sources; a failing source or file is an incident.

    Raises TemporaryError where one could be read if the machine had a file handle left.
    """
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
    lack = what_lacks(error)
    if lack is not None:
        raise lack from error
    return Incident(where=error.where or source.name, what=error.what)
