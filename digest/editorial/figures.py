"""Figures in which two reports of one event differ: told side by side, never settled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from digest.model.articles import Article

_FIGURE: Final = re.compile(
    r"(?P<about>[\u4e00-\u9fff]{2,24}?)(?P<rough>约|近|超|逾)?(?P<number>\d+(?:\.\d+)?)(?P<more>余|多)?"
    r"(?P<scale>万亿|亿|万)?(?P<unit>元|人|名|例|户|家|个|件|起|次|套|辆|公里|平方米|亩|吨|公斤|千瓦时|千瓦|米|%|℃|级|所|条|项|场|天|台)"
)
_SCALES: Final = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_FILLERS: Final = re.compile(
    r"(?:目前|已经?|共计?|累计|一共|总共|全部|其中|完成|实现|达到?|为|有|至|了|的|造成|导致|增至|升至|上升|增加|人数|数)+"
)
_PERIOD: Final = re.compile(
    r"今年|去年|前年|同期|上年|昨日|今日|当日|一季度|二季度|三季度|四季度|上半年|下半年|全年|前[\d一二三四五六七八九十]+个?月|"
    r"[\d一二三四五六七八九十]+月份?|\d{4}年"
)
# What is counted may stand behind the number: 死亡34人, 34人死亡.
_TOLL: Final = re.compile(r"死亡|遇难|受伤|失踪|获救|确诊")
_HEADS: Final = frozenset("人名例")
_KEY_CHARS: Final = 2
_LONGEST_CLAUSE: Final = 40
_ROUGHLY: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what it counts: 死亡 34 人."""

    about: str
    period: str
    printed: str
    value: Decimal
    step: Decimal
    unit: str
    rough: bool


def read_figures(article: Article) -> tuple[Figure, ...]:
    """The figures of a report, its headline's first, one for each thing that is counted."""
    found: dict[tuple[str, str, str], Figure] = {}
    for clause in _clauses(f"{article.name}\n{article.text}"):
        for figure in _of_clause(clause):
            known = found.get((figure.about, figure.period, figure.unit))
            if known is None or figure.step < known.step:
                # 124亿元 in a headline is 124.58亿元 in its body: the exact one stands for both.
                found[figure.about, figure.period, figure.unit] = figure
    return tuple(found.values())


def differing(first: Article, second: Article) -> tuple[tuple[Figure, Figure], ...]:
    """Figures of the same thing, unit and period of which neither rounds to the other."""
    theirs = {(each.about, each.period, each.unit): each for each in read_figures(second)}
    return tuple(
        (mine, other)
        for mine in read_figures(first)
        for other in [theirs.get((mine.about, mine.period, mine.unit))]
        if other is not None and not _agree(mine, other)
    )


def _clauses(text: str) -> Iterator[str]:
    for clause in re.split(r"[，。；、！？：,;!?\n]", text):
        if clause.strip() and len(clause) <= _LONGEST_CLAUSE:
            yield re.sub(r"[\s“”‘’（）()《》]", "", clause)


def _of_clause(clause: str) -> Iterator[Figure]:
    period = "".join(_PERIOD.findall(clause))
    for match in _FIGURE.finditer(_PERIOD.sub("", clause)):
        tolls = set(_TOLL.findall(clause))
        about = _FILLERS.sub("", match["about"])
        if match["unit"] in _HEADS and len(tolls) == 1:
            (about,) = tolls
        if len(about) < _KEY_CHARS:
            continue
        scale = _SCALES[match["scale"] or ""]
        number = Decimal(match["number"])
        exponent = number.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        yield Figure(
            about=about,
            period=period,
            printed=match[0][len(match["about"]) :],
            value=number * scale,
            step=Decimal(1).scaleb(-places) * scale,
            unit=match["unit"],
            rough=bool(match["rough"] or match["more"]),
        )


def _agree(first: Figure, second: Figure) -> bool:
    if first.value == second.value:
        return True
    distance = abs(first.value - second.value)
    if first.rough or second.rough:
        return distance <= _ROUGHLY * max(first.value, second.value)
    if first.step == second.step:
        return False
    # Rounded or cut off, papers do both: less than one step of the coarser.
    return distance < max(first.step, second.step)
