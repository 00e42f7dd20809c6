"""First person and relative words explained at first use: 我市〔大同市〕, 昨日〔3月26日〕."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from digest.model.articles import Publication
from digest.model.summaries import PrintedSentence
from digest.model.traces import EditKind
from digest.text.traces import replace as edit

_CITY_PAPER: Final = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,6}?)(?:市)?(?:日报|晚报|晨报|早报|都市报|新闻)$"
)
_PROVINCES: Final = frozenset(
    [
        "河北",
        "山西",
        "辽宁",
        "吉林",
        "黑龙江",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "海南",
        "四川",
        "贵州",
        "云南",
        "陕西",
        "甘肃",
        "青海",
        "台湾",
        "内蒙古",
        "广西",
        "西藏",
        "宁夏",
        "新疆",
        "人民",
        "光明",
        "经济",
        "工人",
        "农民",
        "解放军",
        "中国青年",
    ]
)
# A word is left alone where it is part of another (我市场, 今日头条) or already explained.
_OUR_CITY: Final = re.compile(r"我市(?![场值容民面政])(?!〔)")
_DAYS: Final = (
    (re.compile(r"(?:昨日|昨天)(?!〔)"), -1),
    (re.compile(r"(?:今日|今天)(?!〔|头条)"), 0),
    (re.compile(r"(?:明日|明天)(?!〔)"), 1),
    (re.compile(r"前天(?!〔)"), -2),
)
_YEARS: Final = (
    (re.compile(r"今年(?!〔)"), 0),
    (re.compile(r"去年(?!〔)"), -1),
    (re.compile(r"明年(?!〔)"), 1),
)
_DATED: Final = re.compile(r"[（(]\s*\d{1,2}月")
_QUOTES: Final = {"“": "”", "‘": "’", "《": "》"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gloss:
    word: re.Pattern[str]
    meaning: str


def gloss(
    sentences: Sequence[PrintedSentence], publication: Publication
) -> tuple[PrintedSentence, ...]:
    """The sentences with each such word explained where it first stands, as a recorded edit.

    Only what paper and date make certain is explained, and nothing within quotes or titles,
    where another speaks. The words themselves stay.
    """
    waiting = list(_glosses(publication))
    printed: list[PrintedSentence] = []
    for sentence in sentences:
        traced = sentence.traced
        for each in tuple(waiting):
            place = _first_outside_quotes(each.word, traced.text)
            if place is None:
                continue
            waiting.remove(each)
            traced = edit(traced, place, place, f"〔{each.meaning}〕", EditKind.GLOSS)
        printed.append(replace(sentence, traced=traced))
    return tuple(printed)


def our_city(publication: Publication) -> str | None:
    """The city that 我市 means in a paper, known from its name; `None` for papers of a province.

    >>> our_city(Publication(name="大同日报")), our_city(Publication(name="山西日报"))
    ('大同市', None)
    """
    match = _CITY_PAPER.match(publication.name or "")
    if match is None or match["place"] in _PROVINCES:
        return None
    return f"{match['place']}市"


def _glosses(publication: Publication) -> tuple[_Gloss, ...]:
    found: list[_Gloss] = []
    city = our_city(publication)
    if city:
        found.append(_Gloss(word=_OUR_CITY, meaning=city))
    issued = publication.date
    if issued:
        found += [
            _Gloss(word=word, meaning=_day(issued + timedelta(days=days))) for word, days in _DAYS
        ]
        found += [_Gloss(word=word, meaning=f"{issued.year + years}年") for word, years in _YEARS]
    return tuple(found)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _first_outside_quotes(word: re.Pattern[str], text: str) -> int | None:
    for match in word.finditer(text):
        if _DATED.match(text, match.end()):
            return None
        if not _is_quoted(text, match.start()):
            return match.end()
    return None


def _is_quoted(text: str, place: int) -> bool:
    return any(
        text.count(opening, 0, place) > text.count(closing, 0, place)
        for opening, closing in _QUOTES.items()
    )
