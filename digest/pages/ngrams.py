"""How often characters stand together: counts of a corpus, as sorted arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.pages.network import Array

Codes = NDArray[np.uint32]


def characters(text: str) -> Codes:
    """The code points of a text; those above U+FFFF count as one unknown character."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    return np.where(codes > 0xFFFF, np.uint32(0xFFFF), codes).astype(np.uint32)


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
