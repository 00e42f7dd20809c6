"""The user's words in rjieba's dictionary, so that it takes the ways that jieba would take.

rjieba adds words as jieba does but for three things, made up for here: it takes the old count of
a word it knew off the sum of all counts, it keeps words whose count is 0, and it keeps the tags
of words it knew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from digest.errors import UsageError
from digest.tokenizers.jieba_data import Entries, read_entries
from digest.tokenizers.userdict import UserWord

# A character of nobody's, counted where the sum of all counts falls short.
_FILLER = "\ue000"


class Dictionary(Protocol):
    """What is used of rjieba."""

    def cut(self, text: str, hmm: bool, /) -> list[str]: ...  # noqa: D102, FBT001  # theirs

    def tag(self, text: str, hmm: bool, /) -> list[tuple[str, str]]: ...  # noqa: D102, FBT001

    def has_word(self, word: str, /) -> bool: ...  # noqa: D102

    def add_word(self, word: str, freq: int, tag: str | None, /) -> int: ...  # noqa: D102


@dataclass(slots=True, kw_only=True)
class Additions:
    """What the user's words change beside the ways.

    `counts` are those of the user's words, `removed` the words with none, `latin` those of
    letters and digits alone.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    latin: set[str] = field(default_factory=set)


def add_words(dictionary: Dictionary, words: Iterable[UserWord]) -> Additions:
    """Add the words, in order, as jieba's `add_word` does one after the other.

    Raises UsageError for a word that rjieba cannot be given as jieba would take it.
    """
    additions = Additions()
    words = tuple(words)
    if not words:
        return additions
    entries = read_entries()
    adding = _Adding(dictionary, entries)
    for word in words:
        adding.add(word)
        additions.tags[word.text] = word.tag or additions.tags.get(
            word.text, entries.tags.get(word.text, "x")
        )
    additions.counts = final = adding.counts
    additions.removed = {word for word, count in final.items() if not count}
    additions.latin = {word for word in final if is_latin(word)}
    for removed in additions.removed:
        # jieba falls back to the character; rjieba goes by the word, since nothing else is there.
        if len(removed) == 1 or not (final.get(removed[0]) or entries.counts.get(removed[0])):
            raise _unfit(removed)
    return additions


def is_latin(word: str) -> bool:
    """Whether rjieba would join the characters of a word even where it is not in its dictionary."""
    return len(word) > 1 and word.isascii() and word.isalnum()


class _Adding:
    def __init__(self, dictionary: Dictionary, entries: Entries) -> None:
        self._dictionary = dictionary
        self._known = entries.counts
        self._total = entries.total
        self._filled = 0
        self.counts: dict[str, int] = {}

    def add(self, word: UserWord) -> None:
        count = self._suggest(word.text) if word.frequency is None else word.frequency
        if not count and is_latin(word.text):
            raise _unfit(word.text)
        old = self._count(word.text) or 0
        try:
            self._dictionary.add_word(word.text, count, word.tag)
            if old:
                self._filled += old
                self._dictionary.add_word(_FILLER, self._filled, None)
        except OverflowError as error:
            raise _unfit(word.text) from error
        self._total += count
        self.counts[word.text] = count

    def _suggest(self, word: str) -> int:
        """At which count a word is cut out whole: `suggest_freq` of jieba."""
        total = float(self._total)
        share = 1.0
        for part in self._dictionary.cut(word, False):
            count = self._count(part)
            share *= (1 if count is None else count) / total
        known = self._count(word)
        return max(int(share * self._total) + 1, 1 if known is None else known)

    def _count(self, word: str) -> int | None:
        """How often a word is counted; 0 for the beginning of a word that is none itself."""
        if word in self.counts:
            return self.counts[word]
        if word in self._known:
            return self._known[word]
        begun = any(
            each.startswith(word) for counts in (self._known, self.counts) for each in counts
        )
        return 0 if begun else None


def _unfit(word: str) -> UsageError:
    return UsageError(
        f"the fast tokenizer cannot take the user's word '{word}'",
        hint="the stock tokenizer, its exact equal, takes it",
    )
