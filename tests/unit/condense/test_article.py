"""Budgets, queries and points around the choice of sentences."""

import pytest

from digest import summarize
from digest.condense.article import condense
from digest.condense.budget import check_budget
from digest.condense.points import LONGEST_POINT, choose_points
from digest.condense.query import favour
from digest.errors import UsageError
from digest.model.articles import ArticleId
from digest.model.documents import DocumentId
from digest.model.summaries import Budget
from digest.pages.plain import read_article
from digest.text.lines import count_chars, make_page
from digest.wiring.tools import make_tools

TEXT = """3月26日，第五届冰雪节在大同开幕。

本届冰雪节为期三个月，安排13项赛事，分布在全市10余个场地，吸引京津冀游客前来，带动冬季旅游持续升温。他表示欢迎。

去年冰雪节接待游客120万人次。
"""


def test_without_a_limit_a_summary_has_at_most_120_characters() -> None:
    assert check_budget() == Budget(chars=120)


@pytest.mark.parametrize(
    ("chars", "sentences", "ratio"),
    [(0, None, None), (None, 0, None), (None, None, 0.0), (None, None, 1.1), (9, 1, None)],
)
def test_an_impossible_limit_is_refused(
    chars: int | None, sentences: int | None, ratio: float | None
) -> None:
    with pytest.raises(UsageError):
        check_budget(chars=chars, sentences=sentences, ratio=ratio)


def test_an_empty_query_is_refused() -> None:
    with pytest.raises(UsageError, match="empty"):
        favour([1.0], ["一"], " ")


def test_a_query_decides_before_the_method() -> None:
    assert "120万" in summarize(TEXT, sentences=1, query="去年").text


def test_points_print_nothing_twice_and_never_dangle() -> None:
    page = make_page(TEXT, uri="a")
    article = read_article(page, document=DocumentId("d"), article=ArticleId("a1"), title="题")
    tools = make_tools()
    summary = condense(
        article,
        summarizer=tools.summarizer,
        tokenizer=tools.tokenizer,
        budget=Budget(chars=20),
    )

    points = [point.text for point in choose_points(article, summary)]

    assert points
    assert all(point not in summary.text for point in points)
    assert not any(point.startswith("他") for point in points)
    assert all(count_chars(point) <= LONGEST_POINT for point in points)
