"""jieba's words and tags, many times faster: rjieba's path and our own model of unknown words."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Protocol

from digest.errors import UsageError
from digest.model.articles import Token
from digest.tokenizers.hmm import PosModel
from digest.tokenizers.jieba_data import read_dictionary

# jieba.posseg's own expressions (re_han_internal, re_skip_internal, re_han_detail, re_skip_detail).
_BLOCK = re.compile("([\u4e00-\u9fd5a-zA-Z0-9+#&\\._]+)")
_GAP = re.compile("(\r\n|\\s)")
_HAN = re.compile("([\u4e00-\u9fd5]+)")
_LATIN = re.compile("([\\.0-9]+|[a-zA-Z0-9]+)")
_NUMBER = re.compile("[\\.0-9]+")
_LETTERS = re.compile("[a-zA-Z0-9]+")

_MOST_REMEMBERED = 1 << 17


class _Dictionary(Protocol):
    def tag(self, text: str, hmm: bool, /) -> list[tuple[str, str]]: ...  # noqa: FBT001  # theirs

    def has_word(self, word: str, /) -> bool: ...


class FastTokenizer:
    """Words and tags exactly as `jieba.posseg.cut` gives them, HMM on, with jieba's dictionary.

    The way through the dictionary is rjieba's, which takes jieba's (0 of 1.2 million tokens
    differ); its tags and its own model of unknown words do not, so those are ours. It takes no
    words of the user's: for those there is `StockTokenizer`. Safe in threads. Raises UsageError
    where rjieba is missing: it has no wheels for some machines.
    """

    def __init__(self) -> None:
        try:
            from rjieba import Jieba
        except ImportError as error:
            raise UsageError(
                "the fast tokenizer needs the package rjieba",
                hint="pip install rjieba, or use the stock tokenizer, its exact equal",
            ) from error
        self._dictionary: _Dictionary = Jieba()
        self._model = PosModel()
        self._tags: dict[str, str] = {}
        self._made: dict[tuple[str, str], Token] = {}

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of `text` in order; joined they give it back."""
        made = self._made
        return tuple([made.get(pair) or self._make(pair) for pair in self._cut(text)])

    @cached_property
    def lexicon(self) -> Mapping[str, int]:
        """The dictionary: words and how often they were counted."""
        return read_dictionary()

    def _make(self, pair: tuple[str, str]) -> Token:
        # Most words of a text come back; making a token costs more than finding one.
        if len(self._made) >= _MOST_REMEMBERED:
            self._made = {}
        token = self._made[pair] = Token(text=pair[0], tag=pair[1])
        return token

    def _cut(self, text: str) -> Iterator[tuple[str, str]]:
        for number, part in enumerate(_BLOCK.split(text)):
            if number % 2:
                yield from self._cut_block(part)
            elif part:
                for gap, between in enumerate(_GAP.split(part)):
                    if gap % 2:
                        yield between, "x"
                    else:
                        for char in between:
                            yield char, "x"

    def _cut_block(self, block: str) -> Iterator[tuple[str, str]]:
        singles: list[str] = []
        for word, tag in self._dictionary.tag(block, False):
            # rjieba joins letters and digits that the path leaves single; jieba does not.
            if len(word) == 1 or (word.isascii() and word.isalnum()):
                singles.append(word)
                continue
            if singles:
                yield from self._cut_singles("".join(singles))
                singles = []
            yield word, tag
        if singles:
            yield from self._cut_singles("".join(singles))

    def _cut_singles(self, run: str) -> Iterator[tuple[str, str]]:
        if len(run) == 1:
            yield run, self._tag(run)
        elif self._dictionary.has_word(run):
            for char in run:
                yield char, self._tag(char)
        else:
            yield from self._cut_unknown(run)

    def _cut_unknown(self, run: str) -> Iterator[tuple[str, str]]:
        for number, part in enumerate(_HAN.split(run)):
            if number % 2:
                yield from self._model.cut(part)
                continue
            for between in _LATIN.split(part):
                if not between:
                    continue
                if _NUMBER.match(between):
                    yield between, "m"
                else:
                    yield between, "eng" if _LETTERS.match(between) else "x"

    def _tag(self, char: str) -> str:
        tag = self._tags.get(char)
        if tag is None:
            # rjieba guesses tags of characters that are no word of the dictionary.
            known = self._dictionary.has_word(char)
            tag = self._tags[char] = self._dictionary.tag(char, False)[0][1] if known else "x"
        return tag
