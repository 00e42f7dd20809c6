"""The years a page may have been printed in, from the years its text speaks of."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model.documents import Page

# 2019年 but not 12019年 and not 年报2019; 2023今冬明春 has lost its 年.
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s?年|今)")

# Plans name years to come.
_FUTURE_BEFORE = re.compile(
    r"(?:到|至|将于|定于|计划|预计|力争|争取|截止|有望|远景|面向|—|-|～|~)(?:在|于)?$"
)
_FUTURE_AFTER = re.compile(r"^\s?年(?:前|以前|之前|底前|末前|远景)")
# A year that is over: the page is of a later year.
_OVER_BEFORE = re.compile(r"(?:截至|截止|截止到|截至到)$")
_OVER_AFTER = re.compile(r"^\s?年(?:底|末|年底|12月31日)")
# The year that is now: 2023今冬, 2023年一季度, 2023年是开局之年, and names of this year's events.
_NOW_AFTER = re.compile(
    r"^(?:今[冬春夏秋]"
    r"|\s?年(?:是.{0,30}之年|第?[一二三]季度|前[一二三]季度|上半年|[1-9一二三四五六七八九十]至?\d{0,2}月份"
    r"|第[一二三四五六七八九十]+次|全[国省市县]|[^，。、；\s]{0,14}(?:活动|大会|发布|推介会|工作要点|行动)))"
)
_SERIES = re.compile(
    r"((?:19|20)\d\d)\s?年(?:开始|起|以来)[^。]{0,30}?连续(\d{1,2}|[两三四五六七八九十])年"
)
_NUMERALS = {numeral: value for value, numeral in enumerate("两三四五六七八九十", start=2)}

# A congress is spoken of from its year on. Dates: the sessions' communiqués.
_CONGRESSES = (
    ("党的十八大", 2012),
    ("党的十九大", 2017),
    ("党的二十大", 2022),
    ("二十届二中全会", 2023),
    ("二十届三中全会", 2024),
    ("二十届四中全会", 2025),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """The years a text speaks of: as present, as present or past, and by its congresses."""

    now: tuple[int, ...]
    spoken: tuple[int, ...]
    congresses: tuple[int, ...]

    def range_for(self, month: int) -> tuple[int, int] | None:
        """First and last year a page of that month can be of; `None` without any evidence.

        The text's own years say it: the newest year spoken of as present or past is the earliest
        one possible. It is also the last one where the page treats it as the present, else the
        year after is as likely. In January the year before may still be spoken of as the present.
        """
        years = (*self.spoken, *self.congresses)
        if not years:
            return None
        if self.now:
            # In December the next year's plans are spoken of too, but less.
            now = Counter(self.now)
            first = max(now, key=lambda year: (now[year], year))
            first, last = max([first, *self.congresses]), max(years)
        else:
            first, last = max(years), max(years) + 1
        return first, max(last, first + 1) if month == 1 else last


def read_years(page: Page) -> Years:
    """The years a page speaks of."""
    mentions = tuple(_mentions(page.text))
    return Years(
        now=tuple(mention.year for mention in mentions if mention.is_now),
        spoken=tuple(mention.year for mention in mentions),
        congresses=tuple(year for name, year in _CONGRESSES if name in page.text),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    year: int
    is_now: bool


def _mentions(text: str) -> Iterator[_Mention]:
    yearbooks = set()
    for match in _YEAR.finditer(text):
        start, end = match.span()
        if text[start - 1 : start].isdecimal():
            continue
        year = int(match.group())
        before = text[max(0, start - 8) : start]
        after = text[end : end + 40]
        if _OVER_BEFORE.search(before) and _OVER_AFTER.match(after):
            yield _Mention(year=year + 1, is_now=False)
        elif _FUTURE_BEFORE.search(before) or _FUTURE_AFTER.match(after):
            continue
        else:
            if after.startswith("年度"):
                yearbooks.add(year)
            is_now = bool(_NOW_AFTER.match(after)) or year - 1 in yearbooks
            yield _Mention(year=year, is_now=is_now)
    if "连续" in text:
        yield from _series(text)


def _series(text: str) -> Iterator[_Mention]:
    for match in _SERIES.finditer(text):
        count = _NUMERALS.get(match.group(2)) or int(match.group(2))
        yield _Mention(year=int(match.group(1)) + count - 1, is_now=True)
