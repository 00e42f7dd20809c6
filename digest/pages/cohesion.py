"""What lines have in common: the character pairs they share, weighted by rarity."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digest.pages.blocks import PageLine
from digest.pages.network import Array
from digest.pages.ngrams import PairCounts, PairIndex, Places, characters, pairs
from digest.pages.themes import Themes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bags:
    """Which shared pairs each line has.

    `has` (n, v) is 0 or 1 for the v pairs that stand in at least two lines, `gram` and `line`
    name its ones, `weight` (v,) is the rarity of the pairs, `weighted` (n, v) that of the pairs
    a line has, `total` (n,) the weight of all pairs of the line, shared or not, `alone` (n,) of
    those it shares with none. `topic` (n, n)
    is 1 where line i has the first two characters of line j, often a name; `close` (n, n) is
    the weight of what two lines share. `themes` (n, dimensions) is what each line is about.
    """

    has: Array
    gram: Places
    line: Places
    weight: Array
    weighted: Array
    total: Array
    alone: Array
    topic: Array
    close: Array
    themes: Array


def read_bags(
    lines: Sequence[PageLine], index: PairIndex, corpus: PairCounts, themes: Themes
) -> Bags:
    """The bags of the lines; `index` is that of the lines one below the other."""
    n = len(lines)
    codes = index.text
    owner = np.repeat(np.arange(n), [len(line.text) + 1 for line in lines])[: len(codes)]
    wordy = (codes >= 0x3400) & (codes <= 0x9FFF)
    wordy |= (codes >= 0x41) & (codes <= 0x7A)
    wordy |= (codes >= 0x30) & (codes <= 0x39)
    # A pair never stands over the end of a line: a line feed is not wordy.
    met = (wordy[:-1] & wordy[1:])[index.places].nonzero()[0]
    if not len(met):
        empty = np.zeros((n, 1), dtype=np.float32)
        return Bags(
            has=empty,
            gram=np.zeros(0, np.int64),
            line=np.zeros(0, np.int64),
            weight=np.zeros(1, np.float32),
            weighted=empty,
            total=np.ones(n, np.float32),
            alone=np.ones(n, np.float32),
            topic=np.zeros((n, n), np.float32),
            close=np.zeros((n, n), np.float32),
            themes=np.zeros((n, 1), np.float32),
        )
    # One cell for each pair and line that has it, sorted by pair, then line.
    of_cell, line_of = index.codes[met], owner[index.places[met]]
    other = np.ones(len(met), dtype=np.bool_)
    other[1:] = of_cell[1:] != of_cell[:-1]
    first = other.copy()
    first[1:] |= line_of[1:] != line_of[:-1]
    of_cell, line_of, new = of_cell[first], line_of[first], other[first]
    listed, gram_of = of_cell[new], new.cumsum() - 1
    spread = np.bincount(gram_of)
    weight = rarity(corpus.look_up(listed))
    kept = spread >= 2
    # What stands in many lines of the page tells little, however rare it is elsewhere.
    scarce: Array = (np.log1p(n / spread) / np.log1p(n)).astype(np.float32)
    weight = weight * weight * scarce
    summed = np.bincount(line_of, weights=weight[gram_of], minlength=n) + 1.0
    total = summed.astype(np.float32)
    place = np.cumsum(kept) - 1
    use = kept[gram_of]
    has = np.zeros((n, max(1, int(kept.sum()))), dtype=np.float32)
    gram, line = place[gram_of[use]], line_of[use]
    has[line, gram] = 1.0
    shared: Array = (weight[kept] if kept.any() else np.zeros(1)).astype(np.float32)
    weighted = has * shared
    return Bags(
        has=has,
        gram=gram,
        line=line,
        weight=shared,
        weighted=weighted,
        total=total,
        alone=total - has @ shared,
        topic=_find_topics(lines, index, owner),
        close=np.asarray(weighted @ has.T, dtype=np.float32),
        themes=themes.of_lines(listed, gram_of, line_of, n),
    )


def _find_topics(lines: Sequence[PageLine], index: PairIndex, owner: Places) -> Array:
    n = len(lines)
    heads = [line.text.lstrip("“‘《(（")[:2] for line in lines]
    full = np.flatnonzero([len(head) == 2 for head in heads])
    letters = characters("".join([head for head in heads if len(head) == 2]))
    which, place = index.find(pairs(letters[::2], letters[1::2]))
    topic = np.zeros((n, n), dtype=np.float32)
    topic[owner[place], full[which]] = 1.0
    return topic


def rarity(logs: Array) -> Array:
    """Weight of a pair by the logarithm of its count: 1 if unknown, near 0 if common."""
    scaled = 1.0 - logs.astype(np.float64) / 9.0
    weight: Array = np.clip(scaled, 0.05, 1.0).astype(np.float32)
    return weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Where each pair is met first and last in each article of a grouping.

    `first` and `last` (n, v) are 1 for the line of an article that has the pair first, last;
    `again` (n,) is the weight of a line's pairs that its article has in another line, too.
    """

    first: Array
    last: Array
    again: Array


def find_edges(bags: Bags, article: Places, place: Places) -> Edges:
    """The edges of the articles named by `article`, whose lines are ordered by `place`."""
    n, v = bags.has.shape
    by_rank = np.lexsort((place, article))
    rank = np.empty(n, dtype=np.int64)
    rank[by_rank] = np.arange(n)
    ranked = np.sort(bags.gram * n + rank[bags.line])
    gram = ranked // n
    line = by_rank[ranked - gram * n]
    other = np.ones(len(gram) + 1, dtype=np.bool_)
    other[1:-1] = (gram[1:] != gram[:-1]) | (article[line[1:]] != article[line[:-1]])
    begins, ends = other[:-1], other[1:]
    first = np.zeros((n, v), dtype=np.float32)
    last = np.zeros((n, v), dtype=np.float32)
    first[line[begins], gram[begins]] = 1.0
    last[line[ends], gram[ends]] = 1.0
    shared = ~(begins & ends)
    again = np.bincount(line[shared], weights=bags.weight[gram[shared]], minlength=n)
    return Edges(first=first, last=last, again=again.astype(np.float32))
