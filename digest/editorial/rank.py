"""In what order the items of an edition come, which are kept out, and why."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from digest.editorial.cues import weigh
from digest.editorial.headline import Headline, headline
from digest.editorial.protocol import Standing, standing
from digest.editorial.protocol_table import PROTOCOL, ProtocolTable
from digest.editorial.topic_model import TopicModel
from digest.editorial.topics import topic_of
from digest.model.articles import ArticleType
from digest.model.editions import Cluster, Found, Leftover
from digest.model.plans import EditionPlan, Order

# Weights of the parts of importance, each part between 0 and 1. Set by hand: a front page is
# already ordered by its editors, so position counts most; 2024-11.
WEIGHTS: Final[Mapping[str, float]] = {
    "position": 0.4,
    "persons": 0.2,
    "length": 0.3,
    "reports": 0.15,
    "freshness": 0.1,
    "kind": 0.3,
    "include": 0.5,
}

_KIND: Final[Mapping[ArticleType, float]] = {
    ArticleType.NEWS: 1.0,
    ArticleType.FEATURE: 0.7,
    ArticleType.COMMENTARY: 0.4,
    ArticleType.PHOTO: 0.2,
    ArticleType.NOTICE: 0.2,
}
_LISTED: Final = (ArticleType.NOTICE, ArticleType.ADVERT)
_LONG_TEXT: Final = 1500
_MANY_REPORTS: Final = 5
_DAYS_FRESH: Final = 7
_NO_NEWS: Final[Mapping[ArticleType, str]] = {
    ArticleType.ADVERT: "广告",
    ArticleType.SLOGAN: "标语",
    ArticleType.TEASER: "导读",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A cluster with its headline, its standing in protocol, and its importance explained."""

    cluster: Cluster
    headline: Headline
    standing: Standing
    score: float
    why: Mapping[str, float]
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The items in order, and what was kept out with the reason."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[Leftover, ...] = ()


def rate(
    cluster: Cluster,
    sentences: Sequence[str],
    *,
    plan: EditionPlan,
    day: date,
    table: ProtocolTable = PROTOCOL,
    topics: TopicModel | None = None,
) -> Candidate:
    """A cluster as a candidate; `sentences` are the texts of its lead article's sentences.

    Its topic is what the model says, without one the table of topics.
    """
    lead = cluster.lead
    article = lead.article
    stands = standing(article, sentences, table)
    parts = {
        "position": _place_on_page(lead),
        "persons": max(0.0, 1 - stands.level / table.unranked),
        "length": min(1.0, math.log1p(len(article.text)) / math.log1p(_LONG_TEXT)),
        "reports": min(len(publishers(cluster)) - 1, _MANY_REPORTS) / _MANY_REPORTS,
        "freshness": _freshness(lead, day),
        "kind": _KIND.get(article.type, 0.0),
        "include": float(any(word in _words_of(cluster) for word in plan.include)),
    }
    why = {part: round(WEIGHTS[part] * value, 6) for part, value in parts.items() if value}
    why |= {cue: round(weight, 6) for cue, weight in weigh(article)}
    return Candidate(
        cluster=cluster,
        headline=headline(article, sentences),
        standing=stands,
        score=round(math.fsum(why.values()), 6),
        why=why,
        topic=topics.topic_of(article.name, article.text) if topics else topic_of(article, stands),
    )


def rank(candidates: Sequence[Candidate], plan: EditionPlan) -> Ranking:
    """The candidates in the plan's order, without adverts, slogans, teasers and excluded words.

    A kind that a section of the plan asks for is never kept out.
    """
    asked = {kind for rule in plan.sections for kind in rule.kinds}
    kept: list[Candidate] = []
    left_out: list[Leftover] = []
    for candidate in candidates:
        reason = _reason_against(candidate, plan, asked)
        if reason is None:
            kept.append(candidate)
        else:
            left_out.append(leave_out(candidate, reason))
    return Ranking(
        candidates=tuple(sorted(kept, key=lambda each: _key(each, plan.order))),
        left_out=tuple(left_out),
    )


def leave_out(candidate: Candidate, reason: str) -> Leftover:
    """The record that an item was not printed, with its headline and lines."""
    lead = candidate.cluster.lead
    return Leftover(
        label=lead.label,
        uri=lead.uri,
        lines=lead.article.roles.lines,
        text=candidate.headline.text,
        reason=reason,
    )


def publishers(cluster: Cluster) -> tuple[str, ...]:
    """Who printed the story, each once, the lead's first; its own caption is no second report."""
    names = [publisher(item) for item in (cluster.lead, *cluster.others)]
    return tuple(dict.fromkeys(names))


def publisher(item: Found) -> str:
    """The paper's name where it is known, else the name of the source."""
    return item.publication.name or item.source


def _key(candidate: Candidate, order: Order) -> tuple[float, ...]:
    position = candidate.cluster.lead.position
    if order is Order.PAPER:
        return (position,)
    if order is Order.SCORE:
        return (-candidate.score, position)
    return (candidate.standing.level, -candidate.score, position)


def _reason_against(candidate: Candidate, plan: EditionPlan, asked: set[ArticleType]) -> str | None:
    kind = candidate.cluster.lead.article.type
    if kind in _NO_NEWS and kind not in asked:
        return _NO_NEWS[kind]
    if not candidate.cluster.lead.article.text.strip():
        return "只有标题，没有正文"
    # A report may mention an advert; only what it is about can exclude it.
    words = candidate.headline.text + _heads_of(candidate.cluster)
    if kind in _LISTED:
        words = _words_of(candidate.cluster)
    for word in plan.exclude:
        if word in words:
            return f"含排除词“{word}”"
    return None


def _heads_of(cluster: Cluster) -> str:
    article = cluster.lead.article
    parts = (article.headline, article.title, article.kicker, article.subtitle)
    return "\n".join(part for part in parts if part)


def _words_of(cluster: Cluster) -> str:
    return _heads_of(cluster) + "\n" + cluster.lead.article.text


def _place_on_page(item: Found) -> float:
    """1 at the head of the page, less with every ten lines before the item; 0 without lines."""
    lines = item.article.roles.lines
    return 1 / (1 + 0.25 * ((lines[0] - 1) // 10)) if lines else 0.0


def _freshness(item: Found, day: date) -> float:
    if item.publication.date is None:
        return 0.0
    age = abs((day - item.publication.date).days)
    return max(0.0, 1 - age / _DAYS_FRESH)
