"""What protocol says of an item: the level of the leaders and bodies whose acts it reports."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from digest.editorial.names import FOLLOWED
from digest.editorial.people import people
from digest.editorial.protocol_table import PROTOCOL, ProtocolTable, Rank
from digest.model.articles import Article

_LEAD_SENTENCES: Final = 3
_LABEL: Final = re.compile(r"^(?:【[^】]*】|\[[^\]]*\]|[^\s：:]{2,8}[：:](?=\S))")
_COLUMN: Final = re.compile(r"^【[^】]*】")
_HALF: Final = re.compile(r"[\s　]+")
# A body is the actor only where no smaller organ of it is named (市政府新闻办, 市委宣传部).
_ORGAN: Final = re.compile(
    r"(?:书记|副书记|秘书|组织部|宣传部|统战部|政法委|办公|网信|党校|老干部|新闻办|机关|督查|研究室|各?部门|驻|主办|"
    r"副?主席|副?主任|委员(?!会)|代表)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an item stands: its level in the table and the rank's name ("" where unranked)."""

    level: int
    rank: str
    is_state: bool


def standing(
    article: Article, sentences: Sequence[str], table: ProtocolTable = PROTOCOL
) -> Standing:
    """The highest level among those who act in the headline or the first sentences.

    To be mentioned is not to act: 传达学习习近平总书记重要讲话精神 does not make a local meeting
    an item about the General Secretary.
    """
    heads = [
        half
        for line in (article.headline, article.title, article.subtitle, article.kicker)
        if line
        for half in _HALF.split(_LABEL.sub("", line.strip()))
        if half
    ]
    lead = "".join(sentences[:_LEAD_SENTENCES])
    ranks = [
        *_of_line(article.name, table),
        *(rank for head in heads for rank in [_of_head(head, table)] if rank),
        *_of_lead(lead, table),
    ]
    if not ranks and heads and re.search(table.closing, heads[0]):
        return Standing(level=table.last, rank="花絮", is_state=False)
    if not ranks and heads and _is_abroad(" ".join(heads), table):
        return Standing(level=table.foreign, rank="国际", is_state=False)
    if not ranks:
        return Standing(level=table.unranked, rank="", is_state=False)
    best = min(ranks, key=lambda rank: rank.level)
    return Standing(level=best.level, rank=best.name, is_state=best.level < table.state_levels)


def rank_of_title(title: str, table: ProtocolTable = PROTOCOL) -> Rank | None:
    """The highest rank among the titles joined by 、, or `None`.

    >>> rank = rank_of_title("省委常委、市委书记")
    >>> rank.name if rank else None
    '省级领导'
    """
    parts = title.split("、")
    # 市人大常委会党组书记、主任: the second title belongs to the first one's body.
    for rank in table.ranks:
        for pattern in rank.titles:
            if any(_title(pattern).search(part) for part in parts):
                return rank
    return None


@lru_cache(maxsize=256)
def _title(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{pattern}$")


def _of_line(headline: str, table: ProtocolTable) -> list[Rank]:
    """The ranks that the column's label or the whole headline names."""
    label = _COLUMN.match(headline.strip())
    column = label.group() if label else ""
    return [
        rank
        for rank in table.ranks
        if any(word in column for word in rank.columns)
        or any(re.search(pattern, headline) for pattern in rank.heads)
    ]


def _is_abroad(headline: str, table: ProtocolTable) -> bool:
    if re.search(table.at_home, headline):
        return False
    return re.search(table.abroad, headline) is not None


def _of_head(head: str, table: ProtocolTable) -> Rank | None:
    """The rank of the person or body with which a headline, or its half, begins."""
    for rank in table.ranks:
        for name in rank.people:
            if head.startswith(name) and FOLLOWS_IN_HEAD.match(head, len(name)):
                return rank
        for body in rank.bodies:
            if head.startswith(body) and not _ORGAN.match(head, len(body)):
                return rank
    for person in people(head):
        rank_or_none = rank_of_title(person.title, table)
        if rank_or_none and head.startswith(person.title):
            return rank_or_none
    return None


# 习近平总书记关于… and 习近平新时代…思想 name a teaching, not an act.
FOLLOWS_IN_HEAD: Final = re.compile(
    r"(?!总书记(?:关于|对|在|系列)?(?:重要)?(?:讲话|指示|论述|考察)|新时代|[^，]{0,4}思想|经济思想|法治思想|文化思想)"
)


def _of_lead(lead: str, table: ProtocolTable) -> list[Rank]:
    ranks: list[Rank] = []
    for person in people(lead):
        printed = person.title + person.name
        rank = rank_of_title(person.title, table)
        if rank is None:
            continue
        if rank.level < table.state_levels and not _acts(lead, printed):
            continue
        ranks.append(rank)
    return ranks


def _acts(lead: str, printed: str) -> bool:
    """Whether a clause of the lead begins with the titled name and goes on with what it does."""
    place = lead.find(printed)
    if place < 0:
        return False
    opens = place == 0 or lead[place - 1] in "，。；：日" or lead[place - 1] in ",;:"
    return opens and FOLLOWED.match(lead, place + len(printed)) is not None
