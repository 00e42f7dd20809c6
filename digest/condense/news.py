"""The default method: position for reports, position and graph where the news comes later.

A report says the most important thing first, and no graph is known that beats its first
sentences. What the graph is good for: a text that opens with a scene, a quotation or a greeting,
and the one sentence that stands for a whole article.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.condense.weak import keep_share
from digest.model.articles import TokenizedArticle
from digest.protocols import SentenceRule
from digest.text.bigrams import list_bigrams
from digest.text.lines import count_chars

FOLLOW = 0.5
"""Share of the walk that follows an edge; the rest starts anew at a sentence by its place.

Between .3 and .7 the figures of docs/quality.md differ by less than their intervals.
"""

_WEAK_OPENING = 0.6
"""A first sentence that keeps less of its rating than this is no lead."""

_LONG = 500
"""Characters above which a text whose first sentence tells no news is a feature."""

_FULL = 30
"""Characters from which on a sentence is long enough to stand for an article."""

_WALKED = 300
"""Sentences the graph is made of; a newspaper's longest article has fewer."""

_FEWEST_BIGRAMS = 4
"""A title of fewer is rated as if it had so many: one word in common is no sign."""

_TELLS_NEWS = re.compile(
    r"\d+[月日号]|近日|日前|昨[天日]|今[天日]|当地时间|记者|上午|下午|凌晨|消息|宣布|发布|公布|召开|举行|举办|"
    r"开幕|闭幕|启动|会见|会谈|主持|出席|签署"
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
        words = [list_bigrams(text) for text in texts]
        title = frozenset(list_bigrams(article.article.title or ""))
        places = [1.0 / (index + 1) for index in range(len(texts))]
        if article.alone or not tells_news_first(texts):
            places = [
                rank * min(1.0, (count_chars(text) / _FULL) ** 0.5)
                for text, rank in zip(texts, _walk(words, places), strict=True)
            ]
        return tuple(
            place * keep_share(text) * (1.0 + _share_of(title, bigrams))
            for text, bigrams, place in zip(texts, words, places, strict=True)
        )


def tells_news_first(sentences: Sequence[str]) -> bool:
    """Whether a text is a report: its first sentence tells what happened.

    >>> tells_news_first(["3月26日，大同市科技创新座谈会召开。", "会议指出……"])
    True
    >>> tells_news_first(["阳光洒进车间，工人们正忙着装箱。"])
    False
    """
    if not sentences:
        return True
    first = sentences[0]
    if keep_share(first) < _WEAK_OPENING:
        return False
    return bool(_TELLS_NEWS.search(first)) or sum(map(count_chars, sentences)) <= _LONG


def _walk(words: Sequence[Sequence[str]], places: Sequence[float]) -> list[float]:
    # Imported here, since it brings numpy: most reports do without.
    from digest.condense.lexrank import restart_rank

    # What comes after is never the best, and the graph grows with the square.
    ranks = restart_rank(words[:_WALKED], places[:_WALKED], follow=FOLLOW)
    return ranks + [0.0] * (len(words) - len(ranks))


def _share_of(title: frozenset[str], bigrams: Sequence[str]) -> float:
    return len(title.intersection(bigrams)) / max(_FEWEST_BIGRAMS, len(title)) if title else 0.0
