"""LexRank (Erkan and Radev, 2004), the continuous variant."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from digest.condense.graph import Matrix, pagerank
from digest.condense.textrank import content_words
from digest.model.articles import TokenizedArticle
from digest.protocols import SentenceRule

_WALKS = 60
"""Steps of a walk that follows edges half of the time: 2**-60 is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexRank:
    """Rates sentences by PageRank over the TF-IDF cosine of their words.

    Continuous LexRank (section 3.3 of the paper): cosines are weights, there is no threshold.
    IDF is log(n / df) over the sentences of the article itself, plus 1 so that a word found in
    all sentences still counts; d is 0.85 in networkx's sense. A sentence is not compared with
    itself.
    """

    stop_words: frozenset[str]
    name: str = "lexrank"
    sentence_rule: SentenceRule = SentenceRule.DIGEST
    reads_tokens: bool = True

    def rate(self, article: TokenizedArticle) -> tuple[float, ...]:
        """One rating a sentence; they sum to 1."""
        words = [content_words(tokens, self.stop_words) for tokens in article.tokens]
        return tuple(pagerank(cosines(words)).tolist())


def cosines(sentences: list[list[str]]) -> Matrix:
    """The TF-IDF cosine of every two sentences: shape (n, n), symmetric, 0 on the diagonal."""
    size = len(sentences)
    counted = [Counter(words) for words in sentences]
    spread = Counter(chain.from_iterable(counted))
    idf = [0.0, *(1 + math.log(size / held) for held in range(1, size + 1))]
    # Most words stand in one sentence only: they make it longer, but like no other.
    shared = {
        word: column for column, word in enumerate(w for w, held in spread.items() if held > 1)
    }
    vectors = np.zeros((size, len(shared)))
    for row, counts in enumerate(counted):
        weights = {word: count * idf[spread[word]] for word, count in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        for word, weight in weights.items():
            if word in shared:
                vectors[row, shared[word]] = weight / length
    similar: Matrix = vectors @ vectors.T
    # The product is symmetric but for its last bits; ratings must not depend on that.
    similar = np.round((similar + similar.T) / 2, 12)
    np.fill_diagonal(similar, 0.0)
    return similar


def restart_rank(
    words: Sequence[Sequence[str]], places: Sequence[float], *, follow: float
) -> list[float]:
    """PageRank over the cosines that starts anew at sentences as often as their `places` say.

    A personalised PageRank (Haveliwala, 2002): with probability `follow` the walk goes on along an
    edge, else it starts anew. The ranks sum to 1.
    """
    weights = cosines([list(each) for each in words])
    restart = np.array(places) / max(sum(places), 1e-12)
    sums = weights.sum(axis=1, keepdims=True)
    steps = np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0)
    stranded = np.flatnonzero(sums[:, 0] == 0)
    ranks = restart
    for _ in range(_WALKS):
        spread = ranks[stranded].sum()
        ranks = follow * (ranks @ steps + spread * restart) + (1 - follow) * restart
    result: list[float] = ranks.tolist()
    return result
