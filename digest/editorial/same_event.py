"""Reports of one event in several papers, found without comparing each with each."""

import heapq
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final
from zlib import crc32

from digest.editorial.events import (
    Reading,
    is_other_day,
    is_other_of_series,
    likeness,
    may_reach,
    read,
)
from digest.editorial.protocol import standing
from digest.editorial.rank import publisher
from digest.editorial.shingles import bare
from digest.model.articles import Article, ArticleType
from digest.model.editions import Found

# Precision first: among the 4,119 pairs of different items of one broadcast (the development set
# `order`) and 19,062 pairs of other items with like titles (`dups`) no pair below the state's
# level is put together; 2026-11.
AS_ALIKE: Final = 1.2
HEADS_ALIKE: Final = 0.0

_LEAD_CHARS: Final = 200
_MARKED_CHARS: Final = 100
_KEPT: Final = 512
"""So many openings are kept taken apart."""

_WIDTH: Final = 3
_COMMON: Final = 30
"""Characters in a row that more items have find nothing."""
_FEWEST: Final = 6
_MOST: Final = 8
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
    reading_of = lru_cache(maxsize=_KEPT)(lambda place: read(_opening(items[place].article)))
    pairs: list[tuple[int, int]] = []
    for first, second in _candidates([_marks(item) for item in items]):
        if publisher(items[first]) == publisher(items[second]):
            continue
        readings = reading_of(first), reading_of(second)
        if _is_one(items[first].article, items[second].article, *readings):
            pairs.append((first, second))
    return tuple(pairs)


def _is_news(item: Found) -> bool:
    article = item.article
    return article.type is ArticleType.NEWS and article.attached_to is None and bool(article.name)


def _opening(article: Article) -> str:
    return f"{article.name}。{article.text[:_LEAD_CHARS]}"


def _candidates(marks_of: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    counts: Counter[int] = Counter()
    for marks in marks_of:
        counts.update(marks)
    holders: dict[int, list[int]] = defaultdict(list)
    for place, marks in enumerate(marks_of):
        shared: Counter[int] = Counter()
        for mark in marks:
            if 1 < counts[mark] <= _COMMON:
                shared.update(holders[mark])
                holders[mark].append(place)
        near = [(-count, other) for other, count in shared.items() if count >= _FEWEST]
        for _, other in heapq.nsmallest(_MOST, near):
            yield other, place


def _marks(item: Found) -> Sequence[int]:
    """Hashes of three characters in a row of headline and opening, each once; CRC-32."""
    if not _is_news(item):
        return array("L")
    raw = bare(item.article.name + item.article.text[:_MARKED_CHARS]).encode("utf-32-le")
    pieces = {raw[at : at + 4 * _WIDTH] for at in range(0, len(raw) - 4 * _WIDTH + 1, 4)}
    return array("L", sorted(map(crc32, pieces)))


def _is_one(first: Article, second: Article, mine: Reading, theirs: Reading) -> bool:
    if not may_reach(mine, theirs, AS_ALIKE):
        return False
    if is_other_day(mine, theirs) or is_other_of_series(mine, theirs):
        return False
    heads = first.name, second.name
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
