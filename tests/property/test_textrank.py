"""Our TextRank is textrank4zh's, and PageRank is networkx's."""

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import networkx as nx  # type: ignore[import-untyped]  # its stubs are a package of their own
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from digest.condense.graph import pagerank, rank_nodes
from digest.condense.lexrank import LexRank
from digest.condense.long_text import rank_sentences
from digest.condense.overlap import find_links
from digest.condense.textrank import LONG_TEXT, TextRank, content_words
from digest.engines.textrank4zh import TextRank4ZH
from digest.model.articles import Article, ArticleId, ArticleType, Token, TokenizedArticle
from digest.model.documents import DocumentId
from digest.protocols import SentenceRule
from digest.text.sentences import sentences_of
from digest.text.stopwords import textrank4zh_stopwords
from digest.text.traces import trace
from digest.tokenizers.stock import StockTokenizer

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
CLAUSES = sorted(
    {
        clause
        for path in SEEDS
        for clause in re.split(r"[，,。；;\n]", path.read_text(encoding="utf-8"))
        if clause.strip()
    }
)
TEXTS = st.lists(
    st.sampled_from(CLAUSES) | st.sampled_from([*"。！？；…，、“” \n", "的", "会议", "2024"]),
    max_size=40,
).map("".join)


class Methods:
    """The package, our exact equal and LexRank over one tokenizer."""

    def __init__(self) -> None:
        package = pytest.importorskip("textrank4zh")
        listed = Path(package.__file__).with_name("stopwords.txt").read_text(encoding="utf-8")
        self.tokenizer = StockTokenizer()
        self.package = TextRank4ZH(tokenizer=self.tokenizer)
        self.ours = TextRank(stop_words=textrank4zh_stopwords(listed))
        self.lexrank = LexRank(stop_words=textrank4zh_stopwords(listed))

    def prepare(self, text: str, rule: SentenceRule) -> TokenizedArticle:
        article = Article(
            id=ArticleId("a1"),
            document=DocumentId("d"),
            type=ArticleType.NEWS,
            paragraphs=(trace(text, 0, len(text)),),
        )
        sentences = sentences_of(article, rule)
        return TokenizedArticle(
            article=article,
            sentences=sentences,
            tokens=tuple(self.tokenizer.tokens(sentence.text) for sentence in sentences),
        )


@pytest.fixture(scope="module")
def methods() -> Methods:
    return Methods()


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: str(path.name[:3]))
def test_scores_equal_the_package_on_the_seeds(methods: Methods, path: Path) -> None:
    article = methods.prepare(path.read_text(encoding="utf-8"), SentenceRule.TEXTRANK4ZH)
    assert methods.ours.rate(article) == methods.package.rate(article)


@settings(max_examples=60)
@given(TEXTS)
def test_scores_equal_the_package_on_generated_texts(methods: Methods, text: str) -> None:
    article = methods.prepare(text, SentenceRule.TEXTRANK4ZH)
    assert methods.ours.rate(article) == methods.package.rate(article)


@settings(max_examples=60)
@given(TEXTS)
def test_the_package_itself_finds_our_sentences(methods: Methods, text: str) -> None:
    from textrank4zh.Segmentation import SentenceSegmentation

    sentences = methods.prepare(text, SentenceRule.TEXTRANK4ZH).sentences
    ours = [re.sub(r"[?!;？！。；…]$", "", sentence.text).strip() for sentence in sentences]
    assert ours == SentenceSegmentation().segment(text)


@settings(max_examples=60)
@given(TEXTS)
def test_ratings_of_graph_methods_sum_to_one(methods: Methods, text: str) -> None:
    for method in (methods.ours, methods.lexrank):
        article = methods.prepare(text, method.sentence_rule)
        ratings = method.rate(article)
        assert not ratings or sum(ratings) == pytest.approx(1)


