"""jieba itself, kept to itself: a private dictionary in memory, no cache file, no chatter."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from digest.model.articles import Token
from digest.tokenizers.userdict import UserWord

with warnings.catch_warnings():
    # jieba 0.42.1 has invalid escapes (SyntaxWarning since Python 3.12) and asks for
    # pkg_resources, which warns of its own end.
    warnings.simplefilter("ignore")
    import jieba
    import jieba.posseg


class _Pair(Protocol):
    word: str
    flag: str


class StockTokenizer:
    """Words and tags exactly as `jieba.posseg.cut` gives them, HMM on.

    Nothing is shared with jieba's module-level functions: neither their dictionary, which is
    loaded from an unchecked cache file in the common temporary folder, nor words added there.
    Safe in threads: nothing changes once it is made.

    >>> StockTokenizer().tokens("召开会议")
    (Token(text='召开', tag='v'), Token(text='会议', tag='n'))
    """

    def __init__(self, words: Iterable[UserWord] = ()) -> None:
        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        self._frequencies: dict[str, int] = tokenizer.FREQ
        self._tagger = _make_tagger(tokenizer)
        for word in words:
            _add(tokenizer, word)
        self._tagger.makesure_userdict_loaded()

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of `text` in order; joined they give it back."""
        pairs: Iterable[_Pair] = self._tagger.cut(text)
        return tuple(Token(text=pair.word, tag=pair.flag) for pair in pairs)

    def tokens_of(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        """The words of each text."""
        return tuple(self.tokens(text) for text in texts)

    @cached_property
    def lexicon(self) -> Mapping[str, int]:
        """The dictionary: words and how often they were counted."""
        return {word: count for word, count in self._frequencies.items() if count > 0}


def _make_tagger(tokenizer: "jieba.Tokenizer") -> "jieba.posseg.POSTokenizer":
    # POSTokenizer() would read the whole dictionary again for its tags (0.4 s); jieba.posseg has
    # just done so at import, for its own `dt`. Copied, since user words are added to it.
    tagger = jieba.posseg.POSTokenizer.__new__(jieba.posseg.POSTokenizer)
    tagger.tokenizer = tokenizer
    tagger.word_tag_tab = dict(jieba.posseg.dt.word_tag_tab)
    return tagger


def _add(tokenizer: "jieba.Tokenizer", word: UserWord) -> None:
    if word.frequency != 0:
        tokenizer.add_word(word.text, word.frequency, word.tag)
        return
    # add_word() would also put the word into a set shared by every tokenizer of the process,
    # which tagging does not read.
    tokenizer.FREQ[word.text] = 0
    if word.tag:
        tokenizer.user_word_tag_tab[word.text] = word.tag
    for end in range(1, len(word.text)):
        tokenizer.FREQ.setdefault(word.text[:end], 0)
