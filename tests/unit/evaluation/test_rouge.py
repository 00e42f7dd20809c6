"""ROUGE and summary scores: known values, and the kit's figures exactly."""

# ruff: noqa: S311  # generated cases, not secrets

import random
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.evaluation.bootstrap import Interval, bootstrap
from digest.evaluation.rouge import (
    Rouge,
    compare_rouge,
    count_common,
    format_difference,
    mean_rouge,
    rate_rouge,
    score_rouge,
)
from digest.evaluation.summaries import format_summaries, score_summaries, take_lead

Kit = Callable[[str], ModuleType]
TEXTS = st.text(alphabet="甲乙丙丁戊。 \n", max_size=40)


def as_tuple(rouge: Rouge) -> tuple[float, float, float]:
    return rouge.r1, rouge.r2, rouge.rl


def test_white_space_does_not_count() -> None:
    assert as_tuple(rate_rouge("今天天气好", "今天 天气\n好")) == (1.0, 1.0, 1.0)


def test_counts_are_clipped() -> None:
    rouge = rate_rouge("我我我", "我你")
    assert rouge.r1 == pytest.approx(2 * (1 / 3) * 0.5 / (1 / 3 + 0.5))
    assert rouge.r2 == 0


def test_nothing_scores_nothing() -> None:
    assert as_tuple(rate_rouge("", "甲")) == (0.0, 0.0, 0.0)
    assert as_tuple(rate_rouge(None, "甲")) == (0.0, 0.0, 0.0)


@given(TEXTS, TEXTS)
def test_the_common_subsequence_is_that_of_the_textbook(first: str, second: str) -> None:
    table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            equal, best = table[i][j] + 1, max(table[i][j + 1], table[i + 1][j])
            table[i + 1][j + 1] = equal if one == other else best
    assert count_common(first, second) == table[-1][-1]


def test_no_difference_has_no_width() -> None:
    assert bootstrap([1.0] * 50) == Interval(mean=1.0, low=1.0, high=1.0)
    assert bootstrap([]) == Interval(mean=0.0, low=0.0, high=0.0)


def test_lead_keeps_closing_quotes_and_is_cut_at_the_budget() -> None:
    assert take_lead("甲。“乙！”丙\n丁……戊。", 6) == "甲。“乙！”"
    assert take_lead("甲。", None) == "甲。"


def test_rouge_equals_the_kit(kit: Kit) -> None:
    theirs = kit("rouge")
    chance = random.Random(7)
    texts = [
        "".join(chance.choices("甲乙丙丁戊己。，", k=chance.randint(0, 60))) for _ in range(200)
    ]
    for first, second in zip(texts, reversed(texts), strict=True):
        assert as_tuple(rate_rouge(first, second)) == theirs.rouge(first, second)


@pytest.mark.parametrize("budget", [None, 20])
def test_summary_scores_equal_the_kit(kit: Kit, budget: int | None) -> None:
    scorer, chance = kit("score_summaries"), random.Random(11)

    def write(longest: int) -> str:
        return "".join(chance.choices("甲乙丙丁。！”…\n ", k=chance.randint(0, longest)))

    records = [{"id": str(i), "text": write(120), "summary": write(30)} for i in range(40)]
    ours = {str(i): write(40) for i in range(35)}
    others = {str(i): write(40) for i in range(40)}
    numbers, text = scorer.report(ours, records, budget or 0, others, "others")
    scores = score_summaries(ours, records, budget=budget, baseline=others, baseline_name="others")
    assert format_summaries(scores) == text
    assert as_tuple(scores.mean) == (numbers["R1"], numbers["R2"], numbers["RL"])
    assert as_tuple(scores.lead.mean) == numbers["lead"]
    assert (scores.length, scores.used, scores.over, scores.missing) == (
        numbers["length"],
        numbers["used"],
        numbers["cut"],
        numbers["missing"],
    )


def test_comparisons_equal_the_kit(kit: Kit) -> None:
    theirs, chance = kit("rouge"), random.Random(5)
    texts = [
        {str(i): "".join(chance.choices("甲乙丙丁", k=30)) for i in range(25)} for _ in range(3)
    ]
    ours, others = score_rouge(texts[0], texts[2]), score_rouge(texts[1], texts[2], budget=20)
    their_scores = (theirs.score_all(texts[0], texts[2]), theirs.score_all(texts[1], texts[2], 20))
    assert as_tuple(mean_rouge(ours)) == theirs.means(their_scores[0])
    expected = theirs.fmt_cmp("others", theirs.compare(*their_scores))
    assert format_difference("others", compare_rouge(ours, others)) == expected
