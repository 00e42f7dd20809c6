"""The default method: what a sentence says, and where it stands in a text of its kind.

A report says the most important thing first, and no graph is known that beats its first
sentences; other kinds of text have other places for it (`kinds.py`, `places.py`). What the
graph is good for: the one sentence that stands for a whole article.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.condense.kinds import Kind, find_kind
from digest.condense.places import weigh_places
from digest.condense.weak import keep_share
from digest.model.articles import TokenizedArticle
from digest.protocols import SentenceRule
from digest.text.bigrams import list_bigrams
from digest.text.lines import count_chars

FOLLOW = 0.5
"""Share of the walk that follows an edge; the rest starts anew at a sentence by its place.

Between .3 and .7 the figures of docs/quality.md differ by less than their intervals.
"""

_FULL = 30
"""Characters from which on a sentence is long enough to stand for an article."""

_WALKED = 300
"""Sentences the graph is made of; a newspaper's longest article has fewer."""

_FEWEST_BIGRAMS = 4
"""A title of fewer is rated as if it had so many: one word in common is no sign."""

_PROMISED = 2.0
"""What it is worth to have the figure that the title is made of: 投资124亿元, 124.58亿元."""

# The whole part of an amount of two digits or more; days, years and 周年 are none.
_AMOUNT = re.compile(
    r"(?<![\d.])(\d{2,})(?:\.\d+)?多?余?(?:[万亿]|[%％元吨亩度]|公里|[例人名家户辆套])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Rates sentences by place, by what they say, and by what they share with title and text."""

    name: str = "news"
    sentence_rule: SentenceRule = SentenceRule.DIGEST
    reads_tokens: bool = False

    def rate(self, article: TokenizedArticle) -> tuple[float, ...]:
        """One rating a sentence; 0 for none that says anything."""
        texts = [sentence.text for sentence in article.sentences]
        title = article.article.title or ""
        titled, promised = frozenset(list_bigrams(title)), _amounts(title)
        kind = find_kind(article)
        places = weigh_places(article, kind)
        if _asks_graph(article, kind):
            places = [
                rank * min(1.0, (count_chars(text) / _FULL) ** 0.5)
                for text, rank in zip(texts, _walk(texts, places), strict=True)
            ]
        return tuple(
            place
            * keep_share(text)
            * (1.0 + _share_of(titled, text))
            * (_PROMISED if promised and promised & _amounts(text) else 1.0)
            for text, place in zip(texts, places, strict=True)
        )


def _amounts(text: str) -> frozenset[str]:
    return frozenset(_AMOUNT.findall(text))


def _asks_graph(article: TokenizedArticle, kind: Kind) -> bool:
    return article.alone and kind is not Kind.COMMENTARY


def _walk(texts: Sequence[str], places: Sequence[float]) -> list[float]:
    # Imported here, since it brings numpy: most reports do without.
    from digest.condense.lexrank import restart_rank

    # What comes after is never the best, and the graph grows with the square.
    words = [list_bigrams(text) for text in texts[:_WALKED]]
    ranks = restart_rank(words, places[:_WALKED], follow=FOLLOW)
    return ranks + [0.0] * (len(texts) - len(ranks))


def _share_of(title: frozenset[str], text: str) -> float:
    if not title:
        return 0.0
    return len(title.intersection(list_bigrams(text))) / max(_FEWEST_BIGRAMS, len(title))
