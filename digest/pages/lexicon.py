"""What the splitter asks of a dictionary: how frequent a word is."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.pages.wordfilter import WordFilter

Lexicon = Mapping[str, int]
"""Word → frequency, as jieba's dictionary counts it; may be empty."""

NO_LEXICON: Lexicon = MappingProxyType({})


class Dictionary(Mapping[str, int]):
    """A lexicon that is loaded when the first word is looked up, and keeps its word filter.

    Where many words are asked for, ask for `words` once and go on with that.
    """

    def __init__(self, load: Callable[[], Lexicon]) -> None:
        self._load = load

    @cached_property
    def words(self) -> Lexicon:
        """All words, as they were loaded."""
        return self._load()

    @cached_property
    def filter(self) -> "WordFilter":
        """What surely is no word of it."""
        # numpy, for pages only: an article is summarized without it.
        from digest.pages.wordfilter import make_filter

        return make_filter(self.words)

    def __getitem__(self, word: str) -> int:
        return self.words[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)
