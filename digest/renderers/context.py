"""What a template sees: the edition's facts in the words that are printed.

`CONTEXT`, `SECTION`, `STORY` and `LEFT` name everything with its meaning; the documentation of
templates is made from them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from digest.model.editions import Edition, Section
from digest.renderers.addresses import filename, fill_address
from digest.renderers.head import (
    counts,
    dateline,
    edition_mark,
    edition_title,
    long_date,
    minutes,
    number_line,
    source_line,
    weekday,
)
from digest.renderers.stories import StoryView, view_story, without_cut
from digest.renderers.tail import (
    list_footer,
    list_notes,
    say_empty,
    view_hints,
    view_leftover,
)
from digest.renderers.troubles import say_in_chinese

ONE_LINE: Final = 60
"""A section whose items are all shorter is printed as one-liners."""
CONTEXT: Final[Mapping[str, str]] = {
    "title": "the edition's name; 往期版面汇编 is added where it holds pages of several days",
    "number": "第 86 期, or empty without an issue number",
    "mark": "更正 where it corrects one that was sent, 补发 where it is late, else empty",
    "date": "2024年3月27日",
    "dateline": "date, weekday, lunar date and solar term in one line",
    "note": "the editor's note (编者按), or empty",
    "unit": "who publishes the brief, or empty",
    "secrecy": "the mark of secrecy, or empty",
    "retain": "how long it is to be kept, or empty",
    "counts": "the parts of the count line: sources, items, characters, minutes",
    "sources": "the papers with how name and date were known, each once",
    "minutes": "reading time",
    "days": "the parts by issue date: `label` (empty if there is one) and `sections`",
    "sections": "all sections in printed order",
    "is_empty": "true where the edition holds no item",
    "empty": "what an empty edition says",
    "notes": "the lines of 本期说明",
    "unassigned": "passages that belong to no article",
    "left_out": "items that were not printed, with the reason",
    "proof": "suspected errors, for a person to decide",
    "incidents": "what went wrong, as sentences",
    "footer": "the lines of the foot: 报, 送, 发, 编辑, 审核, 签发",
    "address": "where the whole edition can be read, or empty",
    "short": "true where there is room for headlines only",
    "filename": "the file name without its ending",
    "edition": "the edition itself, for everything else",
}
SECTION: Final[Mapping[str, str]] = {
    "name": "the section's name",
    "kind": "lead (one long item), items, or lines (one-liners)",
    "stories": "the items",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section as it is printed; the fields are explained in `SECTION`."""

    name: str
    kind: str
    stories: tuple[StoryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """The sections of one issue date."""

    label: str
    sections: tuple[SectionView, ...]


def context(edition: Edition, *, address: str = "", short: bool = False) -> dict[str, Any]:
    """Everything a template may use, by the names of `CONTEXT`."""
    days = _days(edition)
    sections = tuple(section for day in days for section in day.sections)
    sources = tuple(dict.fromkeys(source_line(each) for each in edition.publications))
    header = edition.header
    view: dict[str, Any] = {
        "title": edition_title(edition),
        "number": number_line(edition),
        "mark": edition_mark(edition),
        "date": long_date(edition.day),
        "dateline": dateline(edition),
        "note": header.editor_note,
        "unit": header.unit,
        "secrecy": header.secrecy,
        "retain": header.retain,
        "counts": counts(edition, sources),
        "sources": sources,
        "minutes": minutes(edition.coverage.chars_out),
        "days": days,
        "sections": sections,
        "is_empty": not sections,
        "empty": say_empty(edition),
        "notes": list_notes(edition),
        "unassigned": tuple(view_leftover(each) for each in edition.coverage.unassigned),
        "left_out": tuple(view_leftover(each) for each in edition.coverage.left_out),
        "proof": view_hints(edition.proof),
        "incidents": tuple(
            f"{each.where}：{say_in_chinese(each.what)}" for each in edition.incidents
        ),
        "footer": list_footer(edition),
        "address": fill_address(address, edition),
        "short": short,
        "filename": filename(edition),
        "edition": edition,
    }
    return view


def _days(edition: Edition) -> tuple[DayView, ...]:
    stories = edition.stories
    dates = sorted({each.issue_date for each in stories if each.issue_date}, reverse=True)
    undated = any(each.issue_date is None for each in stories)
    papers = {each.sources[0].name for each in stories if each.sources}
    several_papers = len(papers) > 1
    if len(dates) + undated <= 1:
        sections = _sections(edition.sections, several_papers=several_papers)
        return (DayView(label="", sections=sections),) if sections else ()
    keys: list[date | None] = [*dates, *([None] if undated else [])]
    days: list[DayView] = []
    for key in keys:
        parts = (
            Section(
                name=section.name,
                stories=tuple(each for each in section.stories if each.issue_date == key),
            )
            for section in edition.sections
        )
        sections = _sections(tuple(parts), several_papers=several_papers)
        label = f"{long_date(key)} {weekday(key)}" if key else "日期未知"
        days.append(DayView(label=label, sections=sections))
    return tuple(days)


def _sections(sections: Sequence[Section], *, several_papers: bool) -> tuple[SectionView, ...]:
    views: list[SectionView] = []
    for section in sections:
        if not section.stories:
            continue
        stories = tuple(
            view_story(story, number, several_papers=several_papers)
            for number, story in enumerate(section.stories, start=1)
        )
        kind = _section_kind(stories, is_first=not views)
        if kind == "lines":
            stories = tuple(without_cut(story) for story in stories)
        views.append(SectionView(name=section.name, kind=kind, stories=stories))
    return tuple(views)


def _section_kind(stories: Sequence[StoryView], *, is_first: bool) -> str:
    if is_first and len(stories) == 1:
        return "lead"
    return "lines" if all(len(story.text) <= ONE_LINE for story in stories) else "items"
