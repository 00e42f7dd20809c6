"""Order, clusters, pairs, keywords and topics: known values, and the kit's figures exactly."""

# ruff: noqa: S311  # generated cases, not secrets

import math
import random
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from digest.evaluation.clusters import (
    format_clusters,
    format_pairs,
    measure_auc,
    score_clusters,
    score_pairs,
)
from digest.evaluation.keywords import format_keywords, rate_keywords, score_keywords
from digest.evaluation.order import format_orders, measure_tau_b, score_order, score_orders
from digest.evaluation.rate import Rate
from digest.evaluation.topics import format_topics, score_topics

Kit = Callable[[str], ModuleType]


def as_tuple(rate: Rate) -> tuple[float, float, float]:
    return rate.precision, rate.recall, rate.f1


def test_tau_b_is_one_for_the_same_order_and_minus_one_for_the_reverse() -> None:
    assert (measure_tau_b([0, 1, 2], [0, 1, 2]), measure_tau_b([2, 1, 0], [0, 1, 2])) == (1, -1)


def test_a_tie_lowers_tau_b() -> None:
    assert measure_tau_b([0, 1, 1], [0, 1, 2]) == pytest.approx(2 / math.sqrt(6))


def test_an_unknown_item_is_ignored() -> None:
    assert score_order(["zz", "a"], list("abcdefg")).precision_at_5 == 0.2


def test_items_left_out_are_alone() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 3}
    assert as_tuple(score_clusters({"a": "x", "b": "x"}, gold).pairwise) == (1, 1, 1)
    assert score_clusters({}, gold).pairwise.recall == 0


def test_auc_counts_ties_half() -> None:
    assert measure_auc([0.1, 0.9, 0.5, 0.5], [0, 1, 1, 0]) == 0.875
    assert math.isnan(measure_auc([0.1], [1]))


def test_keywords_compare_without_space_and_case() -> None:
    assert rate_keywords(["A b", "ab", "丙"], ["ab"]).exact_at_5 == pytest.approx(2 / 3)
    assert rate_keywords(["中"], ["中国"]).partial_at_5 == 0
    assert rate_keywords([], ["x"]).exact_at_10 == 0


def test_a_topic_missing_is_wrong() -> None:
    records = [
        {"id": "1", "label": "A", "tags": ["A"]},
        {"id": "2", "label": "B", "tags": ["B", "A"]},
        {"id": "3", "label": "B", "tags": ["B"]},
    ]
    scores = score_topics({"1": "A", "2": "A"}, records)
    assert (scores.accuracy, scores.accepted) == (1 / 3, 2 / 3)


def test_orders_equal_the_kit(kit: Kit) -> None:
    scorer, chance = kit("score_order"), random.Random(2)
    days: list[dict[str, Any]] = []
    ours: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for name in map(str, range(40)):
        gold = [f"{name}-{item}" for item in range(chance.randint(1, 25))]
        days.append({"id": name, "order": gold})
        others[name] = chance.sample(gold, len(gold))
        if chance.random() < 0.9:
            ours[name] = ["?", *chance.sample(gold, chance.randint(0, len(gold)))]
    scores, theirs = score_orders(ours, days), scorer.score(ours, days)
    for name, day in scores.days.items():
        assert (day.tau_b, day.precision_at_5, day.ndcg_at_10) == theirs[name]
    mean = scores.mean
    assert (mean.tau_b, mean.precision_at_5, mean.ndcg_at_10) == scorer.means(theirs)
    baseline = scorer.score(others, days)
    compared = "  ".join(
        "{} {:+.3f} [{:+.3f},{:+.3f}]".format(
            name, *scorer.bootstrap([theirs[i][k] - baseline[i][k] for i in sorted(theirs)])
        )
        for k, name in enumerate(("tau-b", "P@5", "nDCG@10"))
    )
    total, second = format_orders(scores, score_orders(others, days)).split("\n")
    assert second == f"minus baseline: {compared}"
    assert total.endswith(f"missing {sum(day['id'] not in ours for day in days)}")


