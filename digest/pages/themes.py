"""What a line is about: a direction in a small space, in which like topics lie close.

Two passages on one matter often share no word; pairs of characters that stand in the same
articles of a corpus do. Latent semantic analysis, after Deerwester et al. (1990).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.pages.network import Array
from digest.pages.ngrams import Codes, Places

# Added to the length of every direction, so that a line of few words is like nothing much.
_SHORT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """Sorted codes of character pairs and the direction of each, (pairs, dimensions)."""

    codes: Codes
    vectors: Array

    def of_lines(self, codes: Codes, pair: Places, line: Places, n: int) -> Array:
        """The directions of n lines; `line[k]` has the pair of code `codes[pair[k]]`."""
        if not len(self.codes):
            return np.zeros((n, 1), dtype=np.float32)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        known: NDArray[np.bool_] = self.codes[at] == codes
        column = known.cumsum() - 1
        use = known[pair]
        has = np.zeros((n, int(known.sum())), dtype=np.float32)
        has[line[use], column[pair[use]]] = 1.0
        directions: Array = has @ self.vectors[at[known]]
        return directions


NO_THEMES = Themes(codes=np.zeros(0, np.uint32), vectors=np.zeros((0, 1), np.float32))


def level(directions: Array) -> Array:
    """The directions, each divided by its length and a little more.

    The products of two such say how far they point the same way: -1 to 1.
    """
    squared = np.einsum("ij,ij->i", directions, directions)
    levelled: Array = directions / (np.sqrt(squared) + np.float32(_SHORT))[:, None]
    return levelled