@given(
    arrays.arrays(
        np.float64,
        st.integers(1, 8).map(lambda size: (size, size)),
        elements=st.sampled_from([0.0, 0.0, 0.5, 1.0, 0.3]),
    )
)
def test_ranks_equal_those_of_networkx(
    weights: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
) -> None:
    symmetric = weights + weights.T
    # networkx's own plain implementation, which needs no scipy.
    expected = nx.algorithms.link_analysis.pagerank_alg._pagerank_python(
        nx.from_numpy_array(symmetric)
    )
    assert pagerank(symmetric).tolist() == pytest.approx(list(expected.values()), abs=1e-12)


@given(
    arrays.arrays(
        np.float64,
        st.integers(1, 40).map(lambda size: (size, size)),
        elements=st.sampled_from([0.0, 0.0, 0.1, 0.7, 1 / 3]),
    )
)
def test_ranks_equal_those_of_networkx_over_scipy_to_the_last_bit(
    weights: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
) -> None:
    symmetric = weights + weights.T
    expected = _rank_in_scipys_order(symmetric.tolist())
    assert pagerank(symmetric).tolist() == expected
    rows, columns = np.nonzero(symmetric)
    edges = rank_nodes(rows, columns, symmetric[rows, columns], size=len(symmetric))
    assert edges.tolist() == expected


def _rank_in_scipys_order(weights: list[list[float]]) -> list[float]:
    """networkx 3's `_pagerank_scipy` with scipy's sums: rows in pairs, products row after row."""
    size = len(weights)
    edges = [[weight for weight in row if weight] for row in weights]
    sums = [float(np.add.reduceat(row, [0])[0]) if row else 0.0 for row in edges]
    moves = [
        [1.0 / total * weight if total else 0.0 for weight in row]
        for row, total in zip(weights, sums, strict=True)
    ]
    ranks = [1.0 / size] * size
    for _ in range(100):
        last = ranks
        stranded = _add(rank for rank, total in zip(last, sums, strict=True) if not total)
        moved = [_add(last[i] * moves[i][j] for i in range(size)) for j in range(size)]
        ranks = [0.85 * (rank + stranded * (1 / size)) + (1 - 0.85) * (1 / size) for rank in moved]
        if np.abs(np.array(ranks) - np.array(last)).sum() < size * 1e-6:
            break
    return ranks


def _add(numbers: Iterable[float]) -> float:
    total = 0.0
    for number in numbers:
        total += number
    return total


WORDS = st.lists(st.lists(st.sampled_from("甲乙丙丁戊己庚辛壬癸"), max_size=8), max_size=30)


@given(WORDS)
def test_links_are_common_words_over_the_logarithms_of_lengths(sentences: list[list[str]]) -> None:
    expected = []
    for row, first in enumerate(sentences):
        for column, second in enumerate(sentences):
            common = len(set(first) & set(second))
            if common and len(first) * len(second) > 1:
                measure = common / (math.log(len(first)) + math.log(len(second)))
                expected.append((row, column, measure))
    links = zip(*(part.tolist() for part in find_links(sentences)), strict=True)
    assert list(links) == expected


@given(WORDS)
def test_long_texts_are_ranked_as_by_their_links(sentences: list[list[str]]) -> None:
    assert rank_sentences(sentences).tolist() == pytest.approx(_rank(sentences), abs=1e-12)


def _rank(sentences: list[list[str]]) -> list[float]:
    ranks: list[float] = rank_nodes(*find_links(sentences), size=len(sentences)).tolist()
    return ranks


def test_a_text_above_the_limit_is_rated_as_below_it(methods: Methods) -> None:
    texts = [first + second for first in CLAUSES[::40] for second in CLAUSES[::17]]
    article = replace(
        methods.prepare("", SentenceRule.TEXTRANK4ZH),
        tokens=tuple(tuple(Token(text=char, tag="n") for char in text) for text in texts),
    )
    words = [content_words(tokens, methods.ours.stop_words) for tokens in article.tokens]
    assert len(words) > LONG_TEXT
    assert methods.ours.rate(article) == pytest.approx(_rank(words), abs=1e-12)


def test_a_long_text_is_rated_as_the_package_does(methods: Methods) -> None:
    article = methods.prepare("。".join(CLAUSES[::5]), SentenceRule.TEXTRANK4ZH)
    assert methods.ours.rate(article) == methods.package.rate(article)
