"""The editions that a new one may go on with; which they were is kept with it."""

from datetime import date, timedelta
from typing import Final

from digest.errors import StoreError
from digest.model.editions import Edition, EditionId
from digest.protocols import Press

EARLIER: Final = "earlier"
"""Under this name an edition's inputs keep the earlier ones it was made with."""

_DAYS: Final = timedelta(days=7)
_LOOKED_AT: Final = 60


def find_earlier(brief: str, day: date, store: Press) -> tuple[Edition, ...]:
    """The brief's editions of the week before a day, the newest first."""
    return store.editions(
        limit=_LOOKED_AT, brief=brief, since=day - _DAYS, until=day - timedelta(days=1)
    )


def name_all(editions: tuple[Edition, ...]) -> str:
    """Their names with revisions: "2024-03-26/morning@1 2024-03-25/morning@2"."""
    return " ".join(f"{each.id}@{each.revision}" for each in editions)


def read_all(names: str, store: Press) -> tuple[Edition, ...]:
    """The editions of these names. Raises StoreError where one is no longer kept."""
    found: list[Edition] = []
    for name in names.split():
        key, _, revision = name.rpartition("@")
        edition = store.edition(EditionId(key), revision=int(revision))
        if edition is None:
            raise StoreError("an earlier edition it goes on with is not kept", where=name)
        found.append(edition)
    return tuple(found)
