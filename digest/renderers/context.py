"""What a template sees: the edition's facts in the words that are printed.

`CONTEXT`, `SECTION`, `STORY` and `LEFT` name everything with its meaning; the documentation of
templates is made from them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from digest.model.articles import ArticleType, DateFrom, NameFrom, Publication
from digest.model.editions import (
    Edition,
    EditionId,
    HeadlineFrom,
    Leftover,
    PersonTitle,
    ProofHint,
    Section,
    Story,
)
from digest.model.summaries import Flag
from digest.model.traces import EditKind

CHARS_A_MINUTE: Final = 400
"""How fast a Chinese reader reads silently; the lower end of what is reported for adults."""

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

STORY: Final[Mapping[str, str]] = {
    "number": "the item's place in its section, from 1",
    "id": "the item's id",
    "headline": "the headline",
    "mark": "〔拟〕 where the headline is ours, 〔编者改〕 where it is an editor's, else empty",
    "kind": "图片, 公告, 评论, 综述 or empty",
    "genre": "评论 or 综述 where the item is no news, else empty",
    "topic": "the section a newspaper would print it in: 时政, 经济 …, or empty",
    "follows": "↺ 3月25日《…》: what an earlier edition told and the item goes on with, or empty",
    "text": "the summary; items of a wire service end with its name",
    "wire": "（新华社） with which the text of a wire item ends, else empty",
    "line": "the item in one line: headline and summary without saying anything twice",
    "points": "further sentences of the lead item",
    "keywords": "keywords",
    "people": "卢东亮（省委常委、市委书记）, each once",
    "byline": "the reporters",
    "flags": "what a reader should know: 原文截断, 归属存疑 …",
    "label": "where it stands: 001:7",
    "uri": "the source's address or path",
    "paper": "the paper's name where the edition uses several, else empty",
    "reports": "3 家媒体报道, or empty",
    "also": "the other reports: `title`, `source`, and `uri` where it can be opened",
    "differing": "figures that another report has differently: 死亡34人，大同晚报作7人",
}

LEFT: Final[Mapping[str, str]] = {
    "label": "where it stands: 001:7–9",
    "text": "its text or headline",
    "reason": "why",
}

_NAME_FROM: Final[Mapping[NameFrom, str]] = {
    NameFrom.MASTHEAD: "报头",
    NameFrom.TEXT: "正文",
    NameFrom.FILENAME: "文件名",
    NameFrom.CONFIGURED: "配置",
    NameFrom.UNKNOWN: "未知",
}
_DATE_FROM: Final[Mapping[DateFrom, str]] = {
    DateFrom.PRINTED: "版面",
    DateFrom.FILENAME: "文件名",
    DateFrom.CONFIGURED: "配置",
    DateFrom.INFERRED: "推定",
    DateFrom.UNKNOWN: "未知",
}
_FLAG: Final[Mapping[Flag, str]] = {
    Flag.CUT: "摘要截断",
    Flag.TRUNCATED: "原文截断",
    Flag.LOW_CONFIDENCE: "归属存疑",
    Flag.SUSPECT: "文字待核",
    Flag.EDITED: "编者改",
}
_MARK: Final[Mapping[HeadlineFrom, str]] = {
    HeadlineFrom.EXTRACTED: "〔拟〕",
    HeadlineFrom.EDITOR: "〔编者改〕",
}
_KIND: Final[Mapping[ArticleType, str]] = {
    ArticleType.PHOTO: "图片",
    ArticleType.NOTICE: "公告",
    ArticleType.COMMENTARY: "评论",
    ArticleType.FEATURE: "综述",
    ArticleType.ADVERT: "广告",
    ArticleType.TEASER: "导读",
}
_GENRES: Final = (ArticleType.COMMENTARY, ArticleType.FEATURE)
_REASON: Final[Mapping[str, str]] = {
    "title": "职务",
    "name": "人名",
    "word": "用词",
    "number": "数字",
    "date": "日期",
    "formula": "提法",
    "character": "错字",
    "doubled": "叠字",
    "missing": "漏字",
    "punctuation": "标点",
    "unclear": "识别不清",
}
_PICTURE: Final = re.compile(r"图为|这是|上图|下图")
_SIGNATURE: Final = re.compile(r"(?P<signed>(?:[^，。]{2,40}，)?\d{4}年\d{1,2}月\d{1,2}日)。$")
_OLD_PAGES: Final = "往期版面汇编"
_DATE_LENGTH: Final = len("2024-03-27")
_WEB: Final = re.compile("https?://", re.IGNORECASE)
_SAME_WORDS: Final = 8
_WEEKDAYS: Final = "一二三四五六日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """Another report of an item."""

    title: str
    source: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """An item as it is printed; the fields are explained in `STORY`."""

    number: int
    id: str
    headline: str
    mark: str
    kind: str
    genre: str
    topic: str
    follows: str
    text: str
    wire: str
    line: str
    points: tuple[str, ...]
    keywords: tuple[str, ...]
    people: tuple[str, ...]
    byline: tuple[str, ...]
    flags: tuple[str, ...]
    label: str
    uri: str
    paper: str
    reports: str
    also: tuple[Also, ...]
    differing: tuple[str, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftView:
    """Something that was not printed, or that a person should look at; see `LEFT`."""

    label: str
    text: str
    reason: str


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
        "dateline": _dateline(edition),
        "note": header.editor_note,
        "unit": header.unit,
        "secrecy": header.secrecy,
        "retain": header.retain,
        "counts": _counts(edition, sources),
        "sources": sources,
        "minutes": minutes(edition.coverage.chars_out),
        "days": days,
        "sections": sections,
        "is_empty": not sections,
        "empty": _empty(edition),
        "notes": _notes(edition),
        "unassigned": tuple(_left(each) for each in edition.coverage.unassigned),
        "left_out": tuple(_left(each) for each in edition.coverage.left_out),
        "proof": tuple(_hint(each) for each in edition.proof),
        "incidents": tuple(f"{each.where}：{each.what}" for each in edition.incidents),
        "footer": _footer(edition),
        "address": fill_address(address, edition),
        "short": short,
        "filename": filename(edition),
        "edition": edition,
    }
    return view


def filename(edition: Edition) -> str:
    """The edition's file name without ending: 2024-03-27-morning."""
    return re.sub(r"[^\w.-]+", "-", edition.id).strip("-.") or edition.day.isoformat()


