"""What is wrong with a file a user wrote: every problem of it at once, each with its line."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from digest.errors import ConfigError

Loc: TypeAlias = tuple[str | int, ...]

CLOSE_ENOUGH = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, at a place in the file's tree."""

    loc: Loc
    what: str
    hint: str = ""
    line: int | None = None


class ConfigFileError(ConfigError):
    """All errors of one file; each of `errors` is a `ConfigError` with its own line and hint."""

    def __init__(self, errors: Sequence[ConfigError]) -> None:
        first = errors[0]
        super().__init__(first.what, where=first.where, hint=first.hint)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


def path_of(loc: Loc) -> str:
    """A place as it is written in messages.

    >>> path_of(("sections", 0, "keyword"))
    'sections.0.keyword'
    """
    return ".".join(str(part) for part in loc)


def suggest(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or all of them where none is near.

    >>> suggest("keyword", ["keywords", "take"])
    "did you mean 'keywords'?"
    """
    words = sorted(known)
    near = difflib.get_close_matches(word.casefold(), words, n=1, cutoff=CLOSE_ENOUGH)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known: {', '.join(words)}" if words else ""
