"""Reports of one event in several papers, found without comparing each with each."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from digest.editorial.events import Reading, is_other_day, is_other_of_series, likeness, read
from digest.editorial.protocol import standing
from digest.editorial.rank import publisher
from digest.model.articles import Article, ArticleType
from digest.model.editions import Found

# Precision first: among the 4,119 pairs of different items of one broadcast (the development set
# `order`) and 19,062 pairs of other items with like titles (`dups`) no pair below the state's
# level is put together; 2026-11.
AS_ALIKE: Final = 1.2
HEADS_ALIKE: Final = 0.0

_LEAD_CHARS: Final = 200
_WIDTH: Final = 3
_COMMON: Final = 30
"""Characters in a row that more items have find nothing."""
_FEWEST: Final = 4
_MOST: Final = 12
"""So many candidates are compared for an item; those that share most come first."""

_PART: Final = re.compile(
    r"[（(〔][上中下一二三四五六七八九十\d]{1,2}[）)〕]|之[一二三四五六七八九十]|[①-⑩]$"
)
_PLACE: Final = re.compile(
    r"北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    r"陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|[\u4e00-\u9fff]{2}(?:[县区州](?![长域])|市(?![场民委长政]))"
)


def same_events(items: Sequence[Found]) -> tuple[tuple[int, int], ...]:
    """Pairs of items, by their places, that tell the same event in two papers.

    Items about leaders of the state, two items of one paper, parts of a series, and items that
    name other days or other places stay apart. The time is linear in the items.
    """
    readings = [read(_opening(item.article)) if _is_news(item) else None for item in items]
    pairs: list[tuple[int, int]] = []
    for first, second in _candidates(readings):
        mine, theirs = readings[first], readings[second]
        if mine is None or theirs is None or publisher(items[first]) == publisher(items[second]):
            continue
        if _is_one(items[first].article, items[second].article, mine, theirs):
            pairs.append((first, second))
    return tuple(pairs)


def _is_news(item: Found) -> bool:
    article = item.article
    return article.type is ArticleType.NEWS and article.attached_to is None and bool(_head(article))


def _head(article: Article) -> str:
    return article.headline or article.title or ""


def _opening(article: Article) -> str:
    return f"{_head(article)}。{article.text[:_LEAD_CHARS]}"


def _candidates(readings: Sequence[Reading | None]) -> tuple[tuple[int, int], ...]:
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(_marks(reading))
    holders: dict[str, list[int]] = defaultdict(list)
    found: list[tuple[int, int]] = []
    for place, reading in enumerate(readings):
        marks = [mark for mark in _marks(reading) if 1 < counts[mark] <= _COMMON]
        shared: Counter[int] = Counter()
        for mark in marks:
            shared.update(holders[mark])
            holders[mark].append(place)
        ranked = sorted(shared.items(), key=lambda each: (-each[1], each[0]))[:_MOST]
        found += [(other, place) for other, count in ranked if count >= _FEWEST]
    return tuple(found)


def _marks(reading: Reading | None) -> list[str]:
    grams = reading.grams if reading else frozenset[str]()
    return sorted(gram for gram in grams if len(gram) == _WIDTH)


def _is_one(first: Article, second: Article, mine: Reading, theirs: Reading) -> bool:
    if is_other_day(mine, theirs) or is_other_of_series(mine, theirs):
        return False
    heads = _head(first), _head(second)
    if _PART.findall(heads[0]) != _PART.findall(heads[1]) or _is_elsewhere(*heads):
        return False
    if likeness(mine, theirs) < AS_ALIKE or likeness(*map(read, heads)) < HEADS_ALIKE:
        return False
    return not any(standing(each, _sentences(each)).is_state for each in (first, second))


def _is_elsewhere(first: str, second: str) -> bool:
    places = set(_PLACE.findall(first)), set(_PLACE.findall(second))
    return bool(places[0] and places[1] and places[0].isdisjoint(places[1]))


def _sentences(article: Article) -> list[str]:
    return [f"{part}。" for part in article.text[: 2 * _LEAD_CHARS].split("。") if part]
