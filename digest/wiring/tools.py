"""The chosen parts of the line: splitter, tokenizer, summarizer."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import UsageError
from digest.model.articles import Token
from digest.pages.lexicon import Dictionary
from digest.pages.splitter import TextSplitter
from digest.pipeline import Tools
from digest.plugins import make_summarizer
from digest.tokenizers.userdict import UserWord, read_userdict
from digest.wiring.topic_files import read_topic_model

if TYPE_CHECKING:
    from digest.tokenizers.fast import FastTokenizer
    from digest.tokenizers.stock import StockTokenizer


def make_tools(
    method: str = "default", *, userdict: Path | None = None, topics: Path | None = None
) -> Tools:
    """What the line needs: a splitter, a tokenizer and the summarizer of that name.

    The dictionary is loaded when the first word is asked for, not before. Raises UsageError for
    an unknown method, InputError for an unreadable user dictionary or model of topics.
    """
    tokenizer = LazyTokenizer(userdict=userdict)
    lexicon = Dictionary(lambda: tokenizer.lexicon)
    return Tools(
        splitter=TextSplitter(lexicon=lexicon),
        tokenizer=tokenizer,
        summarizer=make_summarizer(method, tokenizer),
        lexicon=lexicon,
        topics=read_topic_model(topics) if topics else None,
    )


class LazyTokenizer:
    """jieba's words and tags; the dictionary is loaded on first use, once, by one thread.

    The fast tokenizer, where rjieba is there and takes the user's words; else jieba itself. They
    give the same tokens.
    """

    def __init__(self, *, userdict: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._words = read_userdict(userdict) if userdict else ()
        self._tokenizer: FastTokenizer | StockTokenizer | None = None

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of `text` in order; joined they give it back."""
        return self._loaded().tokens(text)

    def tokens_of(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        """The words of each text."""
        return self._loaded().tokens_of(texts)

    @property
    def lexicon(self) -> Mapping[str, int]:
        """The dictionary: words and how often they were counted."""
        return self._loaded().lexicon

    def _loaded(self) -> "FastTokenizer | StockTokenizer":
        if self._tokenizer is None:
            with self._lock:
                if self._tokenizer is None:
                    self._tokenizer = _load_tokenizer(self._words)
        return self._tokenizer


def _load_tokenizer(words: tuple[UserWord, ...]) -> "FastTokenizer | StockTokenizer":
    with suppress(UsageError):
        from digest.tokenizers.fast import FastTokenizer

        return FastTokenizer(words)
    from digest.tokenizers.stock import StockTokenizer

    return StockTokenizer(words)