def test_clusters_equal_the_kit(kit: Kit) -> None:
    scorer, chance = kit("score_clusters"), random.Random(4)
    for _ in range(50):
        gold = {str(item): chance.randint(0, 12) for item in range(chance.randint(1, 40))}
        ours = {item: chance.randint(0, 12) for item in gold if chance.random() < 0.8}
        scores = score_clusters(ours, gold)
        pairwise, b_cubed = scorer.clusters(ours, gold)
        assert (as_tuple(scores.pairwise), as_tuple(scores.b_cubed)) == (pairwise, b_cubed)
        assert format_clusters(scores).startswith(f"items {len(gold)}  pairwise P ")


def test_pairs_equal_the_kit(kit: Kit) -> None:
    scorer, chance = kit("score_clusters"), random.Random(6)
    for _ in range(50):
        records = [{"id": str(i), "label": chance.randint(0, 1)} for i in range(30)]
        ours = {
            str(i): {"pred": chance.randint(0, 1)}
            | ({"score": round(chance.random(), 1)} if chance.random() < 0.8 else {})
            for i in range(27)
        }
        scores, theirs = score_pairs(ours, records), scorer.pairs(ours, records)
        assert as_tuple(scores.same) == theirs["prf"]
        assert scores.auc == pytest.approx(theirs["auc"], abs=0, nan_ok=True)
        assert format_pairs(scores).startswith(f"pairs 30 (positive {theirs['positive']})")


def test_keywords_equal_the_kit(kit: Kit) -> None:
    scorer, chance = kit("score_keywords"), random.Random(8)

    def words(count: int) -> list[str]:
        return ["".join(chance.choices("甲乙丙Aa ", k=chance.randint(1, 4))) for _ in range(count)]

    records = [{"id": str(i), "keywords": words(6)} for i in range(40)]
    ours = {str(i): words(chance.randint(0, 14)) for i in range(36)}
    others = {str(i): words(8) for i in range(40)}
    scores, theirs = score_keywords(ours, records), scorer.score(ours, records)
    for name, score in scores.documents.items():
        assert (
            score.exact_at_5,
            score.exact_at_10,
            score.partial_at_5,
            score.partial_at_10,
        ) == theirs[name]
    baseline = scorer.score(others, records)
    total = f"n {len(theirs)}  " + "  ".join(
        f"{name} {mean:.1f}" for name, mean in zip(scorer.NAMES, scorer.means(theirs), strict=True)
    )
    compared = "  ".join(
        "{} {:+.1f} [{:+.1f},{:+.1f}]".format(
            name, *scorer.bootstrap([100 * (theirs[i][k] - baseline[i][k]) for i in sorted(theirs)])
        )
        for k, name in enumerate(scorer.NAMES)
    )
    printed = format_keywords(scores, score_keywords(others, records))
    assert printed == f"{total}\nminus baseline: {compared}"


def test_topics_equal_the_kit(kit: Kit) -> None:
    scorer, chance = kit("score_topics"), random.Random(9)
    for _ in range(30):
        records = []
        for i in range(40):
            tags = chance.sample("甲乙丙丁", k=chance.randint(1, 3))
            records.append({"id": str(i), "label": tags[0], "tags": tags})
        ours = {str(i): chance.choice("甲乙丙丁戊") for i in range(35)}
        scores, theirs = score_topics(ours, records), scorer.score(ours, records)
        assert (scores.accuracy, scores.accepted, scores.macro_f1) == (
            theirs["acc"],
            theirs["accepted"],
            theirs["macro"],
        )
        assert (scores.f1, scores.counts) == (theirs["f1"], theirs["count"])
        lines = format_topics(scores).split("\n")[1:]
        assert lines == [
            f"  {tag}\t{count}\tF1 {theirs['f1'][tag]:.3f}"
            for tag, count in theirs["count"].most_common()
        ]
