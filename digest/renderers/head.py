"""The lines that stand over an edition: title, number, dates, sources, how much it holds."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from digest.model.articles import DateFrom, NameFrom, Publication
from digest.model.editions import Edition, EditionId

CHARS_A_MINUTE: Final = 400
"""How fast a Chinese reader reads silently; the lower end of what is reported for adults."""
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
_OLD_PAGES: Final = "往期版面汇编"
_DATE_LENGTH: Final = len("2024-03-27")
_WEEKDAYS: Final = "一二三四五六日"


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
    known = _NAME_FROM[publication.name_from], _date_words(publication)
    how = (
        f"名称、日期：{known[0]}" if known[0] == known[1] else f"名称：{known[0]}；日期：{known[1]}"
    )
    return f"{name}（{how}）"


def _date_words(publication: Publication) -> str:
    if publication.date is None and publication.month_day is not None:
        month, day = map(int, publication.month_day.split("-"))
        first, last = publication.year_range or (0, -1)
        year = f"{first}年" if first == last else ""
        return f"推定为{year}{month}月{day}日" + ("" if year else "，年份不详")
    return _DATE_FROM[publication.date_from]


def dateline(edition: Edition) -> str:
    """2024年3月27日 星期三 · 农历二月十八, with the solar term where it begins one."""
    names = edition.day_names
    parts = [f"{long_date(edition.day)} {names.weekday}".strip()]
    if edition.header.lunar and names.lunar:
        parts.append(names.lunar if names.lunar.startswith("农历") else f"农历{names.lunar}")
    if names.solar_term:
        parts.append(names.solar_term)
    return " · ".join(parts)


def counts(edition: Edition, sources: Sequence[str]) -> tuple[str, ...]:
    """The parts of the count line: sources, items found and printed, characters, minutes."""
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


def _span(gathered: Sequence[EditionId]) -> str:
    """汇编 5 期（3月25日—3月29日）."""
    first, last = (date.fromisoformat(each[:_DATE_LENGTH]) for each in (gathered[0], gathered[-1]))
    days = [first] if first == last else [first, last]
    is_one_year = first.year == last.year
    shown = [f"{day.month}月{day.day}日" if is_one_year else long_date(day) for day in days]
    return f"汇编 {len(gathered)} 期（{'—'.join(shown)}）"
