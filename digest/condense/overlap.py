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
    distinct = [dict.fromkeys(words) for words in sentences]
    numbers = {word: number for number, word in enumerate(chain.from_iterable(distinct))}
    held = np.array([numbers[word] for words in distinct for word in words], dtype=np.intp)
    rows = np.arange(size).repeat([len(words) for words in distinct])
    counts = np.bincount(held)
    linking = counts.take(held) > 1
    order = held[linking].argsort(kind="stable")
    return Holdings(
        rows=rows[linking].take(order),
        starts=np.concatenate([[0], counts[counts > 1].cumsum()]),
        alone=np.bincount(rows[~linking], minlength=size),
        logs=np.array([math.log(len(words)) if words else 0.0 for words in sentences]),
    )


def find_links(sentences: Sequence[Sequence[str]]) -> tuple[Numbers, Numbers, Vector]:
    """How much sentences share: both sentences and the measure, for those that share anything.

    Every two in both orders, sorted. The measure is the number of common words over ln p + ln q,
    where p and q are lengths with repetitions. As in textrank4zh (and unlike the paper) a
    sentence is compared with itself too, and two sentences of one word share nothing.
    """
    size = len(sentences)
    holdings = hold(sentences)
    itself = np.arange(0, size * size, size + 1).repeat(holdings.alone)
    cells, common = np.unique(np.concatenate([_pair(holdings), itself]), return_counts=True)
    rows, columns = np.divmod(cells, max(size, 1))
    divisors = holdings.logs.take(rows) + holdings.logs.take(columns)
    kept = divisors >= NOTHING
    return rows[kept], columns[kept], common[kept] / divisors[kept]


def _pair(holdings: Holdings) -> Numbers:
    """The cell of every two sentences with a word in common, once for each such word.

    Each sentence of a word is paired with all of them: far fewer pairs than a comparison of all
    sentences over all words.
    """
    counts = holdings.counts
    partners = counts.repeat(counts)
    offsets = holdings.starts[:-1].repeat(counts) - partners.cumsum() + partners
    cells = (holdings.rows * len(holdings.logs)).repeat(partners)
    second = offsets.repeat(partners)
    second += np.arange(len(second))
    cells += holdings.rows.take(second)
    return cells
