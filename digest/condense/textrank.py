"""TextRank (Mihalcea and Tarau, 2004) exactly as textrank4zh 0.3 computes it, quirks included."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.condense.graph import rank_nodes
from digest.condense.long_text import rank_sentences
from digest.condense.overlap import find_links
from digest.model.articles import Token, TokenizedArticle
from digest.protocols import SentenceRule

LONG_TEXT = 1000
"""Texts of more sentences are ranked without the graph of all pairs of sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRank:
    """Rates sentences by PageRank over the words they share.

    Scores equal those of textrank4zh's `TextRank4Sentence` with its default source, given its
    sentences and jieba's tokens: to the last bit up to `LONG_TEXT` sentences, above to 1e-12, in
    memory that grows with the text and not with its square.
    """

    stop_words: frozenset[str]
    name: str = "textrank"
    sentence_rule: SentenceRule = SentenceRule.TEXTRANK4ZH
    reads_tokens: bool = True

    def rate(self, article: TokenizedArticle) -> tuple[float, ...]:
        """One rating a sentence; they sum to 1."""
        words = [content_words(tokens, self.stop_words) for tokens in article.tokens]
        if len(words) > LONG_TEXT:
            return tuple(rank_sentences(words).tolist())
        return tuple(rank_nodes(*find_links(words), size=len(words)).tolist())


def content_words(tokens: Sequence[Token], stop_words: frozenset[str]) -> list[str]:
    """The words textrank4zh compares by default ("no_stop_words"): no marks, no stop words."""
    return [
        word
        for token in tokens
        if token.tag != "x" and (word := token.text.strip()) and word not in stop_words
    ]
