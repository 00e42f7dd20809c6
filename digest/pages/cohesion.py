"""What lines have in common: the character pairs they share, weighted by rarity."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.pages.blocks import PageLine
from digest.pages.network import Array
from digest.pages.ngrams import Codes, PairCounts, Places, characters, index_pairs, pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Bags:
    """Which shared pairs each line has.

    `has` (n, v) is 0 or 1 for the v pairs that stand in at least two lines, `weight` (v,)
    their rarity, `total` (n,) the weight of all pairs of the line, shared or not, `alone` (n,) of
    those it shares with none. `topic` (n, n)
    is 1 where line i has the first two characters of line j, often a name; `close` (n, n) is
    the weight of what two lines share.
    """

    has: Array
    weight: Array
    total: Array
    alone: Array
    topic: Array
    close: Array


def read_bags(lines: Sequence[PageLine], corpus: PairCounts) -> Bags:
    """The bags of the lines."""
    n = len(lines)
    codes = characters("\n".join([line.text for line in lines]))
    owner = np.repeat(np.arange(n), [len(line.text) + 1 for line in lines])[: len(codes)]
    wordy = (codes >= 0x3400) & (codes <= 0x9FFF)
    wordy |= (codes >= 0x41) & (codes <= 0x7A)
    both = wordy[:-1] & wordy[1:]  # never over the end of a line: a line feed is not wordy
    grams = pairs(codes[:-1][both], codes[1:][both]).astype(np.uint64)
    if not len(grams):
        empty = np.zeros((n, 1), dtype=np.float32)
        return Bags(
            has=empty,
            weight=np.zeros(1, np.float32),
            total=np.ones(n, np.float32),
            alone=np.ones(n, np.float32),
            topic=np.zeros((n, n), np.float32),
            close=np.zeros((n, n), np.float32),
        )
    # One cell for each pair and line that has it, sorted by pair, then line.
    cells = np.sort(grams << _HALF | owner[:-1][both].astype(np.uint64))
    cells = cells[np.concatenate([[True], cells[1:] != cells[:-1]])]
    of_cell, line_of = cells >> _HALF, cells.astype(np.uint32).astype(np.int64)
    new = np.concatenate([[True], of_cell[1:] != of_cell[:-1]])
    listed, gram_of = of_cell[new], np.cumsum(new) - 1
    spread = np.bincount(gram_of)
    weight = rarity(corpus.look_up(listed.astype(np.uint32)))
    kept = spread >= 2
    # What stands in many lines of the page tells little, however rare it is elsewhere.
    scarce: Array = (np.log1p(n / spread) / np.log1p(n)).astype(np.float32)
    weight = weight * scarce
    summed = np.bincount(line_of, weights=weight[gram_of], minlength=n) + 1.0
    total = summed.astype(np.float32)
    place = np.cumsum(kept) - 1
    use = kept[gram_of]
    has = np.zeros((n, max(1, int(kept.sum()))), dtype=np.float32)
    has[line_of[use], place[gram_of[use]]] = 1.0
    shared: Array = (weight[kept] if kept.any() else np.zeros(1)).astype(np.float32)
    return Bags(
        has=has,
        weight=shared,
        total=total,
        alone=total - has @ shared,
        topic=_find_topics(lines, codes, owner),
        close=np.asarray((has * shared) @ has.T, dtype=np.float32),
    )


_HALF = np.uint64(32)


def _find_topics(lines: Sequence[PageLine], codes: Codes, owner: Places) -> Array:
    n = len(lines)
    heads = [line.text.lstrip("“‘《(（")[:2] for line in lines]
    full = np.flatnonzero([len(head) == 2 for head in heads])
    letters = characters("".join([head for head in heads if len(head) == 2]))
    which, place = index_pairs(codes).find(pairs(letters[::2], letters[1::2]))
    topic = np.zeros((n, n), dtype=np.float32)
    topic[owner[place], full[which]] = 1.0
    return topic


def rarity(logs: Array) -> Array:
    """Weight of a pair by the logarithm of its count: 1 if unknown, near 0 if common."""
    scaled = 1.0 - logs.astype(np.float64) / 9.0
    weight: Array = np.clip(scaled, 0.05, 1.0).astype(np.float32)
    return weight


def shared_weight(left: Array, right: Array, bags: Bags) -> Array:
    """Weight of the pairs that row i of `left` and row j of `right` have in common, (i, j)."""
    common: Array = np.asarray((left * bags.weight) @ right.T, dtype=np.float32)
    return common


def unite(members: NDArray[np.bool_] | Array, bags: Bags) -> tuple[Array, Array, Array]:
    """For each row of `members` (m, n) what its members have, together.

    How many members have each pair (m, v), which pairs any of them has (m, v), and the total
    weight of those and of what they do not share (m,).
    """
    chosen = members.astype(np.float32)
    count = chosen @ bags.has
    united = np.minimum(count, 1.0)
    return count, united, chosen @ bags.alone + united @ bags.weight
