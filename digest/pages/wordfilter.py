"""What surely is no word: a large dictionary is slow to ask, and most of what is asked is none.

A table of bits by the hash of a word, after Bloom, "Space/time trade-offs in hash coding with
allowable errors" (1970), with one hash. What it lets pass is looked up in the dictionary itself.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.pages.lexicon import Dictionary, Lexicon
from digest.pages.ngrams import Codes, characters

LONGEST = 5
# 32 million places (4 MB) for a third of a million words: one stranger in a hundred passes.
_BITS = 25
# Odd, with bits all over: the golden ratio's, as Knuth (1998, 6.4) advises, and another prime.
_STEP = np.uint32(0x9E3779B1)
_MIX = np.uint32(0x85EBCA6B)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFilter:
    """`held` has the bit set where the hash of a word of two to five characters falls."""

    held: NDArray[np.uint8]

    def may_hold(self, hashes: Codes) -> NDArray[np.bool_]:
        """Whether strings of these hashes may be words; where not, they surely are none."""
        places = _places(hashes)
        bits = self.held[places >> np.uint32(3)] >> (places & np.uint32(7)).astype(np.uint8)
        found: NDArray[np.bool_] = (bits & np.uint8(1)).astype(np.bool_)
        return found


def extend(hashes: Codes, letters: Codes) -> Codes:
    """The hashes of strings with one more letter; the hash of one letter is its code."""
    longer: Codes = hashes * _STEP + letters
    return longer


def filter_of(lexicon: Lexicon) -> WordFilter:
    """The filter that a `Dictionary` keeps; for any other lexicon one is made."""
    return lexicon.derive(make_filter) if isinstance(lexicon, Dictionary) else make_filter(lexicon)


def make_filter(lexicon: Lexicon) -> WordFilter:
    """The filter of the words of two to five characters."""
    held = np.zeros(1 << _BITS, dtype=np.bool_)
    lengths = np.fromiter(map(len, lexicon), dtype=np.int64, count=len(lexicon))
    starts = np.cumsum(lengths) - lengths
    letters = characters("".join(lexicon))
    for length in range(2, LONGEST + 1):
        first = starts[lengths == length]
        hashes = letters[first]
        for at in range(1, length):
            hashes = extend(hashes, letters[first + at])
        held[_places(hashes)] = True
    return WordFilter(held=np.packbits(held, bitorder="little"))


def _places(hashes: Codes) -> Codes:
    places: Codes = (hashes * _MIX) >> np.uint32(32 - _BITS)
    return places
