"""Editions as an Atom feed (RFC 4287), the newest first."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, Final

from digest.model.editions import Edition, Rendition
from digest.renderers.context import context
from digest.renderers.head import edition_title
from digest.renderers.templates import MEDIA_TYPES, TemplateRenderer

FEED_TEMPLATE: Final = "feed.atom.j2"
LONGEST: Final = 30
"""How many editions a feed holds."""

_CHINA: Final = timezone(timedelta(hours=8))


def no_others(edition: Edition) -> Sequence[Edition]:
    """No editions but the one itself."""
    del edition
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomRenderer:
    """A feed of an edition and of those before it, as `earlier` gives them."""

    template: str = FEED_TEMPLATE
    dirs: tuple[Path, ...] = ()
    address: str = ""
    earlier: Callable[[Edition], Sequence[Edition]] = no_others

    @property
    def format(self) -> str:
        """The form: atom."""
        return "atom"

    def render(self, edition: Edition) -> Rendition:
        """The feed with this edition in it. Raises ConfigError for a faulty template."""
        return self.render_all((edition, *self.earlier(edition)))

    def render_all(self, editions: Sequence[Edition]) -> Rendition:
        """The feed of these editions; the newest names it. There must be one at least."""
        ordered = sorted(editions, key=lambda each: (each.day, each.id), reverse=True)[:LONGEST]
        newest = ordered[0]
        values: dict[str, Any] = {
            "title": newest.header.name or newest.title,
            "author": newest.header.unit or newest.header.name or newest.title,
            "id": _identity("feed", newest.brief, newest.title),
            "updated": max(_updated(each) for each in ordered),
            "entries": tuple(self._entry(each) for each in ordered),
        }
        text = TemplateRenderer(self.template, self.dirs).fill(values)
        return Rendition(
            format="atom",
            media_type=f"{MEDIA_TYPES['atom']}; charset=utf-8",
            filename="feed.atom",
            body=text.encode(),
        )

    def _entry(self, edition: Edition) -> dict[str, Any]:
        return context(edition, address=self.address) | {
            "title": " ".join(
                part for part in (edition_title(edition), edition.day.isoformat()) if part
            ),
            "id": _identity("edition", edition.brief, edition.title, edition.id),
            "updated": _updated(edition),
        }


def _identity(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'digest:' + '/'.join(parts))}"


def _updated(edition: Edition) -> str:
    """The edition's day in China, a second later with each revision: readers see it anew."""
    moment = datetime.combine(edition.day, time(), _CHINA)
    return (moment + timedelta(seconds=edition.revision - 1)).isoformat()
