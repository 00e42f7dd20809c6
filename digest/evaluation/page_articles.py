"""Predicted and true articles of a page, read from the evaluation's JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

_HEAD_ROLES = ("kicker_lines", "title_lines", "subtitle_lines")
_ROLES = (*_HEAD_ROLES, "byline_lines", "body_lines", "section_heading_lines")


class Photos(Enum):
    """Whether a photo with `attached_to` is an article of its own or part of its parent."""

    APART = "apart"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageArticle:
    """An article as lines; a section heading is body wherever it was listed.

    `only_lines`: nothing but `lines` was given, so `body` holds headlines and bylines too.
    """

    id: str
    type: str = ""
    lines: tuple[int, ...] = ()
    kicker: tuple[int, ...] = ()
    title: tuple[int, ...] = ()
    subtitle: tuple[int, ...] = ()
    body: tuple[int, ...] = ()
    headings: tuple[int, ...] = ()
    joins: frozenset[tuple[int, int]] = frozenset()
    attached_to: str | None = None
    alternative_title: tuple[int, ...] | None = None
    defects: tuple[str, ...] = ()
    habits: tuple[str, ...] = ()
    only_lines: bool = False

    @property
    def head(self) -> frozenset[int]:
        """The lines of the headline block."""
        return frozenset((*self.kicker, *self.title, *self.subtitle))


def read_articles(
    document: Mapping[str, Any] | Sequence[Mapping[str, Any]], photos: Photos
) -> tuple[PageArticle, ...]:
    """The articles of a page's JSON, which is an object with `articles` or a bare array."""
    records = document["articles"] if isinstance(document, Mapping) else document
    articles = [_read_article(record, index) for index, record in enumerate(records)]
    return tuple(_merge_photos(articles)) if photos is Photos.MERGED else tuple(articles)


def _read_article(record: Mapping[str, Any], index: int) -> PageArticle:
    roles = {role: tuple(record.get(role) or ()) for role in _ROLES}
    named = sorted({number for numbers in roles.values() for number in numbers})
    lines = tuple(record.get("lines") or named)
    only_lines = not named
    body = lines if only_lines else roles["body_lines"]
    headings = roles["section_heading_lines"]
    alternatives = record.get("role_alternatives") or None
    return PageArticle(
        id=record.get("id", f"p{index}"),
        type=record.get("type", ""),
        lines=lines,
        kicker=roles["kicker_lines"],
        title=roles["title_lines"],
        subtitle=roles["subtitle_lines"],
        body=(*body, *(number for number in headings if number not in body)),
        headings=headings,
        joins=frozenset((first, second) for first, second in record.get("joins") or ()),
        attached_to=record.get("attached_to"),
        alternative_title=tuple(alternatives.get("title_lines", ())) if alternatives else None,
        defects=tuple(record.get("defects") or ()),
        habits=tuple(record.get("habits") or ()),
        only_lines=only_lines,
    )


def _merge_photos(articles: Iterable[PageArticle]) -> list[PageArticle]:
    """Photos moved into the articles they belong to, in page order."""
    merged = list(articles)
    places = {article.id: place for place, article in enumerate(merged)}
    gone = set()
    for place in range(len(merged)):
        photo = merged[place]
        parent = places.get(photo.attached_to) if photo.attached_to is not None else None
        if parent is None or parent == place:
            continue
        merged[parent] = replace(
            merged[parent],
            body=merged[parent].body + photo.body,
            lines=merged[parent].lines + photo.lines,
        )
        gone.add(place)
    return [article for place, article in enumerate(merged) if place not in gone]
