"""Whether a text runs on from the end of one line to the beginning of another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.pages import cues
from digest.pages.blocks import PageLine
from digest.pages.lexicon import Lexicon
from digest.pages.network import Array
from digest.pages.ngrams import PairCounts, characters, pairs

_REACH = 3
_LEXICON_TOTAL = 60_101_967  # the sum of the frequencies in jieba 0.42.1's dict.txt
_WIDE = np.uint64(1 << 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """In how many articles a character or a pair of characters stands.

    `opening` counts pairs that open a sentence, `closing` pairs that stand before punctuation.
    """

    single: PairCounts
    pair: PairCounts
    opening: PairCounts
    closing: PairCounts
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seams:
    """Evidence for "line j goes on where line i ends", each (n, n).

    `pair`: pointwise mutual information of the two characters at the seam. `word`: the same
    for the likeliest dictionary word across it. `phrase2`, `phrase3`, `phrase4`: how often the
    2, 3 or 4 characters around the seam stand together elsewhere on the page.
    `opens` (n,): how often, in logarithm, the first two characters open a sentence where they
    stand; `closes` (n,): how often punctuation follows the last two.
    """

    pair: Array
    word: Array
    phrase2: Array
    phrase3: Array
    phrase4: Array
    opens: Array
    closes: Array


def read_seams(lines: Sequence[PageLine], tables: Tables, lexicon: Lexicon) -> Seams:
    """The evidence for all pairs of lines."""
    n = len(lines)
    tails = np.zeros((n, 2), dtype=np.uint32)
    heads = np.zeros((n, 2), dtype=np.uint32)
    for k, line in enumerate(lines):
        tail = [ord(c) & 0xFFFF for c in line.text[-2:]]
        head = [ord(c) & 0xFFFF for c in line.text[:2]]
        tails[k, 2 - len(tail) :] = tail
        heads[k, : len(head)] = head
    left, right = np.broadcast_arrays(tails[:, 1][:, None], heads[:, 0][None, :])
    seam = pairs(left, right)
    joint = tables.pair.look_up(seam)
    pair = joint - tables.single.look_up(tails[:, 1])[:, None] - tables.single.look_up(heads[:, 0])
    pair = np.clip(pair + np.log(tables.total), -6.0, 6.0)
    text = characters("\n".join(line.text for line in lines))
    phrase2, phrase3, phrase4 = _phrases(text, tails, heads, seam)
    first = pairs(heads[:, 0], heads[:, 1])
    opens = tables.opening.look_up(first) - tables.pair.look_up(first)
    final = pairs(tails[:, 0], tails[:, 1])
    closes = tables.closing.look_up(final) - tables.pair.look_up(final)
    return Seams(
        pair=pair.astype(np.float32),
        word=_words(lines, lexicon, joint > tables.pair.missing),
        phrase2=phrase2,
        phrase3=phrase3,
        phrase4=phrase4,
        opens=np.clip(opens, -6.0, 2.0).astype(np.float32),
        closes=np.clip(closes, -6.0, 2.0).astype(np.float32),
    )


def _phrases(
    text: NDArray[np.uint32],
    tails: NDArray[np.uint32],
    heads: NDArray[np.uint32],
    seam: NDArray[np.uint32],
) -> tuple[Array, Array, Array]:
    wide = text.astype(np.uint64)
    two = wide[:-1] * _WIDE + wide[1:]
    three = two[:-1] * _WIDE + wide[2:]
    four = three[:-1] * _WIDE + wide[3:]
    middle = seam.astype(np.uint64)
    before = tails[:, 0].astype(np.uint64)[:, None]
    after = heads[:, 1].astype(np.uint64)[None, :]
    left = before * _WIDE * _WIDE + middle
    right = middle * _WIDE + after
    around = left * _WIDE + after
    counted3 = np.maximum(_count(three, left), _count(three, right))
    return _count(two, middle), counted3, _count(four, around)


def _count(grams: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> Array:
    if not len(grams):
        return np.zeros(wanted.shape, dtype=np.float32)
    ordered = np.sort(grams)
    low = np.searchsorted(ordered, wanted, side="left")
    high = np.searchsorted(ordered, wanted, side="right")
    found: Array = np.minimum(high - low, 4).astype(np.float32)
    return found


def _words(lines: Sequence[PageLine], lexicon: Lexicon, known_pair: NDArray[np.bool_]) -> Array:
    """The gain of the likeliest word, where the characters at the seam are known to meet."""
    n = len(lines)
    found = np.zeros((n, n), dtype=np.float32)
    if not lexicon:
        return found
    heads = [line.text[:_REACH] for line in lines]
    for k, line in enumerate(lines):
        if cues.is_terminal(line.text):
            continue
        tail = line.text[-_REACH:]
        if not tail[-1].isalnum():
            continue
        for j in np.flatnonzero(known_pair[k]):
            if j != k and heads[j][0].isalnum():
                found[k, j] = _crossing(tail, heads[j], lexicon)
    return found


def _crossing(tail: str, head: str, lexicon: Lexicon) -> float:
    best = 0.0
    for a in range(1, len(tail) + 1):
        left = tail[-a:]
        for b in range(1, min(len(head), 5 - a) + 1):
            count = lexicon.get(left + head[:b], 0)
            if count > 1:
                gain = (
                    math.log(count * _LEXICON_TOTAL)
                    - _log_part(left, lexicon)
                    - _log_part(head[:b], lexicon)
                )
                best = max(best, gain)
    return min(best, 16.0)


def _log_part(text: str, lexicon: Lexicon) -> float:
    return math.log(max(lexicon.get(text, 0), 20))
