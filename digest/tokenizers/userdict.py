"""The user's own words: jieba's format, read strictly."""

import re
from dataclasses import dataclass
from pathlib import Path

from digest.errors import InputError
from digest.text.encodings import decode

_TAG = re.compile(r"[a-z]+")
_HINT = "one word a line, then its frequency and its tag if you like: 新质生产力 500 n"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserWord:
    """A word of the user's; without frequency it is given one at which it is cut out whole.

    A frequency of 0 takes the word away.
    """

    text: str
    frequency: int | None = None
    tag: str | None = None


def read_userdict(path: Path) -> tuple[UserWord, ...]:
    """The words of a user dictionary, in its order.

    Raises InputError where the file cannot be read, or with file and line where a line is no
    entry. jieba itself takes such lines for words with spaces in them, which it can never find.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"the user dictionary cannot be read ({error.strerror})", where=str(path)
        ) from error
    return parse_userdict(decode(content, where=str(path))[0], where=str(path))


def parse_userdict(text: str, *, where: str) -> tuple[UserWord, ...]:
    """The words of a user dictionary given as text; blank lines are skipped.

    >>> parse_userdict("新质生产力 500 n", where="words.txt")[0].frequency
    500
    """
    return tuple(
        _parse_line(line, where=f"{where}:{number}")
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    )


def _parse_line(line: str, *, where: str) -> UserWord:
    text, *rest = line.split()
    frequency: int | None = None
    if rest and rest[0].isascii() and rest[0].isdigit():
        frequency = int(rest.pop(0))
    tag = rest.pop(0) if rest else None
    if rest or (tag is not None and not _TAG.fullmatch(tag)):
        raise InputError(f"not a dictionary entry: {line.strip()!r}", where=where, hint=_HINT)
    return UserWord(text=text, frequency=frequency, tag=tag)
