"""The index of several editions: what each says and where its files are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from digest.model.editions import Edition, Rendition
from digest.renderers.head import edition_title, long_date, number_line, weekday
from digest.renderers.templates import MEDIA_TYPES, TemplateRenderer, format_of

FORM_NAMES: Final[Mapping[str, str]] = {
    "md": "Markdown",
    "html": "网页",
    "txt": "文本",
    "json": "JSON",
    "docx": "Word",
    "atom": "Atom",
}
_HEADLINES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFile:
    """One form of an edition: its name in Chinese and its address, relative to the index."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """One edition in the index; `page` is the address of its HTML page, if it has one."""

    date: str
    weekday: str
    title: str
    number: str
    count: int
    headlines: tuple[str, ...]
    page: str
    files: tuple[IndexFile, ...]


def render_index(
    editions: Sequence[Edition],
    *,
    files: Sequence[Sequence[str]],
    title: str = "简报目录",
    templates: Sequence[str] = ("index.html.j2", "index.md.j2"),
    dirs: tuple[Path, ...] = (),
) -> tuple[Rendition, ...]:
    """The index of editions, newest first, in each form; `files` lie beside it, per edition."""
    pairs = sorted(
        zip(editions, files, strict=True), key=lambda pair: (pair[0].day, pair[0].id), reverse=True
    )
    values: dict[str, Any] = {
        "title": title,
        "entries": tuple(_entry(edition, names) for edition, names in pairs),
    }
    return tuple(_render(template, values, dirs) for template in templates)


def _render(template: str, values: dict[str, Any], dirs: tuple[Path, ...]) -> Rendition:
    form = format_of(template)
    return Rendition(
        format=form,
        media_type=f"{MEDIA_TYPES[form]}; charset=utf-8",
        filename=f"index.{form}",
        body=TemplateRenderer(template=template, dirs=dirs).fill(values).encode(),
    )


def _entry(edition: Edition, files: Sequence[str]) -> IndexEntry:
    return IndexEntry(
        date=long_date(edition.day),
        weekday=weekday(edition.day),
        title=edition_title(edition),
        number=number_line(edition),
        count=len(edition.stories),
        headlines=tuple(story.headline for story in edition.stories[:_HEADLINES]),
        page=next((f"./{file}" for file in files if _suffix(file) == "html"), ""),
        files=tuple(
            IndexFile(name=FORM_NAMES.get(_suffix(file), _suffix(file)), address=f"./{file}")
            for file in files
        ),
    )


def _suffix(file: str) -> str:
    return Path(file).suffix.removeprefix(".").lower()