def fill_address(pattern: str, edition: Edition) -> str:
    """An address with the edition's {date}, {brief} and {number} filled in.

    A pattern that needs a number gives no address for an edition without one.
    """
    values = {
        "{date}": edition.day.isoformat(),
        "{brief}": edition.id.partition("/")[2] or edition.brief,
        "{number}": "" if edition.number is None else str(edition.number),
    }
    if edition.number is None and "{number}" in pattern:
        return ""
    for name, value in values.items():
        pattern = pattern.replace(name, value)
    return pattern


def minutes(chars: int) -> int:
    """Minutes of reading, at least one.

    >>> minutes(780)
    2
    """
    return max(1, -(-chars // CHARS_A_MINUTE))


def long_date(day: date) -> str:
    """A date as it is printed.

    >>> long_date(date(2024, 3, 27))
    '2024年3月27日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """星期一 … 星期日."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


def edition_title(edition: Edition) -> str:
    """The edition's name; with 往期版面汇编 where it holds pages of several days."""
    title = edition.header.name or edition.title
    several = len({each.issue_date for each in edition.stories}) > 1
    if not several or edition.gathered is not None or _OLD_PAGES in title:
        return title
    return f"{title} · {_OLD_PAGES}"


def number_line(edition: Edition) -> str:
    """第 86 期, or nothing where the edition has no number or shows none."""
    if edition.number is None or not edition.header.issue_no:
        return ""
    return f"第 {edition.number} 期"


def edition_mark(edition: Edition) -> str:
    """更正, 补发 or nothing."""
    if edition.correction:
        return "更正"
    return "补发" if edition.late else ""


def source_line(publication: Publication) -> str:
    """A paper and how its name and date were known: 大同日报（名称、日期：配置）."""
    name = publication.name or "报名未知"
    known = _NAME_FROM[publication.name_from], _DATE_FROM[publication.date_from]
    how = (
        f"名称、日期：{known[0]}" if known[0] == known[1] else f"名称：{known[0]}；日期：{known[1]}"
    )
    return f"{name}（{how}）"


def view_fields(view: type[StoryView | SectionView | LeftView]) -> frozenset[str]:
    """The names a template may use on a view."""
    return frozenset(each.name for each in fields(view))


def _dateline(edition: Edition) -> str:
    names = edition.day_names
    parts = [f"{long_date(edition.day)} {names.weekday}".strip()]
    if edition.header.lunar and names.lunar:
        parts.append(names.lunar if names.lunar.startswith("农历") else f"农历{names.lunar}")
    if names.solar_term:
        parts.append(names.solar_term)
    return " · ".join(parts)


def _counts(edition: Edition, sources: Sequence[str]) -> tuple[str, ...]:
    coverage = edition.coverage
    parts = [_span(edition.gathered)] if edition.gathered else []
    parts += [f"来源：{'、'.join(sources)}"] if sources else []
    parts.append(f"识别 {coverage.articles} 篇，入选 {coverage.printed} 篇")
    if coverage.merged:
        parts[-1] += f"，合并 {coverage.merged} 篇"
    if coverage.printed:
        parts.append(f"{coverage.chars_in:,} 字 → {coverage.chars_out:,} 字")
        parts.append(f"约 {minutes(coverage.chars_out)} 分钟")
    return tuple(parts)


def _span(gathered: Sequence[EditionId]) -> str:
    """汇编 5 期（3月25日—3月29日）."""
    first, last = (date.fromisoformat(each[:_DATE_LENGTH]) for each in (gathered[0], gathered[-1]))
    days = [first] if first == last else [first, last]
    is_one_year = first.year == last.year
    shown = [f"{day.month}月{day.day}日" if is_one_year else long_date(day) for day in days]
    return f"汇编 {len(gathered)} 期（{'—'.join(shown)}）"


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
            _story(story, number, several_papers=several_papers)
            for number, story in enumerate(section.stories, start=1)
        )
        kind = _section_kind(stories, is_first=not views)
        if kind == "lines":
            stories = tuple(_without_cut(story) for story in stories)
        views.append(SectionView(name=section.name, kind=kind, stories=stories))
    return tuple(views)


def _without_cut(story: StoryView) -> StoryView:
    """A one-liner prints its headline in place of a summary that breaks off."""
    return replace(story, flags=tuple(flag for flag in story.flags if flag != _FLAG[Flag.CUT]))


def _section_kind(stories: Sequence[StoryView], *, is_first: bool) -> str:
    if is_first and len(stories) == 1:
        return "lead"
    return "lines" if all(len(story.text) <= ONE_LINE for story in stories) else "items"


def _story(story: Story, number: int, *, several_papers: bool) -> StoryView:
    text = "".join(sentence.text for sentence in story.summary)
    source = story.sources[0] if story.sources else None
    publishers = dict.fromkeys(
        [*([source.name] if source else []), *(each.source for each in story.also)]
    )
    headline = story.headline.strip() or "（无标题）"
    mark = _MARK.get(story.headline_from, "")
    wire = f"（{story.wire}）" if story.wire and not text.endswith(f"（{story.wire}）") else ""
    return StoryView(
        number=number,
        id=story.id,
        headline=headline,
        mark=mark,
        kind=_KIND.get(story.type, ""),
        genre=_KIND[story.type] if story.type in _GENRES else "",
        topic=story.topic,
        follows=_follows(story),
        text=text + wire if text else "（版面上只有标题）",
        wire=f"（{story.wire}）" if story.wire and text else "",
        line=_line(story, headline + mark, text + wire if text else "", wire=wire),
        points=tuple(point.text for point in story.points),
        keywords=story.keywords,
        people=tuple(_person(person) for person in story.people),
        byline=story.byline,
        flags=tuple(_FLAG[flag] for flag in story.flags if flag in _FLAG),
        label=source.label if source else "",
        uri=source.uri if source else "",
        paper=source.name if source and several_papers else "",
        reports=_reports(story, len(publishers)),
        also=tuple(
            Also(title=each.title, source=each.source, uri=each.uri if _WEB.match(each.uri) else "")
            for each in story.also
        ),
        differing=tuple(
            f"{each.about}{each.ours}，{each.source}作{each.theirs}" for each in story.differing
        ),
    )


def _follows(story: Story) -> str:
    if story.follows is None:
        return ""
    day = story.follows.day
    return f"↺ {day.month}月{day.day}日《{story.follows.headline}》"


def _reports(story: Story, publishers: int) -> str:
    """How many papers have it; what a wire service gave to all of them is told as such."""
    if publishers < 2:
        return ""
    if story.wire:
        return f"{story.wire}通稿，{publishers} 家转载"
    return f"{publishers} 家媒体报道"


def _line(story: Story, headline: str, text: str, *, wire: str) -> str:
    """A headline of ours is made of the text: where both say the same, one of them is enough.

    A one-liner never breaks off, nor does it describe a picture that is not printed: then its
    headline says it all.
    """
    is_cut = Flag.CUT in story.flags or (
        story.headline_from is HeadlineFrom.EXTRACTED and _PICTURE.match(text) is not None
    )
    if story.headline_from is HeadlineFrom.EXTRACTED and not is_cut:
        said, ours = _bare(text), _bare(story.headline)
        if ours[:_SAME_WORDS] in said or ours[-_SAME_WORDS:] in said:
            return text
    if is_cut or not text:
        return headline + wire
    # A notice of which there is room for the signature alone.
    signed = _SIGNATURE.match(text)
    return f"{headline}（{signed['signed']}）" if signed else f"{headline}：{text}"


def _person(person: PersonTitle) -> str:
    return f"{person.name}（{person.title}）" if person.title else person.name


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", text)


def _empty(edition: Edition) -> str:
    coverage = edition.coverage
    if edition.gathered is not None:
        count = len(edition.gathered)
        return f"所汇编的 {count} 期均无稿件。" if count else "没有可汇编的简报。"
    if not coverage.documents:
        return "本期没有收到来源文件，无稿可编。"
    if not coverage.articles:
        return f"本期收到 {coverage.documents} 份来源文件，未识别出稿件。"
    return f"本期收到 {coverage.documents} 份来源文件，识别 {coverage.articles} 篇，没有入选稿件。"


def _notes(edition: Edition) -> tuple[str, ...]:
    coverage = edition.coverage
    dates = {each.issue_date for each in edition.stories if each.issue_date}
    notes: list[str] = []
    if edition.late:
        notes.append("本期为补发")
    if len(dates) == 1 and edition.day not in dates and edition.gathered is None:
        (day,) = dates
        notes.append(f"所据版面为{long_date(day)}，不是{long_date(edition.day)}的报纸")
    if coverage.truncated:
        notes.append(f"{coverage.truncated} 篇原文截断，摘要只依据版面上有的部分")
    if coverage.headlines_missing:
        notes.append(f"{coverage.headlines_missing} 篇缺标题，所拟标题标〔拟〕")
    edited = _edited(edition)
    if edited:
        notes.append(f"编者改 {edited} 处，改处可查")
    if coverage.unassigned:
        notes.append(f"{len(coverage.unassigned)} 段无法归属（见附录）")
    if coverage.left_out:
        notes.append(f"{len(coverage.left_out)} 篇未入选（见附录）")
    if edition.proof:
        notes.append(f"校对提示 {len(edition.proof)} 处（见附录），均未改动原文")
    if edition.incidents:
        notes.append(
            f"{len(edition.incidents)} 处出错："
            + "；".join(f"{each.where}：{each.what}" for each in edition.incidents)
        )
    notes.append("未使用大模型，每句均可回溯原文")
    return tuple(notes)


def _edited(edition: Edition) -> int:
    """How many headlines and wordings an editor changed."""
    corrections = [
        edit
        for story in edition.stories
        for sentence in (*story.summary, *story.points)
        for edit in sentence.traced.edits
        if edit.kind is EditKind.CORRECT and edit.after != edit.before
    ]
    headlines = [each for each in edition.stories if each.headline_from is HeadlineFrom.EDITOR]
    return len(corrections) + len(headlines)


def _left(leftover: Leftover) -> LeftView:
    return LeftView(
        label=_place(leftover.label, leftover.lines), text=leftover.text, reason=leftover.reason
    )


def _place(label: str, lines: Sequence[int]) -> str:
    if not lines:
        return label
    first, last = lines[0], lines[-1]
    return f"{label}:{first}" if first == last else f"{label}:{first}–{last}"


def _hint(hint: ProofHint) -> LeftView:
    suspect = hint.suspect
    text = f"{suspect.text} → {suspect.suggestion}？" if suspect.suggestion else suspect.text
    return LeftView(
        label=_place(hint.label, (suspect.line,)),
        text=text,
        reason=_REASON.get(suspect.reason, suspect.reason),
    )


def _footer(edition: Edition) -> tuple[str, ...]:
    footer = edition.footer
    lists = (("报", footer.report_to), ("送", footer.send_to), ("发", footer.issue_to))
    lines = [f"{name}：{'，'.join(values)}" for name, values in lists if values]
    names = (("编辑", footer.editor), ("审核", footer.reviewer), ("签发", footer.signer))
    signed = [f"{name}：{value}" for name, value in names if value]
    if signed:
        lines.append("　".join(signed))
    return tuple(lines)
