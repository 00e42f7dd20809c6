"""Whether a text runs on from the end of one line to the beginning of another."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.pages import cues
from digest.pages.blocks import PageLine
from digest.pages.lexicon import Dictionary, Lexicon
from digest.pages.network import Array
from digest.pages.ngrams import Codes, PairCounts, PairIndex, Places, characters, pairs
from digest.pages.wordfilter import LONGEST, WordFilter, extend, filter_of

_REACH = 3
_RARE = 20  # what a part of a word that is no word counts for
_MOST_GAIN = 16.0
_LEXICON_TOTAL = 60_101_967  # the sum of the frequencies in jieba 0.42.1's dict.txt


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


def read_seams(
    lines: Sequence[PageLine], index: PairIndex, tables: Tables, lexicon: Lexicon
) -> Seams:
    """The evidence for all pairs of lines; `index` is that of the lines one below the other."""
    tails = characters("".join([line.text[-2:].rjust(2, "\0") for line in lines])).reshape(-1, 2)
    heads = characters("".join([line.text[:2].ljust(2, "\0") for line in lines])).reshape(-1, 2)
    # Half the lines end alike, so each pair of characters is looked up once; in order, too.
    ends, end_of = np.unique(tails[:, 1], return_inverse=True)
    begins, begin_of = np.unique(heads[:, 0], return_inverse=True)
    seam = pairs(ends[:, None], begins[None, :])
    every = np.ix_(end_of, begin_of)
    joint = tables.pair.look_up(seam)
    pair = joint - tables.single.look_up(ends)[:, None] - tables.single.look_up(begins)
    pair = np.clip(pair + np.log(tables.total), -6.0, 6.0)
    phrases = _count_phrases(index, seam, (end_of, begin_of), (tails[:, 0], heads[:, 1]))
    first = pairs(heads[:, 0], heads[:, 1])
    opens = tables.opening.look_up(first) - tables.pair.look_up(first)
    final = pairs(tails[:, 0], tails[:, 1])
    closes = tables.closing.look_up(final) - tables.pair.look_up(final)
    return Seams(
        pair=pair.astype(np.float32)[every],
        word=_words(lines, lexicon, (joint > tables.pair.missing)[every]),
        phrase2=phrases[0],
        phrase3=phrases[1],
        phrase4=phrases[2],
        opens=np.clip(opens, -6.0, 2.0).astype(np.float32),
        closes=np.clip(closes, -6.0, 2.0).astype(np.float32),
    )


# Stands beyond the ends of the text and is no character.
_NOTHING = np.uint32(0xFFFFFFFF)
_OFTEN = 4


def _count_phrases(
    index: PairIndex, seam: Codes, lines: tuple[Places, Places], around: tuple[Codes, Codes]
) -> Array:
    """How often the 2, 3 and 4 characters around each seam stand together in the text, (3, n, n).

    `lines` are the places of each line's last and first character in `seam`, `around` what stands
    before the one and behind the other. Four times is as good as more.
    """
    end_of, begin_of = lines
    before, after = around
    n = len(before)
    counts = np.zeros((3, n, n), dtype=np.float32)
    _, shown = index.count(seam)
    shown = shown[end_of[:, None], begin_of]
    counts[0] = np.minimum(shown, _OFTEN)
    # Where the two characters stand together, their neighbours are compared.
    row, column = shown.nonzero()
    which, place = index.find(seam[end_of[row], begin_of[column]])
    padded = np.concatenate([[_NOTHING], index.text, [_NOTHING]])
    same_before = padded[place] == before[row][which]
    same_after = padded[place + 3] == after[column][which]

    def count(same: NDArray[np.bool_]) -> Places:
        return np.minimum(np.bincount(which[same], minlength=len(row)), _OFTEN)

    counts[1, row, column] = np.maximum(count(same_before), count(same_after))
    counts[2, row, column] = count(same_before & same_after)
    return counts


def _words(lines: Sequence[PageLine], lexicon: Lexicon, known_pair: NDArray[np.bool_]) -> Array:
    """The gain of the likeliest word, where the characters at the seam are known to meet."""
    n = len(lines)
    found = np.zeros((n, n), dtype=np.float32)
    if not lexicon:
        return found
    open_end = [line.text[-1].isalnum() and not cues.is_terminal(line.text) for line in lines]
    word_like = [line.text[0].isalnum() for line in lines]
    candidates = known_pair & np.array(open_end)[:, None] & np.array(word_like)
    np.fill_diagonal(candidates, val=False)
    tails = [line.text[-_REACH:] for line in lines]
    heads = [line.text[:_REACH] for line in lines]
    known = lexicon.words if isinstance(lexicon, Dictionary) else lexicon
    for k, j, before, after in _find_words(tails, heads, candidates, filter_of(lexicon)):
        gain = _gain(tails[k][-before:], heads[j][:after], known)
        found[k, j] = max(found[k, j], gain)
    return found


# Characters of a word before and behind the seam.
_CROSSINGS = tuple(
    (before, after)
    for before in range(1, _REACH + 1)
    for after in range(1, min(_REACH, LONGEST - before) + 1)
)


def _find_words(
    tails: Sequence[str], heads: Sequence[str], seams: NDArray[np.bool_], words: WordFilter
) -> Iterator[tuple[int, int, int, int]]:
    """Seams with the numbers of characters before and behind them that may form a word."""
    row, column = seams.nonzero()
    left = characters("".join([tail.rjust(_REACH, "\0") for tail in tails])).reshape(-1, _REACH)
    right = characters("".join([head.ljust(_REACH, "\0") for head in heads])).reshape(-1, _REACH)
    behind = right[column]
    hashes: list[Codes] = []
    for before, after in _CROSSINGS:
        if after == 1:
            ahead = left[:, -before]
            for at in range(_REACH - before + 1, _REACH):
                ahead = extend(ahead, left[:, at])
            hashes.append(extend(ahead[row], behind[:, 0]))
        else:
            hashes.append(extend(hashes[-1], behind[:, after - 1]))
    crossing, where = words.may_hold(np.stack(hashes)).nonzero()
    for one, k, j in zip(
        crossing.tolist(), row[where].tolist(), column[where].tolist(), strict=True
    ):
        yield k, j, *_CROSSINGS[one]


def _gain(left: str, right: str, lexicon: Lexicon) -> float:
    """How much likelier the two are as a word than side by side, in logarithm."""
    count = lexicon.get(left + right, 0)
    if count <= 1:
        return 0.0
    gain = math.log(count * _LEXICON_TOTAL) - _weight(left, lexicon) - _weight(right, lexicon)
    return min(max(gain, 0.0), _MOST_GAIN)


def _weight(part: str, lexicon: Lexicon) -> float:
    return math.log(max(lexicon.get(part, 0), _RARE))
