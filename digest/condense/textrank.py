"""TextRank (Mihalcea and Tarau, 2004) exactly as textrank4zh 0.3 computes it, quirks included."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digest.condense.graph import Matrix, pagerank
from digest.model.articles import Token, TokenizedArticle
from digest.protocols import SentenceRule


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRank:
    """Rates sentences by PageRank over the words they share.

    Scores equal those of textrank4zh's `TextRank4Sentence` with its default source, given its
    sentences and jieba's tokens.
    """

    stop_words: frozenset[str]
    name: str = "textrank"
    sentence_rule: SentenceRule = SentenceRule.TEXTRANK4ZH
    reads_tokens: bool = True

    def rate(self, article: TokenizedArticle) -> tuple[float, ...]:
        """One rating a sentence; they sum to 1."""
        words = [content_words(tokens, self.stop_words) for tokens in article.tokens]
        return tuple(pagerank(overlap(words)).tolist())


def content_words(tokens: Sequence[Token], stop_words: frozenset[str]) -> list[str]:
    """The words textrank4zh compares by default ("no_stop_words"): no marks, no stop words."""
    return [
        word
        for token in tokens
        if token.tag != "x" and (word := token.text.strip()) and word not in stop_words
    ]


def overlap(sentences: Sequence[Sequence[str]]) -> Matrix:
    """How much every two sentences share: the number of common words over ln p + ln q.

    Shape (n, n), symmetric; p and q are lengths with repetitions. As in the package (and unlike
    the paper) a sentence is compared with itself too, and two sentences of one word share
    nothing.
    """
    size = len(sentences)
    numbers: dict[str, int] = {}
    for words in sentences:
        for word in words:
            numbers.setdefault(word, len(numbers))
    # float32 counts exactly up to 2**24.
    holds = np.zeros((size, len(numbers)), dtype=np.float32)
    for row, words in enumerate(sentences):
        holds[row, [numbers[word] for word in words]] = 1.0
    common = (holds @ holds.T).astype(np.float64)
    logs = np.array([math.log(len(words)) if words else 0.0 for words in sentences])
    divisors = logs[:, None] + logs[None, :]
    shared: Matrix = np.zeros((size, size))
    np.divide(common, divisors, out=shared, where=np.abs(divisors) >= 1e-12)
    return shared
