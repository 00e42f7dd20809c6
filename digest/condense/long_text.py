"""TextRank of long texts in memory that grows with the text, not with its square.

How much two sentences of p and q words share is the number of common words times
1 / (ln p + ln q). As a matrix over the lengths that factor is a sum of a dozen products f(p) f(q),
exact to rounding, and the common words of all pairs are the product of the table of sentences
and words with itself. So the graph is walked from sentences to words and back, once for each
product, and never written down.
"""

from collections.abc import Sequence

import numpy as np

from digest.condense.graph import ALPHA, Matrix, Vector, settle
from digest.condense.overlap import NOTHING, Holdings, hold

# Parts of the factor smaller than this share of the greatest: what they add is below 1e-14.
_ROUNDING = 1e-15


def rank_sentences(sentences: Sequence[Sequence[str]], *, alpha: float = ALPHA) -> Vector:
    """The PageRank of sentences by the words they share: as by `find_links`.

    Equal but for rounding (below 1e-12); two sentences of equal rank may differ in the last bits.
    """
    walk = _Walk(hold(sentences))
    sums = walk.share(np.ones(len(sentences)))
    # What only rounding left is nothing.
    sums[~walk.linked] = 0.0
    shares = np.zeros(len(sums))
    np.divide(1.0, sums, out=shares, where=sums != 0)
    return settle(lambda ranks: walk.share(ranks * shares), sums, alpha=alpha)


class _Walk:
    """The products of the overlap matrix, which is not there."""

    def __init__(self, holdings: Holdings) -> None:
        self._rows = holdings.rows
        self._counts = holdings.counts
        self._starts = holdings.starts[:-1]
        lengths, self._kinds = np.unique(holdings.logs, return_inverse=True)
        self._signs, factors = _factor(_weigh_lengths(lengths))
        self._factors = np.ascontiguousarray(factors.T)
        own = _weigh_lengths(lengths).diagonal()[self._kinds]
        self._itself = own * holdings.alone
        self.linked = _find_linked(holdings, own)

    def share(self, ranks: Vector) -> Vector:
        """The overlap matrix times a vector of one number a sentence."""
        total = self._itself * ranks
        if not len(self._starts):
            return total
        for sign, of_length in zip(self._signs, self._factors, strict=True):
            factor = of_length[self._kinds]
            words = np.add.reduceat((factor * ranks)[self._rows], self._starts)
            back = np.bincount(
                self._rows, weights=np.repeat(words, self._counts), minlength=len(ranks)
            )
            total += sign * factor * back
        return total


def _weigh_lengths(logs: Vector) -> Matrix:
    sums = logs[:, None] + logs[None, :]
    weights = np.zeros_like(sums)
    np.divide(1.0, sums, out=weights, where=sums >= NOTHING)
    return weights


def _factor(weights: Matrix) -> tuple[Vector, Matrix]:
    """Signs s and columns f with weights = the sum of s f f'."""
    values, vectors = np.linalg.eigh(weights)
    kept = np.abs(values) > _ROUNDING * np.abs(values).max(initial=0.0)
    return np.sign(values[kept]), vectors[:, kept] * np.sqrt(np.abs(values[kept]))


def _find_linked(holdings: Holdings, own: Vector) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Whether a sentence shares anything, if only with itself.

    One of a single word shares nothing with others of a single word.
    """
    longest = np.zeros(len(holdings.logs))
    if len(holdings.rows):
        most = np.maximum.reduceat(holdings.logs[holdings.rows], holdings.starts[:-1])
        np.maximum.at(longest, holdings.rows, np.repeat(most, holdings.counts))
    linked: np.ndarray[tuple[int], np.dtype[np.bool_]] = (own > 0) | (longest > 0)
    return linked
