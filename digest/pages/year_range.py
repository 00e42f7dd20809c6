"""The years a page may have been printed in, from the years its text speaks of."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model.documents import Page

# 2019年 but not 12019年 and not 年报2019; 2023今冬明春 has lost its 年.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s?年|今)")

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
    r"从?自?((?:19|20)\d\d)\s?年(?:开始|起|以来)[^。]{0,30}?连续(\d{1,2}|[两三四五六七八九十])年"
)
_NUMERALS = {numeral: value for value, numeral in enumerate("两三四五六七八九十", start=2)}

# A congress is spoken of from its year on. Dates: the sessions' communiqués.
_CONGRESSES = (
    (re.compile("党的十八大"), 2012),
    (re.compile("党的十九大"), 2017),
    (re.compile("党的二十大"), 2022),
    (re.compile("二十届二中全会"), 2023),
    (re.compile("二十届三中全会"), 2024),
    (re.compile("二十届四中全会"), 2025),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    year: int
    is_now: bool


def find_year_range(page: Page, month: int) -> tuple[int, int] | None:
    """First and last year a page of that month can be of; `None` without any evidence.

    The text's own years say it: the newest year spoken of as present or past is the earliest
    one possible. It is also the last one where the page treats it as the present, else the year
    after is as likely. In January the year before may still be spoken of as the present.
    """
    mentions = tuple(_mentions(page.text))
    bounds = [year for pattern, year in _CONGRESSES if pattern.search(page.text)]
    years = [*(mention.year for mention in mentions), *bounds]
    if not years:
        return None
    now = Counter(mention.year for mention in mentions if mention.is_now)
    if now:
        # In December the next year's plans are spoken of too, but less.
        first = max(now, key=lambda year: (now[year], year))
        first, last = max([first, *bounds]), max(years)
    else:
        first, last = max(years), max(years) + 1
    return first, max(last, first + 1) if month == 1 else last


def _mentions(text: str) -> Iterator[_Mention]:
    yearbooks = set()
    for match in _YEAR.finditer(text):
        year = int(match.group(1))
        before = text[max(0, match.start() - 8) : match.start()]
        after = text[match.end() : match.end() + 40]
        if _OVER_BEFORE.search(before) and _OVER_AFTER.match(after):
            yield _Mention(year=year + 1, is_now=False)
        elif _FUTURE_BEFORE.search(before) or _FUTURE_AFTER.match(after):
            continue
        else:
            if after.startswith("年度"):
                yearbooks.add(year)
            is_now = bool(_NOW_AFTER.match(after)) or year - 1 in yearbooks
            yield _Mention(year=year, is_now=is_now)
    for match in _SERIES.finditer(text):
        count = _NUMERALS.get(match.group(2)) or int(match.group(2))
        yield _Mention(year=int(match.group(1)) + count - 1, is_now=True)
