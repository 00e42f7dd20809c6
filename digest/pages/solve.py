"""The best reading of a page: which line follows which, so that the gains add up to the most.

A reading is a path cover: every line has at most one successor and one predecessor, and no line
follows itself. Without the last condition it is a bipartite matching, solved exactly by
successive shortest augmenting paths (Jonker and Volgenant 1987) on the few links that gain
anything; cycles, which are rare, are forbidden link by link in a branch and bound.
"""

import heapq
from collections.abc import Mapping, Sequence

_MOST_BRANCHES = 256

Links = Sequence[Mapping[int, float]]
"""For each line the lines that may follow it, and what the link gains (> 0)."""


def solve(links: Links) -> tuple[int, ...]:
    """The successor of each line, or -1.

    >>> solve([{1: 2.0, 2: 3.0}, {2: 2.5}, {0: 1.0}])
    (1, 2, -1)
    """
    best: tuple[int, ...] = ()
    best_gain = -1.0
    waiting: list[tuple[tuple[int, int], ...]] = [()]
    branches = 0
    while waiting:
        forbidden = waiting.pop()
        branches += 1
        follows = _match(links, frozenset(forbidden))
        cycle = find_cycle(follows)
        gain = sum(links[k][j] for k, j in enumerate(follows) if j >= 0)
        if cycle and gain > best_gain:
            if branches < _MOST_BRANCHES:
                waiting += [(*forbidden, (k, follows[k])) for k in reversed(cycle)]
                continue
            follows = _opened(links, follows)
            gain = sum(links[k][j] for k, j in enumerate(follows) if j >= 0)
        if gain > best_gain:
            best, best_gain = tuple(follows), gain
    return best


def find_cycle(follows: Sequence[int]) -> list[int]:
    """The lines of one cycle, or nothing."""
    seen = [0] * len(follows)
    for first in range(len(follows)):
        path: list[int] = []
        k = first
        while k >= 0 and seen[k] == 0:
            seen[k] = 1
            path.append(k)
            k = follows[k]
        if k >= 0 and seen[k] == 1:
            return path[path.index(k) :]
        for passed in path:
            seen[passed] = 2
    return []


def _opened(links: Links, follows: Sequence[int]) -> list[int]:
    opened = list(follows)
    while cycle := find_cycle(opened):
        weakest = min(cycle, key=lambda k: (links[k][opened[k]], k))
        opened[weakest] = -1
    return opened


def _match(links: Links, forbidden: frozenset[tuple[int, int]]) -> list[int]:
    """The matching of greatest gain, without the forbidden links."""
    n = len(links)
    costs: list[list[tuple[int, float]]] = []
    for k, row in enumerate(links):
        allowed = [(j, -row[j]) for j in sorted(row) if not forbidden or (k, j) not in forbidden]
        allowed.append((n + k, 0.0))  # column n + k: line k ends its article
        costs.append(allowed)
    best = [min([(cost, column) for column, cost in row]) for row in costs]
    row_price = [cost for cost, _ in best]
    column_price: dict[int, float] = {}
    owner: dict[int, int] = {}
    taken = [-1] * n
    for first, (_, column) in enumerate(best):
        # Most lines get what they gain most by, without a search.
        if column in owner or column in column_price:
            _augment(first, costs, row_price, column_price, owner, taken)
        else:
            owner[column], taken[first] = first, column
    return [j if j < n else -1 for j in taken]


def _augment(
    first: int,
    costs: list[list[tuple[int, float]]],
    row_price: list[float],
    column_price: dict[int, float],
    owner: dict[int, int],
    taken: list[int],
) -> None:
    distance: dict[int, float] = {}
    came_from: dict[int, int] = {}
    final: dict[int, float] = {}
    queue: list[tuple[float, int]] = []
    row, length = first, 0.0
    while True:
        for column, cost in costs[row]:
            if column in final:
                continue
            reduced = length + cost - row_price[row] - column_price.get(column, 0.0)
            if reduced < distance.get(column, float("inf")):
                distance[column] = reduced
                came_from[column] = row
                heapq.heappush(queue, (reduced, column))
        length, column = heapq.heappop(queue)
        while column in final:
            length, column = heapq.heappop(queue)
        if column not in owner:
            break
        final[column] = length
        row = owner[column]
    row_price[first] += length
    for passed, reached in final.items():
        row_price[owner[passed]] += length - reached
        column_price[passed] = column_price.get(passed, 0.0) - (length - reached)
    while True:
        row = came_from[column]
        owner[column] = row
        column, taken[row] = taken[row], column
        if row == first:
            return
