"""The package textrank4zh itself behind our Summarizer protocol.

textrank4zh 0.3 imports on a current stack and then fails: networkx 3 has no `from_numpy_matrix`,
and `pagerank` wants scipy, which the package does not declare. Its own modules are given what
they ask for; networkx and jieba themselves are left as they are.
"""

import threading
import warnings
from collections.abc import Iterator
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from digest.condense.graph import Matrix, pagerank
from digest.errors import UsageError
from digest.model.articles import TokenizedArticle
from digest.protocols import SentenceRule, Tokenizer

_PREPARING = threading.Lock()
_tokenizer: ContextVar[Tokenizer] = ContextVar("tokenizer")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRank4ZH:
    """Rates sentences with the package's own `TextRank4Sentence`, all defaults.

    It cuts text and words itself, the words with the given tokenizer.
    """

    tokenizer: Tokenizer
    name: str = "textrank4zh"
    sentence_rule: SentenceRule = SentenceRule.TEXTRANK4ZH
    reads_tokens: bool = False

    def rate(self, article: TokenizedArticle) -> tuple[float, ...]:
        """One rating a sentence; they sum to 1. Raises UsageError where the package is missing."""
        ranker = copy(_prepare_ranker())
        text = "\n".join(sentence.text for sentence in article.sentences)
        before = _tokenizer.set(self.tokenizer)
        try:
            ranker.analyze(text=text)
            # Its sentences are ours in the same order, stripped of their end marks.
            found = ranker.get_key_sentences(num=len(article.sentences), sentence_min_len=0)
        finally:
            _tokenizer.reset(before)
        ratings = {item.index: float(item.weight) for item in found}
        return tuple(ratings[sentence.index] for sentence in article.sentences)


@cache
def _prepare_ranker() -> Any:
    """A ranker of the package, to be copied for each article; made once."""
    with _PREPARING, warnings.catch_warnings():
        # jieba, which it imports, warns of its escapes and of pkg_resources; the package itself
        # opens its stop words in a deprecated way and does not close them.
        warnings.simplefilter("ignore")
        try:
            import textrank4zh
        except ImportError as error:
            raise UsageError(
                f"method 'textrank4zh' needs its package ({error})",
                hint="pip install textrank4zh==0.3, or use --method textrank, its exact equal",
            ) from error
        textrank4zh.Segmentation.pseg = SimpleNamespace(cut=_cut_words)
        textrank4zh.util.nx = SimpleNamespace(
            from_numpy_matrix=lambda matrix: matrix, pagerank=_rank_nodes
        )
        return textrank4zh.TextRank4Sentence()


def _cut_words(text: str) -> Iterator[SimpleNamespace]:
    for token in _tokenizer.get().tokens(text):
        yield SimpleNamespace(word=token.text, flag=token.tag)


def _rank_nodes(matrix: Matrix, alpha: float) -> dict[int, float]:
    return dict(enumerate(pagerank(matrix, alpha=alpha).tolist()))
