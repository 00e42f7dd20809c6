"""Character n-grams of a text, and the few of them that find texts with a shared passage."""

import re
from typing import Final
from zlib import crc32

WIDTH: Final = 4
"""Characters of a shingle; four tell Chinese texts apart and survive single misread characters."""

WINDOW: Final = 12
"""Of each run of so many shingles one is kept: passages of 15 common characters always meet."""

_IGNORED: Final = re.compile(r"[^\w]|_")


def bare(text: str) -> str:
    """The text without punctuation and white space.

    >>> bare("3月26日，市长 (张强) 说：")
    '3月26日市长张强说'
    """
    return _IGNORED.sub("", text)


def shingles(text: str) -> frozenset[str]:
    """Every four characters in a row, punctuation ignored; a shorter text is its own shingle."""
    plain = bare(text)
    if len(plain) <= WIDTH:
        return frozenset({plain} if plain else ())
    return frozenset(plain[at : at + WIDTH] for at in range(len(plain) - WIDTH + 1))


def fingerprints(text: str) -> tuple[int, ...]:
    """The least hash of each window of shingles, each once, sorted.

    Winnowing: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
    fingerprinting", SIGMOD 2003. CRC-32 is the same on every machine.
    """
    plain = bare(text)
    hashes = [
        crc32(plain[at : at + WIDTH].encode()) for at in range(max(1, len(plain) - WIDTH + 1))
    ]
    if not plain:
        return ()
    last = max(1, len(hashes) - WINDOW + 1)
    return tuple(sorted({min(hashes[at : at + WINDOW]) for at in range(last)}))
