"""What a feed holds."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of a feed; `text` has a paragraph a line and may be only a teaser."""

    id: str
    url: str | None = None
    title: str | None = None
    text: str = ""
    published: datetime | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's name and its items in their order."""

    title: str | None
    entries: tuple[Entry, ...]
