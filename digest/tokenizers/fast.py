"""jieba's words and tags, many times faster: rjieba's path and our own model of unknown words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        parts = (texts[start : start + _TOGETHER] for start in range(0, len(texts), _TOGETHER))
        return tuple(chain.from_iterable(map(self._read, parts)))

    def _read(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        memory = self._remember()
        paths = [self._find_path(text) for text in texts]
        cuts = [_Cut(path, memory) for path in paths]
        self._learn([cut.words[at] for cut in cuts for at in cut.gaps], texts, memory)
        for cut in cuts:
            cut.find_runs(memory)
        self._solve([run for cut in cuts for run in cut.runs if run not in memory.runs], memory)
        return tuple(cut.close(memory) for cut in cuts)

    @cached_property
    def lexicon(self) -> Mapping[str, int]:
        """The dictionary: words and how often they were counted."""
        counts = {**read_dictionary(), **self._additions.counts}
        return {word: count for word, count in counts.items() if count > 0}

    def _find_path(self, text: str) -> list[str]:
        """The likeliest way through the dictionary; characters that are no words stand alone."""
        covered = _COVERED.findall(text)
        if not covered:
            return self._dictionary.cut(text, False)
        following = iter(covered)
        words = self._dictionary.cut(_COVERED.sub(_COVER, text), False)
        return [next(following) if word == _COVER else word for word in words]

    def _learn(self, words: Iterable[str], texts: Sequence[str], memory: "_Memory") -> None:
        """Take in words that were not met before."""
        listed: list[str] = []
        for word in dict.fromkeys(words):
            if word in memory.loose:
                continue
            han = "\u4e00" <= word < "\u9fd6"
            if han and len(word) > 1:
                listed.append(word)
            elif not han and not _WORD_CHAR.match(word):
                memory.words[word] = Token(text=word, tag="x")
            # rjieba joins letters and digits that the path leaves single; jieba does not.
            elif len(word) == 1 or (is_latin(word) and word not in self._additions.latin):
                memory.loose.add(word)
            else:
                listed.append(word)
        if not listed:
            return
        tagged = self._dictionary.tag("\n".join(listed), False)[::2]
        if [word for word, _ in tagged] != listed:
            # Between two ways of the same weight a word may fall apart when it stands alone.
            tagged = [
                pair
                for text in texts
                for pair in self._dictionary.tag(_COVERED.sub(_COVER, text), False)
            ]
        tags = dict(tagged) | self._additions.tags
        for word in listed:
            memory.words[word] = Token(text=word, tag=tags[word])

    def _solve(self, runs: Sequence[str], memory: "_Memory") -> None:
        """Find the words in runs of characters that are no words by themselves."""
        runs = list(dict.fromkeys(runs))
        unknown = [run for run in runs if len(run) > 1 and not self._has_word(run)]
        found = self._model.cut(part for run in unknown for part in _HAN.findall(run))
        for run in unknown:
            memory.runs[run] = tuple(
                Token(text=text, tag=tag) for text, tag in _cut_unknown(run, found)
            )
        for run in runs:
            if run not in memory.runs:
                memory.runs[run] = tuple(Token(text=char, tag=self._tag(char)) for char in run)

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


class _Cut:
    """A text's path with the tokens that are known, and where there are gaps among them."""

    __slots__ = ("_ends", "_starts", "_tokens", "gaps", "runs", "words")

    def __init__(self, words: list[str], memory: _Memory) -> None:
        self.words = words
        # Most words of a text are known: only at the gaps is there anything to find out.
        self._tokens = list(map(memory.words.get, words))
        self.gaps = [at for at, token in enumerate(self._tokens) if token is None]
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.runs: list[str] = []

    def find_runs(self, memory: _Memory) -> None:
        """Fill in the words learned by now; loose characters side by side are runs."""
        words, tokens, starts, ends = self.words, self._tokens, self._starts, self._ends
        get = memory.words.get
        last = -1
        for at in self.gaps:
            token = get(words[at])
            if token is not None:
                tokens[at] = token
                continue
            if at == last:
                ends[-1] = at + 1
            else:
                starts.append(at)
                ends.append(at + 1)
            last = at + 1
        self.runs = ["".join(words[start:end]) for start, end in zip(starts, ends, strict=True)]

    def close(self, memory: _Memory) -> tuple[Token, ...]:
        """All tokens, those of the runs in their places."""
        tokens: list[Token | None] = []
        done = 0
        for start, end, run in zip(self._starts, self._ends, self.runs, strict=True):
            tokens += self._tokens[done:start]
            tokens += memory.runs[run]
            done = end
        tokens += self._tokens[done:]
        return tuple(tokens)  # type: ignore[arg-type]  # every gap is closed


def _cut_unknown(
    run: str, found: Mapping[str, tuple[tuple[str, str], ...]]
) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(_HAN.split(run)):
        if number % 2:
            yield from found[part]
            continue
        for between in _LATIN.split(part):
            if not between:
                continue
            if _NUMBER.match(between):
                yield between, "m"
            else:
                yield between, "eng" if _LETTERS.match(between) else "x"
