"""Whether two texts report the same event, by the characters they share; no words are needed."""

import math
import re
from dataclasses import dataclass
from typing import Final

from digest.editorial.shingles import bare

# Logistic regression (ridge 10) over the 800 pairs of the development set `same_event`; in
# ten-fold cross-validation AUC .913, F1 .65 at LIKELY and precision .86 at SURE; 2026-11. The
# weights of another day and of another one of a series are set by hand: the set has too few.
_BIAS: Final = -3.131
_CHARACTERS: Final = 4.563
_GRAMS: Final = 0.932
_OTHER_DAY: Final = -3.0
_OTHER_ONE_OF_A_SERIES: Final = -6.0
_SHORT: Final = -1.87
_CHARACTERS_IF_SHORT: Final = 4.311
_GRAMS_IF_SHORT: Final = 0.116
_PASSAGE: Final = 0.574

LIKELY: Final = -1.1
"""From this likeness on two texts are more likely than not to be taken for the same event."""

SURE: Final = 0.0
"""From this likeness on two texts may be put together without a person having looked."""

_SHORT_TEXT: Final = 40
_LONGEST_PASSAGE: Final = 40
_DAY: Final = re.compile(r"(\d{1,2})月(\d{1,2})日")
_ISO_DAY: Final = re.compile(r"\d{4}[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_ORDINAL: Final = re.compile(r"第([一二三四五六七八九十百\d]+)(轮|届|场|季|期|集|批|次|回)")
_CREDIT: Final = re.compile(
    r"(?:来源|编辑|总?审核|责编|校对|记者|作者|文|摄影|图)[：:/][^ ，。]{0,20}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What of a text is compared with others."""

    characters: frozenset[str]
    grams: frozenset[str]
    plain: str
    days: frozenset[tuple[str, str]]
    ordinals: frozenset[tuple[str, str]]


def read(text: str) -> Reading:
    """A text as it is compared; lines of credit (来源：…, 编辑：…) say nothing of an event."""
    text = _CREDIT.sub(" ", text) or text
    plain = bare(text)
    return Reading(
        characters=frozenset(plain),
        grams=frozenset(plain[at : at + n] for n in (2, 3) for at in range(len(plain) - n + 1)),
        plain=plain,
        days=frozenset((match[1], match[2]) for match in _days(text)),
        ordinals=frozenset((unit, number) for number, unit in _ORDINAL.findall(text)),
    )


def likeness(first: Reading, second: Reading) -> float:
    """How alike two reports are, as log-odds that they tell the same event.

    >>> fire = read("3月5日，云岗区一仓库起火，无人员伤亡")
    >>> likeness(fire, read("云岗区一仓库5日起火 无人员伤亡")) > SURE
    True
    >>> likeness(fire, read("全市春耕备耕工作会议召开")) > LIKELY
    False
    """
    return round(_without_passage(first, second) + _PASSAGE * _passage(first, second), 9)


def may_reach(first: Reading, second: Reading, odds: float) -> bool:
    """Whether two reports can be so alike; quick, where `likeness` looks for passages."""
    return _without_passage(first, second) + _PASSAGE >= odds


def _without_passage(first: Reading, second: Reading) -> float:
    short = math.exp(-min(len(first.plain), len(second.plain)) / _SHORT_TEXT)
    characters = _overlap(first.characters, second.characters)
    grams = _overlap(first.grams, second.grams)
    return (
        _BIAS
        + _CHARACTERS * characters
        + _GRAMS * grams
        + _SHORT * short
        + _CHARACTERS_IF_SHORT * characters * short
        + _GRAMS_IF_SHORT * grams * short
        + _OTHER_DAY * is_other_day(first, second)
        + _OTHER_ONE_OF_A_SERIES * is_other_of_series(first, second)
    )


def is_other_day(first: Reading, second: Reading) -> bool:
    """Whether both name days and none of them is the same."""
    return bool(first.days and second.days and first.days.isdisjoint(second.days))


def is_other_of_series(first: Reading, second: Reading) -> bool:
    """Whether one tells the third round and the other the fourth."""
    numbers = dict(first.ordinals)
    return any(unit in numbers and numbers[unit] != number for unit, number in second.ordinals)


def _days(text: str) -> list[re.Match[str]]:
    return [*_DAY.finditer(text), *_ISO_DAY.finditer(text)]


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    size = math.sqrt(len(first) * len(second))
    return len(first & second) / size if size else 0.0


def _passage(first: Reading, second: Reading) -> float:
    """The longest passage both have, as a share of the shorter text."""
    shorter = min(len(first.plain), len(second.plain))
    low, high = 0, min(shorter, _LONGEST_PASSAGE)
    while low < high:
        length = (low + high + 1) // 2
        pieces = {first.plain[at : at + length] for at in range(len(first.plain) - length + 1)}
        found = any(
            second.plain[at : at + length] in pieces for at in range(len(second.plain) - length + 1)
        )
        low, high = (length, high) if found else (low, length - 1)
    return low / shorter if shorter else 0.0
