"""jieba's words and tags, many times faster: rjieba's path and our own model of unknown words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain

from digest.errors import UsageError
from digest.model.articles import Token
from digest.tokenizers.additions import Dictionary, add_words, is_latin
from digest.tokenizers.hmm import PosModel
from digest.tokenizers.jieba_data import read_dictionary
from digest.tokenizers.userdict import UserWord

# jieba.posseg's own expressions: what may be part of a word (re_han_internal), and how a run of
# characters that are no words is taken apart (re_han_detail, re_skip_detail).
_WORD_CHAR = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&\._]")
_HAN = re.compile("([\u4e00-\u9fd5]+)")
_LATIN = re.compile(r"([\.0-9]+|[a-zA-Z0-9]+)")
_NUMBER = re.compile(r"[\.0-9]+")
_LETTERS = re.compile(r"[a-zA-Z0-9]+")

# rjieba looks for words in these too, jieba.posseg does not: they are covered while it looks.
_COVERED = re.compile(
    "[%\\-\x02\u2e80-\u2fff\u3005-\u3007\u3400-\u4dbf\u9fd6-\ufaff\U00010000-\U0010ffff]"
)
_COVER = "\x02"
_BETWEEN = "\x03"
"""Between texts that are read side by side: no word goes over it."""

_MOST_REMEMBERED = 1 << 17
# Texts that are read side by side: enough to share the work, few enough to hold little of it.
_TOGETHER = 256


class FastTokenizer:
    """Words and tags exactly as `jieba.posseg.cut` gives them, HMM on, with jieba's dictionary.

    The way through the dictionary is rjieba's, which takes jieba's (0 of 1.2 million tokens
    differ); its tags and its own model of unknown words do not, so those are ours. The user's
    words are added as by jieba's `add_word`, one after the other. Safe in threads. Raises
    UsageError where rjieba is missing (it has no wheels for some machines), and for a few of the
    user's words that it cannot take: a single character or Latin word with frequency 0.
    """

    def __init__(self, words: Iterable[UserWord] = ()) -> None:
        try:
            from rjieba import Jieba
        except ImportError as error:
            raise UsageError(
                "the fast tokenizer needs the package rjieba",
                hint="pip install rjieba, or use the stock tokenizer, its exact equal",
            ) from error
        self._dictionary: Dictionary = Jieba()
        self._additions = add_words(self._dictionary, words)
        self._model = PosModel()
        self._memory = _Memory()

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of `text` in order; joined they give it back."""
        return self.tokens_of((text,))[0]

    def tokens_of(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        """The words of each text; in less time than one after the other."""
        together = 1 if any(_BETWEEN in text for text in texts) else _TOGETHER
        parts = (texts[start : start + together] for start in range(0, len(texts), together))
        return tuple(chain.from_iterable(map(self._read, parts)))

    def _read(self, texts: Sequence[str]) -> Iterator[tuple[Token, ...]]:
        memory = self._remember()
        words, borders = self._find_path(texts)
        # Most words of a text are known: only at the gaps is there anything to find out.
        tokens = list(map(memory.words.get, words))
        gaps = [at for at, token in enumerate(tokens) if token is None]
        if self._learn([words[at] for at in gaps], texts, memory):
            tokens = list(map(memory.words.get, words))
            gaps = [at for at, token in enumerate(tokens) if token is None]
        runs = [(start, end, "".join(words[start:end])) for start, end in _join(gaps)]
        self._solve((run for _, _, run in runs), memory)
        return _fill(tokens, runs, borders, memory)

    @cached_property
    def lexicon(self) -> Mapping[str, int]:
        """The dictionary: words and how often they were counted."""
        counts = {**read_dictionary(), **self._additions.counts}
        return {word: count for word, count in counts.items() if count > 0}

    def _find_path(self, texts: Sequence[str]) -> tuple[list[str], list[int]]:
        """The likeliest way through the dictionary, and where in it each text ends.

        Characters that are no words stand alone.
        """
        text = _BETWEEN.join(texts)
        words = self._dictionary.cut(_COVERED.sub(_COVER, text), False)
        for at, char in zip(_find_all(words, _COVER), _COVERED.findall(text), strict=True):
            words[at] = char
        borders = _find_all(words, _BETWEEN) if len(texts) > 1 else ()
        return words, [*borders, len(words)]

    def _learn(self, words: Iterable[str], texts: Sequence[str], memory: "_Memory") -> bool:
        """Take in words that were not met before; whether there were any."""
        listed: list[str] = []
        marks: list[str] = []
        for word in dict.fromkeys(words):
            if word in memory.loose:
                continue
            han = "\u4e00" <= word < "\u9fd6"
            if han and len(word) > 1:
                listed.append(word)
            elif not han and not _WORD_CHAR.match(word):
                marks.append(word)
            # rjieba joins letters and digits that the path leaves single; jieba does not.
            elif len(word) == 1 or (is_latin(word) and word not in self._additions.latin):
                memory.loose.add(word)
            else:
                listed.append(word)
        memory.words.update((mark, Token(mark, "x")) for mark in marks)
        if listed:
            tagged = self._dictionary.tag("\n".join(listed), False)[::2]
            if [word for word, _ in tagged] != listed:
                # Between two ways of the same weight a word may fall apart when it stands alone.
                text = _COVERED.sub(_COVER, _BETWEEN.join(texts))
                tags = dict(self._dictionary.tag(text, False))
                tagged = [(word, tags[word]) for word in listed]
            if added := self._additions.tags:
                tagged = [(word, added.get(word, tag)) for word, tag in tagged]
            tokens = [*map(Token._make, tagged)]
            memory.words.update(zip([token.text for token in tokens], tokens, strict=True))
        return bool(listed or marks)

    def _solve(self, runs: Iterable[str], memory: "_Memory") -> None:
        """Find the words in runs of characters that are no words by themselves."""
        new = [run for run in dict.fromkeys(runs) if run not in memory.runs]
        unknown = [run for run in new if len(run) > 1 and not self._has_word(run)]
        found = self._model.cut(part for run in unknown for part in _HAN.findall(run))
        memory.runs.update((run, tuple(_cut_unknown(run, found))) for run in unknown)
        for run in new:
            if run not in memory.runs:
                memory.runs[run] = tuple(Token(char, self._tag(char)) for char in run)

    def _tag(self, char: str) -> str:
        added = self._additions.tags.get(char)
        if added is not None:
            return added
        # rjieba guesses tags of characters that are no word of the dictionary.
        known = self._dictionary.has_word(char)
        return self._dictionary.tag(char, False)[0][1] if known else "x"

    def _has_word(self, word: str) -> bool:
        return self._dictionary.has_word(word) and word not in self._additions.removed

    def _remember(self) -> "_Memory":
        if self._memory.is_full:
            self._memory = _Memory()
        return self._memory


class _Memory:
    """Words and runs that were met before; most words of a text come back.

    `loose` are characters that a word may be made of and that are none by themselves: what they
    are depends on their neighbours.
    """

    def __init__(self) -> None:
        self.words: dict[str, Token] = {}
        self.loose: set[str] = set()
        self.runs: dict[str, tuple[Token, ...]] = {}

    @property
    def is_full(self) -> bool:
        return len(self.words) + len(self.loose) + len(self.runs) > _MOST_REMEMBERED


def _find_all(words: Sequence[str], word: str) -> Iterator[int]:
    at = -1
    with suppress(ValueError):
        while True:
            at = words.index(word, at + 1)
            yield at


def _join(gaps: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Gaps side by side as one: where it starts and ends."""
    starts = [at for at, before in zip(gaps, [-2, *gaps], strict=False) if at != before + 1]
    ends = [at + 1 for at, after in zip(gaps, [*gaps[1:], -2], strict=False) if at + 1 != after]
    return zip(starts, ends, strict=True)


def _fill(
    tokens: list[Token | None],
    runs: Iterable[tuple[int, int, str]],
    borders: Iterable[int],
    memory: _Memory,
) -> Iterator[tuple[Token, ...]]:
    """The tokens of each text, those of the runs in their places."""
    waiting = iter(runs)
    run = next(waiting, None)
    done = 0
    for border in borders:
        filled: list[Token | None] = []
        while run is not None and run[0] < border:
            start, end, text = run
            filled += tokens[done:start]
            filled += memory.runs[text]
            done = end
            run = next(waiting, None)
        filled += tokens[done:border]
        done = border + 1
        yield tuple(filled)  # type: ignore[arg-type]  # every gap is closed


def _cut_unknown(run: str, found: Mapping[str, tuple[tuple[str, str], ...]]) -> Iterator[Token]:
    if run in found:
        yield from map(Token._make, found[run])
        return
    for number, part in enumerate(_HAN.split(run)):
        if number % 2:
            yield from map(Token._make, found[part])
            continue
        for between in _LATIN.split(part):
            if not between:
                continue
            if _NUMBER.match(between):
                yield Token(between, "m")
            else:
                yield Token(between, "eng" if _LETTERS.match(between) else "x")
