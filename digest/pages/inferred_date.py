"""The day a page was printed, inferred from its news where nothing prints it."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model.documents import Line, Page

_DATE = (
    r"(?:(?P<year>(?:19|20)\d\d)\s?年\s?)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
    r"(?:\s?(?:至|到|—|-|–|~)\s?(?:(?P<last_month>\d{1,2})\s?月\s?)?(?P<last_day>\d{1,2})\s?日)?"
)
# Where a date is the day of the news. A date elsewhere may be a plan (定于4月23日), a rule
# (5月4日至9月30日), a memory, or the signature of a notice.
_NEWS_DAYS = (
    re.compile(rf"本[报報台刊网]?\s?[讯訊]\s?(?:[（(][^）)]{{1,40}}[）)])?\s?{_DATE}"),
    re.compile(
        rf"(?:新[华華]社|中新社|新[华華]网|中新网|人民网)[^\s\d。，]{{0,14}}{_DATE}(?:专)?[电電]"
    ),
    re.compile(rf"[记記]者\s?{_DATE}\s?[从從在获獲]"),
)
_CAPTION_DAY = re.compile(rf"(?:^|[，,。])(?:这是|图为)?\s?{_DATE}")
_CREDIT = re.compile(r"[摄攝][）)]?。?$|^[（(]?(?:图片|圖片|资料图)")
_CAPTION = re.compile(r"(?:图为|圖為|这是)|[摄攝][）)]?。?$")
_NOT_YET = re.compile(r"^\s?(?:起|前|之前|以前|将|將)")

# A date that stands later than all others by more than this is an announcement, not news.
_LONGEST_GAP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredDay:
    """Month and day of an issue, its year where the news prints one, and the lines it rests on."""

    month: int
    day: int
    year: int | None
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _NewsDay:
    line: int
    month: int
    day: int
    year: int | None

    @property
    def ordinal(self) -> int:
        """Days since the first of January of a leap year."""
        return sum(_DAYS[1 : self.month]) + self.day - 1


_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_YEAR = 366


def infer_day(page: Page, years: tuple[int, int] | None) -> InferredDay | None:
    """The day after the newest news of a page; `None` without dated news.

    `years` is the range the year is known to lie in: 28 February needs it.
    """
    news = tuple(_news_days(page.lines))
    if not news:
        return None
    newest = _newest(news)
    same = [found for found in news if found.ordinal == newest.ordinal]
    stated = sorted({found.year for found in same if found.year is not None})
    year = stated[0] if len(stated) == 1 else None
    following = _day_after(newest, (year, year) if year else years)
    if following is None:
        return None
    month, day = following
    if year is not None and (month, day) == (1, 1):
        year += 1
    evidence = tuple(sorted({found.line for found in same}))
    return InferredDay(month=month, day=day, year=year, evidence=evidence)


def _news_days(lines: tuple[Line, ...]) -> Iterator[_NewsDay]:
    printed = [line for line in lines if not line.is_blank]
    for index, line in enumerate(printed):
        # Openers and captions are looked for where they begin; a body may be megabytes long.
        text = line.text.strip()
        if "月" not in text[:_HEAD]:
            continue
        matches = [pattern.search(text[:_HEAD]) for pattern in _NEWS_DAYS]
        after = printed[index + 1].text.strip() if index + 1 < len(printed) else ""
        is_caption = _CREDIT.search(after) and len(after) <= _LONGEST_CREDIT
        if is_caption or (len(text) <= _LONGEST_CAPTION and _CAPTION.search(text)):
            matches.extend(_CAPTION_DAY.finditer(text[:_HEAD]))
        for match in matches:
            if match is None or _NOT_YET.match(text[match.end() :]):
                continue
            found = _as_news_day(line.number, match)
            if found is not None:
                yield found


_HEAD = 400
_LONGEST_CREDIT = 40
_LONGEST_CAPTION = 250


def _as_news_day(line: int, match: re.Match[str]) -> _NewsDay | None:
    month = int(match["last_month"] or match["month"])
    day = int(match["last_day"] or match["day"])
    if not (1 <= month < len(_DAYS) and 1 <= day <= _DAYS[month]):
        return None
    year = int(match["year"]) if match["year"] else None
    return _NewsDay(line=line, month=month, day=day, year=year)


def _newest(news: tuple[_NewsDay, ...]) -> _NewsDay:
    ordered = _around_new_year(sorted(news, key=lambda found: found.ordinal))
    while len(ordered) > 1:
        last = ordered[-1]
        before = [found for found in ordered if found.ordinal != last.ordinal]
        alone = len(ordered) - len(before) == 1
        if not (alone and len(before) > 1 and _days_between(before[-1], last) > _LONGEST_GAP):
            break
        ordered = before
    return ordered[-1]


def _around_new_year(ordered: list[_NewsDay]) -> list[_NewsDay]:
    """January after December where a page has news of both and of nothing between."""
    months = {found.month for found in ordered}
    if not (12 in months and 1 in months and months <= {11, 12, 1, 2}):
        return ordered
    early = [found for found in ordered if found.month <= 2]
    late = [found for found in ordered if found.month > 2]
    return late + early


def _days_between(first: _NewsDay, second: _NewsDay) -> int:
    return (second.ordinal - first.ordinal) % _LEAP_YEAR


def _day_after(news: _NewsDay, years: tuple[int, int] | None) -> tuple[int, int] | None:
    month, day = news.month, news.day
    last = _DAYS[month]
    if (month, day) == (2, 28):
        if years is None:
            return None
        leap = {calendar.isleap(year) for year in range(years[0], years[1] + 1)}
        if len(leap) > 1:
            return None
        last = 29 if leap == {True} else 28
    if day < last:
        return month, day + 1
    return (month + 1, 1) if month < 12 else (1, 1)
