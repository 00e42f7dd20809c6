"""The tables that ship, unpacked once."""

from functools import cache

from digest.pages.packing import unpack
from digest.pages.reading import Learned
from digest.pages.weights import PACKED


@cache
def learned() -> Learned:
    """What was learned from simulated pages; `weights` says from which."""
    return unpack(PACKED)
