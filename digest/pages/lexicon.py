"""What the splitter asks of a dictionary: how frequent a word is."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

Lexicon = Mapping[str, int]
"""Word → frequency, as jieba's dictionary counts it; may be empty."""

NO_LEXICON: Lexicon = MappingProxyType({})

_Made = TypeVar("_Made")


class Dictionary(Mapping[str, int]):
    """A lexicon that is loaded when the first word is looked up, and keeps what is made of it.

    Where many words are asked for, ask for `words` once and go on with that.
    """

    def __init__(self, load: Callable[[], Lexicon]) -> None:
        self._load = load
        self._made: dict[Callable[[Lexicon], Any], Any] = {}

    @cached_property
    def words(self) -> Lexicon:
        """All words, as they were loaded."""
        return self._load()

    def derive(self, make: Callable[[Lexicon], _Made]) -> _Made:
        """What `make` gives for the words; made once."""
        if make not in self._made:
            self._made[make] = make(self.words)
        made: _Made = self._made[make]
        return made

    def __getitem__(self, word: str) -> int:
        return self.words[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)
