"""Long lists of keys, cut for queries."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Key = TypeVar("Key")

# SQLite took at most 999 variables in a query until 3.32.
KEYS_AT_ONCE = 400


def portions(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """The keys in their order, as many at once as one query takes."""
    for start in range(0, len(keys), KEYS_AT_ONCE):
        yield keys[start : start + KEYS_AT_ONCE]
