"""PageRank as networkx computes it, to the last bit, in numpy alone."""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Numbers = NDArray[np.intp]

ALPHA = 0.85
"""Damping of Brin and Page (1998), the default of networkx and of textrank4zh."""

# networkx.pagerank's own defaults.
_MAX_STEPS = 100
_TOLERANCE = 1e-6


def pagerank(weights: Matrix, *, alpha: float = ALPHA) -> Vector:
    """The PageRank of each node of a weighted graph: shape (n,), sums to 1.

    `weights` is (n, n), not negative, the diagonal included. Equal, bit by bit, to
    networkx.pagerank over scipy for a symmetric matrix: rows are normalised, nodes without edges
    give their rank to all alike, and it stops when the change is below n times 1e-6, so that
    larger graphs are settled less. (After 100 steps it cannot be above that.)

    >>> pagerank(np.array([[0.0, 1.0], [1.0, 0.0]])).tolist()
    [0.5, 0.5]
    """
    rows, columns = np.nonzero(weights)
    return rank_nodes(rows, columns, weights[rows, columns], size=len(weights), alpha=alpha)


def rank_nodes(
    rows: Numbers, columns: Numbers, values: Vector, *, size: int, alpha: float = ALPHA
) -> Vector:
    """The same for a graph given by its edges, each in both directions, sorted by row."""
    if size == 0:
        return np.zeros(0)
    # bincount adds one by one in the order given, as scipy's sparse products do; numpy's own
    # sums add in pairs and differ in the last bit, enough to swap two equal sentences.
    sums = np.bincount(rows, weights=values, minlength=size)
    shares = np.zeros(size)
    np.divide(1.0, sums, out=shares, where=sums != 0)
    steps = shares[rows] * values
    stranded = np.flatnonzero(sums == 0)
    even = np.repeat(1.0 / size, size)
    ranks = even
    for _ in range(_MAX_STEPS):
        last = ranks
        moved = np.bincount(columns, weights=last[rows] * steps, minlength=size)
        spread = np.cumsum(last[stranded])[-1] if len(stranded) else 0.0
        ranks = alpha * (moved + spread * even) + (1 - alpha) * even
        if np.abs(ranks - last).sum() < size * _TOLERANCE:
            break
    return ranks
