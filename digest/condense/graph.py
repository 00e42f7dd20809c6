"""PageRank as networkx computes it, to the last bit, in numpy alone."""

from collections.abc import Callable

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
# Rows that are multiplied at a time: what they need stays in the processor's cache.
_BLOCK_CELLS = 1 << 15


def pagerank(weights: Matrix, *, alpha: float = ALPHA) -> Vector:
    """The PageRank of each node of a weighted graph: shape (n,), sums to 1.

    `weights` is (n, n), symmetric, not negative, the diagonal included. Equal, bit by bit, to
    networkx.pagerank over scipy: rows are normalised, nodes without edges give their rank to all
    alike, and it stops when the change is below n times 1e-6, so that larger graphs are settled
    less. (After 100 steps it cannot be above that.)

    >>> pagerank(np.array([[0.0, 1.0], [1.0, 0.0]])).tolist()
    [0.5, 0.5]
    """
    size = len(weights)
    if size == 0:
        return np.zeros(0)
    sums = _sum_edges(weights[weights != 0], np.count_nonzero(weights, axis=1))
    steps = weights * _shares(sums)[:, None]
    return settle(_walk(steps), sums, alpha=alpha)


def rank_nodes(
    rows: Numbers, columns: Numbers, values: Vector, *, size: int, alpha: float = ALPHA
) -> Vector:
    """The same for a graph given by its edges, each in both directions, sorted by row."""
    sums = _sum_edges(values, np.bincount(rows, minlength=size))
    steps = _shares(sums).take(rows) * values

    def move(ranks: Vector) -> Vector:
        # bincount adds one by one in the order given, as scipy's sparse products do.
        moved = np.bincount(columns, weights=ranks[rows] * steps, minlength=size)
        return moved.astype(np.float64, copy=False)

    return settle(move, sums, alpha=alpha)


def settle(move: Callable[[Vector], Vector], sums: Vector, *, alpha: float = ALPHA) -> Vector:
    """The ranks at which a walk settles: `move` takes ranks one step along the edges.

    `sums` are the weights of each node's edges together; a node whose sum is 0 has none.
    """
    size = len(sums)
    if size == 0:
        return np.zeros(0)
    stranded = np.flatnonzero(sums == 0)
    even = np.repeat(1.0 / size, size)
    leap = (1 - alpha) * even
    enough = size * _TOLERANCE
    ranks = even
    for _ in range(_MAX_STEPS):
        last = ranks
        moved = move(last)
        if len(stranded):
            moved = moved + np.cumsum(last[stranded])[-1] * even
        moved *= alpha
        ranks = moved + leap
        if np.add.reduce(np.abs(ranks - last)) < enough:
            break
    return ranks


def _sum_edges(values: Vector, counts: Numbers) -> Vector:
    """The edges of each node together; `values` are sorted by node, `counts` says how many."""
    sums = np.zeros(len(counts))
    linked = np.flatnonzero(counts)
    if len(linked):
        # reduceat adds in pairs, as it does in scipy's sums of sparse rows.
        sums[linked] = np.add.reduceat(values, (np.cumsum(counts) - counts)[linked])
    return sums


def _shares(sums: Vector) -> Vector:
    shares = np.zeros(len(sums))
    np.divide(1.0, sums, out=shares, where=sums != 0)
    return shares


def _walk(steps: Matrix) -> Callable[[Vector], Vector]:
    """A function from ranks to the rows of a matrix, each times its rank, added up in order.

    In this order scipy's sparse products add; other orders differ in the last bit, enough to
    swap two equal sentences.
    """
    size = len(steps)
    if size * size <= _BLOCK_CELLS:
        room = np.empty_like(steps)

        def move(ranks: Vector) -> Vector:
            np.multiply(steps, ranks[:, None], out=room)
            moved: Vector = np.add.reduce(room, axis=0)
            return moved

        return move

    block = max(_BLOCK_CELLS // size, 1)
    blocks = np.empty((block + 1, size))

    def move_in_blocks(ranks: Vector) -> Vector:
        total = np.zeros(size)
        for start in range(0, size, block):
            end = min(start + block, size)
            part = blocks[: end - start + 1]
            part[0] = total
            np.multiply(steps[start:end], ranks[start:end, None], out=part[1:])
            np.add.reduce(part, axis=0, out=total)
        return total

    return move_in_blocks
