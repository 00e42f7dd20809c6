"""How often characters stand together, in a corpus and on a page, as sorted arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.pages.network import Array

Codes = NDArray[np.uint32]
Places = NDArray[np.int64]

LARGEST = 0xFFFF


def characters(text: str) -> Codes:
    """The code points of a text; those above U+FFFF count as one unknown character."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    return np.minimum(codes, np.uint32(LARGEST))


def pairs(left: Codes, right: Codes) -> Codes:
    """One code for each pair of characters."""
    return (left << np.uint32(16)) | right


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCounts:
    """Sorted codes of character pairs and the natural logarithm of their counts.

    `missing` is what a pair that is not listed counts for, in logarithm.
    """

    codes: Codes
    logs: Array
    missing: float

    def look_up(self, codes: Codes) -> Array:
        """The logarithm of the count of each pair."""
        if not len(self.codes):
            return np.full(codes.shape, self.missing, dtype=np.float32)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        found: Array = np.where(self.codes[at] == codes, self.logs[at], np.float32(self.missing))
        return found.astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairIndex:
    """The pairs of neighbouring characters of a text: sorted codes, and where each stands.

    `text` has the text's characters; `runs` (pairs,) says, where a code is met first, how many
    times it is listed, and is 0 elsewhere.
    """

    text: Codes
    codes: Codes
    places: Places
    runs: Places

    def find(self, wanted: Codes) -> tuple[Places, Places]:
        """Two columns: the number of the pair wanted, and a place where it stands."""
        first, number = self.count(wanted)
        which = np.repeat(np.arange(len(wanted)), number)
        within = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number)
        return which, self.places[first[which] + within]

    def count(self, wanted: Codes) -> tuple[Places, Places]:
        """For each pair wanted where its places begin, and how many there are."""
        if not len(self.codes):
            return np.zeros(wanted.shape, np.int64), np.zeros(wanted.shape, np.int64)
        first = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        return first, np.where(self.codes[first] == wanted, self.runs[first], 0)


def index_pairs(text: Codes) -> PairIndex:
    """The index of a text's pairs."""
    # Code and place in one number: sorting numbers is quicker than sorting places by codes.
    met = pairs(text[:-1], text[1:]).astype(np.uint64) << _HALF | np.arange(
        max(0, len(text) - 1), dtype=np.uint64
    )
    ordered = np.sort(met)
    codes = (ordered >> _HALF).astype(np.uint32)
    new = np.ones(len(codes), dtype=np.bool_)
    new[1:] = codes[1:] != codes[:-1]
    starts = new.nonzero()[0]
    runs = np.zeros(len(codes), dtype=np.int64)
    runs[starts] = np.diff(starts, append=len(codes))
    return PairIndex(
        text=text, codes=codes, places=ordered.astype(np.uint32).astype(np.int64), runs=runs
    )


_HALF = np.uint64(32)
