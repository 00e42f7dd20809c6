"""A message parted where an item ends, for programs that take only so many bytes at once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from digest.model.editions import Rendition

# "（12/34）" and the blank line after it.
_MARK_BYTES: Final = 16
_BETWEEN: Final = re.compile(r"\n(?:[ \t]*\n)+")
_SENTENCE: Final = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+$")
# A heading of one line that says nothing without what follows.
_HEADING: Final = re.compile(r"\*\*[^*\n]+\*\*\s*")


def portions(rendition: Rendition, *, max_bytes: int | None) -> tuple[Rendition, ...]:
    """The rendition, or its parts where it is longer than `max_bytes`, each marked （1/3）.

    Parts end where an item ends; an item that is too long itself is parted after a sentence, and
    one without any after a character. Nothing is lost and no heading is left at a part's end.
    """
    if max_bytes is None or len(rendition.body) <= max_bytes:
        return (rendition,)
    limit = max_bytes - _MARK_BYTES
    texts = list(_packed(rendition.body.decode("utf-8"), limit))
    count = len(texts)
    return tuple(
        replace(rendition, body=f"（{place}/{count}）\n\n{text}\n".encode())
        for place, text in enumerate(texts, 1)
    )


def _packed(text: str, limit: int) -> Iterator[str]:
    taken = ""
    for block in _blocks(text):
        joined = f"{taken}\n\n{block}" if taken else block
        if _size(joined) < limit:
            taken = joined
            continue
        if taken:
            yield taken
        *whole, taken = _cut(block, limit)
        yield from whole
    if taken:
        yield taken


def _blocks(text: str) -> Iterator[str]:
    heading = ""
    for block in filter(None, map(str.strip, _BETWEEN.split(text))):
        if _HEADING.fullmatch(block):
            heading += f"{block}\n\n"
        else:
            yield heading + block
            heading = ""
    if heading:
        yield heading.strip()


def _cut(block: str, limit: int) -> list[str]:
    """The block in pieces of less than `limit` bytes: at sentences, else at characters."""
    pieces = [""]
    for sentence in _SENTENCE.findall(block):
        for piece in (sentence,) if _size(sentence) < limit else sentence:
            if _size(pieces[-1] + piece) < limit:
                pieces[-1] += piece
            else:
                pieces.append(piece)
    return [piece.strip("\n") for piece in pieces if piece.strip()] or [""]


def _size(text: str) -> int:
    return len(text.encode())
