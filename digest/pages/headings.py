"""Which line of a headline block is kicker (引题), title (主题) and subtitle (副题)."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.pages import cues
from digest.pages.blocks import PageLine

_ACTION = re.compile(
    r"^[\u4e00-\u9fff]{2,4}?(?:等)?(?:主持|出席|率团|率队|带队|深入|督导|会见|调研|参加|讲话|并讲话|赴|在.{1,12}调研|到.{1,12}调研)"
    r"|(?:主持|出席|参加|并讲话|作报告|致辞|出席并讲话|主持会议)(?:\s|$)"
)
_CHAIRS = re.compile(r"^[\u4e00-\u9fff]{2,4}?(?:等)?(?:主持|出席|参加|讲话)")
_ONLY_CHAIRS = re.compile(
    r"^[\u4e00-\u9fff]{2,4}?(?:等)?(?:主持|出席|参加|讲话)(?:会议|并讲话|并致辞|活动)?(?:\s|$)"
)
_KICKER = re.compile(
    r"(?:进行时|在路上|看变化|见闻|一线|新征程|新业绩|新伟业|新时代|奋进|聚焦|学习贯彻|专题|专栏|系列报道|特别报道|走基层|在大同|进行曲)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadRoles:
    """The lines of a headline block by role, and the wraps inside it."""

    kicker: tuple[int, ...] = ()
    title: tuple[int, ...] = ()
    subtitle: tuple[int, ...] = ()
    joins: tuple[tuple[int, int], ...] = ()


def assign(indices: Sequence[int], lines: Sequence[PageLine], *, commentary: bool) -> HeadRoles:
    """The roles of the lines `indices` of one headline block, in page order."""
    units = _units(indices, lines)
    if not units:
        return HeadRoles()
    joins = tuple((a, b) for unit in units for a, b in itertools.pairwise(unit))
    at = _title_at(units, lines, commentary=commentary)
    title = tuple(units[at])
    kicker = tuple(i for unit in units[:at] for i in unit)
    if len(title) == 1 and not kicker and split_shared(lines[title[0]].text)[0]:
        kicker = title
    return HeadRoles(
        kicker=kicker,
        title=title,
        subtitle=tuple(i for unit in units[at + 1 :] for i in unit),
        joins=joins,
    )


def split_shared(text: str) -> tuple[str | None, str]:
    """Kicker and title of a headline printed on one line; no kicker where it is all title.

    >>> split_shared("二十大精神在大同 推动绿色发展 建设美丽家园")
    ('二十大精神在大同', '推动绿色发展 建设美丽家园')
    >>> split_shared("坚定信心久久为功 只争朝夕提速竞跑")
    (None, '坚定信心久久为功 只争朝夕提速竞跑')
    """
    parts = text.split()
    if len(parts) == 3 and len(parts[1]) == len(parts[2]) != len(parts[0]):
        return parts[0], " ".join(parts[1:])
    if len(parts) == 2 and (cues.COLUMN.match(parts[0]) or _KICKER.search(parts[0])):
        return parts[0], parts[1]
    return None, text.strip()


def is_action(text: str) -> bool:
    """Whether the line says which person did what (张强主持召开座谈会)."""
    return _ACTION.search(text) is not None


def _is_beneath(first: str, second: str) -> bool:
    """Whether the second of two lines tells more about the first: who chaired, who did it."""
    if _KICKER.search(first):
        return False
    parts = first.split()
    even = len(parts) > 1 and len({len(part) for part in parts}) == 1
    return _CHAIRS.match(second) is not None or (even and is_action(second))


def _units(indices: Sequence[int], lines: Sequence[PageLine]) -> list[list[int]]:
    units: list[list[int]] = []
    for index in indices:
        line = lines[index]
        wrapped = (
            units
            and units[-1][-1] == index - 1
            and (line.gap == 0 or lines[index - 1].soft)
            and not line.marked
            and not line.pointed
        )
        if wrapped:
            units[-1].append(index)
        else:
            units.append([index])
    return units


def _title_at(
    units: Sequence[Sequence[int]], lines: Sequence[PageLine], *, commentary: bool
) -> int:
    marked = [k for k, unit in enumerate(units) if lines[unit[0]].marked]
    if marked and len(marked) < len(units):
        return marked[0]
    texts = ["".join(lines[i].text for i in unit) for unit in units]
    last = len(units) - 1
    while last > 0 and texts[last].startswith("—"):
        last -= 1
    if last == 1:
        wrapped = len(units[0]) > 1 and len(units[1]) == 1
        return 0 if commentary or wrapped or _is_beneath(texts[0], texts[1]) else 1
    if last > 1 and _ONLY_CHAIRS.match(texts[last]):
        return last - 1
    return 0 if commentary else last
