"""Whatever the text and budget, a summary is a choice from it that fits."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from digest.condense.select import Selection, select
from digest.model.articles import Article, ArticleId, ArticleType, TokenizedArticle
from digest.model.documents import DocumentId
from digest.model.summaries import Budget, Trim
from digest.protocols import SentenceRule
from digest.text.lines import count_chars
from digest.text.sentences import sentences_of
from digest.text.traces import restore, trace

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
LINES = sorted(
    {line for path in SEEDS for line in path.read_text(encoding="utf-8").splitlines() if line}
)
TEXTS = st.lists(
    st.sampled_from(LINES)
    | st.sampled_from(
        [*"大同市。！？；，,、：:“”（）……\n 3", "会议召开", "http://a.cn/b", "12.5%"]
    ),
    max_size=12,
).map("".join)
BUDGETS = (
    st.integers(1, 200).map(lambda chars: Budget(chars=chars))
    | st.integers(1, 5).map(lambda count: Budget(sentences=count))
    | st.floats(0.01, 1).map(lambda ratio: Budget(ratio=ratio))
)


def _prepare(text: str, rule: SentenceRule) -> TokenizedArticle:
    article = Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=ArticleType.NEWS,
        paragraphs=(trace(text, 0, len(text)),),
    )
    sentences = sentences_of(article, rule)
    return TokenizedArticle(
        article=article, sentences=sentences, tokens=tuple(() for _ in sentences)
    )


def _choose(
    text: str, seed: int, budget: Budget, trim: Trim, rule: SentenceRule
) -> tuple[TokenizedArticle, Selection]:
    article = _prepare(text, rule)
    ratings = [(index * 7919 + seed) % 31 / 31 for index in range(len(article.sentences))]
    return article, select(article, ratings, budget, trim=trim)


CASES = (TEXTS, st.integers(0, 30), BUDGETS, st.sampled_from(Trim), st.sampled_from(SentenceRule))


@given(*CASES)
def test_a_summary_is_never_longer_than_its_budget(
    text: str, seed: int, budget: Budget, trim: Trim, rule: SentenceRule
) -> None:
    article, chosen = _choose(text, seed, budget, trim, rule)
    length = sum(count_chars(sentence.text) for sentence in chosen.sentences)
    total = sum(count_chars(sentence.text) for sentence in article.sentences)
    assert budget.chars is None or length <= budget.chars
    assert budget.ratio is None or length <= max(1, total * budget.ratio)
    assert budget.sentences is None or len(chosen.sentences) <= budget.sentences


@given(*CASES)
def test_a_summary_is_empty_only_where_the_text_is(
    text: str, seed: int, budget: Budget, trim: Trim, rule: SentenceRule
) -> None:
    article, chosen = _choose(text, seed, budget, trim, rule)
    assert bool(chosen.sentences) == bool(article.sentences)


@given(*CASES)
def test_every_printed_sentence_comes_from_the_text(
    text: str, seed: int, budget: Budget, trim: Trim, rule: SentenceRule
) -> None:
    for sentence in _choose(text, seed, budget, trim, rule)[1].sentences:
        assert restore(text, sentence.traced.spans, sentence.traced.edits) == sentence.text


@given(*CASES)
def test_sentences_stand_in_order_and_do_not_overlap(
    text: str, seed: int, budget: Budget, trim: Trim, rule: SentenceRule
) -> None:
    chosen = _choose(text, seed, budget, trim, rule)[1]
    spans = [span for sentence in chosen.sentences for span in sentence.traced.spans]
    assert all(first.end <= second.start for first, second in pairwise(spans))


@given(*CASES)
def test_no_sentence_is_printed_twice(
    text: str, seed: int, budget: Budget, trim: Trim, rule: SentenceRule
) -> None:
    chosen = _choose(text, seed, budget, trim, rule)[1]
    assert len({sentence.rank for sentence in chosen.sentences}) == len(chosen.sentences)
