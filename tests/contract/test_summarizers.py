"""What every summarizer keeps to."""

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from digest.condense.lead import Lead
from digest.condense.lexrank import LexRank
from digest.condense.news import News
from digest.condense.textrank import TextRank
from digest.engines.textrank4zh import TextRank4ZH
from digest.model.articles import Article, ArticleId, ArticleType, TokenizedArticle
from digest.model.documents import DocumentId
from digest.protocols import Summarizer, Tokenizer
from digest.text.sentences import sentences_of
from digest.text.traces import trace
from digest.tokenizers.stock import StockTokenizer

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
STOP_WORDS = frozenset(["的", "了", "在", "是", "和", "要"])
TEXTS = (
    "",
    "好",
    "！？。",
    "今天天气很好",
    "今天开会。今天开会。今天开会。",
    "甲。乙！丙丁？\n戊己庚辛；“壬”。癸……",
    *(path.read_text(encoding="utf-8") for path in SEEDS[:1]),
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return StockTokenizer()


@pytest.fixture(scope="module", params=["news", "lead", "lexrank", "textrank", "textrank4zh"])
def summarizer(request: pytest.FixtureRequest, tokenizer: Tokenizer) -> Summarizer:
    made: dict[str, Summarizer] = {
        "news": News(),
        "lead": Lead(),
        "lexrank": LexRank(stop_words=STOP_WORDS),
        "textrank": TextRank(stop_words=STOP_WORDS),
        "textrank4zh": TextRank4ZH(tokenizer=tokenizer),
    }
    return made[request.param]


def _prepare(text: str, summarizer: Summarizer, tokenizer: Tokenizer) -> TokenizedArticle:
    article = Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=ArticleType.NEWS,
        paragraphs=(trace(text, 0, len(text)),),
    )
    sentences = sentences_of(article, summarizer.sentence_rule)
    tokens = tuple(
        tokenizer.tokens(sentence.text) if summarizer.reads_tokens else () for sentence in sentences
    )
    return TokenizedArticle(article=article, sentences=sentences, tokens=tokens)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_every_sentence_is_rated(summarizer: Summarizer, tokenizer: Tokenizer, number: int) -> None:
    article = _prepare(TEXTS[number], summarizer, tokenizer)
    assert len(summarizer.rate(article)) == len(article.sentences)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_ratings_are_finite_and_not_negative(
    summarizer: Summarizer, tokenizer: Tokenizer, number: int
) -> None:
    ratings = summarizer.rate(_prepare(TEXTS[number], summarizer, tokenizer))
    assert all(math.isfinite(rating) and rating >= 0 for rating in ratings)


def test_ratings_are_the_same_in_every_thread(summarizer: Summarizer, tokenizer: Tokenizer) -> None:
    article = _prepare(TEXTS[-1][:1500], summarizer, tokenizer)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(summarizer.rate, [article] * 4))
    assert all(result == results[0] for result in results)
