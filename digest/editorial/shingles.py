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
    if not plain:
        return ()
    # Four bytes a character: a shingle's bytes are cut out, not encoded one by one.
    raw, step = plain.encode("utf-32-le"), 4
    count = max(1, len(plain) - WIDTH + 1)
    hashes = [crc32(raw[at : at + step * WIDTH]) for at in range(0, step * count, step)]
    kept: set[int] = set()
    least, place = -1, -1
    for end in range(min(WINDOW, count) - 1, count):
        start = max(0, end - WINDOW + 1)
        if place < start:
            least = min(hashes[start : end + 1])
            place = end - hashes[start : end + 1][::-1].index(least)
        elif hashes[end] <= least:
            least, place = hashes[end], end
        kept.add(least)
    return tuple(sorted(kept))
