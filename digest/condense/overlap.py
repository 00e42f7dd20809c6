"""Which sentences share how many words: the graph of TextRank, counted without comparing texts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from digest.condense.graph import Numbers, Vector

NOTHING = 1e-12
"""textrank4zh takes a smaller divisor for none: two sentences of one word share nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Holdings:
    """Which sentence holds which word: `rows` of sentences, sorted by word, each pair once.

    Words that stand in one sentence only are counted in `alone`, for they link nothing. The
    sentences of word i are `rows[starts[i] : starts[i + 1]]`; `logs` are the logarithms of the
    sentences' lengths with repetitions, 0 for a sentence without words.
    """

    rows: Numbers
    starts: Numbers
    alone: Numbers
    logs: Vector

    @property
    def counts(self) -> Numbers:
        """In how many sentences each word stands."""
        return np.diff(self.starts)


def hold(sentences: Sequence[Sequence[str]]) -> Holdings:
    """Which of these sentences holds which word."""
    size = len(sentences)
    lengths = [*map(len, sentences)]
    distinct = dict.fromkeys(chain.from_iterable(sentences))
    numbers = {word: number for number, word in enumerate(distinct)}
    words = map(numbers.__getitem__, chain.from_iterable(sentences))
    held = np.fromiter(words, dtype=np.intp, count=sum(lengths))
    bits = _count_bits(size)
    # Sorted by word, then by sentence; a word that comes again in a sentence counts once.
    held <<= bits
    held += np.arange(size).repeat(lengths)
    held.sort()
    first = np.ones(len(held), dtype=np.bool_)
    np.not_equal(held[1:], held[:-1], out=first[1:])
    held = held[first]
    rows = held & ((1 << bits) - 1)
    held >>= bits
    counts = np.bincount(held)
    linking = counts.take(held) > 1
    return Holdings(
        rows=rows[linking],
        starts=np.concatenate([[0], counts[counts > 1].cumsum()]),
        alone=np.bincount(rows[~linking], minlength=size),
        logs=np.array([math.log(length) if length else 0.0 for length in lengths]),
    )


def find_links(sentences: Sequence[Sequence[str]]) -> tuple[Numbers, Numbers, Vector]:
    """How much sentences share: both sentences and the measure, for those that share anything.

    Every two in both orders, sorted. The measure is the number of common words over ln p + ln q,
    where p and q are lengths with repetitions. As in textrank4zh (and unlike the paper) a
    sentence is compared with itself too, and two sentences of one word share nothing.
    """
    holdings = hold(sentences)
    bits = _count_bits(len(sentences))
    itself = np.arange(len(sentences)).repeat(holdings.alone)
    pairs, common = np.unique(
        np.concatenate([_pair(holdings, bits), (itself << bits) + itself]), return_counts=True
    )
    rows, columns = pairs >> bits, pairs & ((1 << bits) - 1)
    divisors = holdings.logs.take(rows) + holdings.logs.take(columns)
    kept = divisors >= NOTHING
    if not kept.all():
        rows, columns, common, divisors = rows[kept], columns[kept], common[kept], divisors[kept]
    return rows, columns, common / divisors


def _pair(holdings: Holdings, bits: int) -> Numbers:
    """Every two sentences with a word in common, once for each such word, as one number.

    That of the first is shifted by `bits`. Each sentence of a word is paired with all of them: far
    fewer pairs than a comparison of all sentences over all words.
    """
    counts = holdings.counts
    partners = counts.repeat(counts)
    offsets = holdings.starts[:-1].repeat(counts) - partners.cumsum() + partners
    pairs = (holdings.rows << bits).repeat(partners)
    second = offsets.repeat(partners)
    second += np.arange(len(second))
    pairs += holdings.rows.take(second)
    return pairs


def _count_bits(size: int) -> int:
    """How many bits the number of a sentence takes: shifting is faster than dividing."""
    return size.bit_length()
