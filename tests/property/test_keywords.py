"""Whatever the text, its keywords stand in it, in one order, none within another."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.condense.keywords import choose, rate_phrases
from digest.model.articles import Article, ArticleId, ArticleType, TokenizedArticle
from digest.model.documents import DocumentId
from digest.protocols import SentenceRule, Tokenizer
from digest.text.sentences import sentences_of
from digest.text.traces import trace
from digest.tokenizers.stock import StockTokenizer

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
LINES = sorted(
    {line for path in SEEDS for line in path.read_text(encoding="utf-8").splitlines() if line}
)
TEXTS = st.lists(
    st.sampled_from(LINES)
    | st.sampled_from([*"大同市。（）()“”", "(扩大)", "5G网络", "İstanbul", "ⅣⅣ", "\u3000"])
    | st.text(max_size=6),
    max_size=8,
).map("".join)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return StockTokenizer()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(text=TEXTS, title=TEXTS)
def test_keywords_stand_in_the_text_and_not_within_each_other(
    tokenizer: Tokenizer, text: str, title: str
) -> None:
    article = Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=ArticleType.NEWS,
        paragraphs=(trace(text, 0, len(text)),),
    )
    sentences = sentences_of(article, SentenceRule.DIGEST)
    tokens = tuple(tokenizer.tokens(sentence.text) for sentence in sentences)
    tokenized = TokenizedArticle(article=article, sentences=sentences, tokens=tokens)
    headline = tokenizer.tokens(title)
    found = choose(rate_phrases(tokenized, title=headline), 12)
    assert found == choose(rate_phrases(tokenized, title=headline), 12)
    words = [word for word, _ in found]
    weights = [weight for _, weight in found]
    whole = "".join((title + "\n" + "\n".join(sentence.text for sentence in sentences)).split())
    assert all(word in whole for word in words)
    assert not any(a in b or b in a for a, b in combinations(words, 2))
    assert weights == sorted(weights, reverse=True)
    assert weights[:1] in ([], [1.0])
