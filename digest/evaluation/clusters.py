"""Groups of items that tell the same, and pairs of texts on the same event."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from digest.evaluation.rate import Rate, rate


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterScores:
    """Pairs of items put together, and B-cubed (the mean over items)."""

    count: int
    pairwise: Rate
    b_cubed: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScores:
    """The rate of the class "same event"; `auc` where scores were predicted, else `None`."""

    count: int
    positive: int
    same: Rate
    auc: float | None


def score_clusters(
    predictions: Mapping[str, Hashable], gold: Mapping[str, Hashable]
) -> ClusterScores:
    """Score predicted clusters against gold labels; an item left out is alone.

    B-cubed: Bagga and Baldwin, Entity-based cross-document coreferencing, 1998.
    """
    keys: dict[str, tuple[str, Hashable]] = {
        item: ("cluster", predictions[item]) if item in predictions else ("alone", item)
        for item in gold
    }
    both = Counter((keys[item], gold[item]) for item in gold)
    ours, theirs = Counter(keys.values()), Counter(gold.values())
    count = max(1, len(gold))
    precision = sum(size * size / ours[key] for (key, _), size in both.items()) / count
    recall = sum(size * size / theirs[label] for (_, label), size in both.items()) / count
    total = precision + recall
    return ClusterScores(
        count=len(gold),
        pairwise=rate(_count_pairs(both), _count_pairs(ours), _count_pairs(theirs)),
        b_cubed=Rate(
            precision=precision, recall=recall, f1=2 * precision * recall / total if total else 0.0
        ),
    )


def score_pairs(
    predictions: Mapping[str, Mapping[str, Any]], records: Sequence[Mapping[str, Any]]
) -> PairScores:
    """Score predicted pairs ("pred" 0 or 1, "score" a number) of `records` (id, label).

    A missing id counts as 0 and as the lowest score.
    """
    labels = [int(record["label"]) for record in records]
    found = [predictions.get(record["id"], {}) for record in records]
    guesses = [int(prediction.get("pred", 0)) for prediction in found]
    hits = sum(guess & label for guess, label in zip(guesses, labels, strict=True))
    auc = None
    if any("score" in prediction for prediction in predictions.values()):
        scores = [prediction.get("score") for prediction in found]
        lowest = min((score for score in scores if score is not None), default=0) - 1
        auc = measure_auc([lowest if score is None else score for score in scores], labels)
    return PairScores(
        count=len(labels),
        positive=sum(labels),
        same=rate(hits, sum(guesses), sum(labels)),
        auc=auc,
    )


def measure_auc(scores: Sequence[float], labels: Sequence[int]) -> float:
    """The area under the ROC curve by ranks, ties at half; NaN where a class is empty."""
    order = sorted(range(len(scores)), key=lambda index: scores[index])
    ranks = [0.0] * len(scores)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and scores[order[end]] == scores[order[start]]:
            end += 1
        for index in order[start:end]:
            ranks[index] = (start + end + 1) / 2
        start = end
    positive = sum(labels)
    negative = len(labels) - positive
    if not (positive and negative):
        return float("nan")
    held = sum(rank for rank, label in zip(ranks, labels, strict=True) if label)
    return (held - positive * (positive + 1) / 2) / (positive * negative)


def format_clusters(scores: ClusterScores) -> str:
    """The scores on one line."""
    pairwise, b_cubed = scores.pairwise, scores.b_cubed
    return (
        f"items {scores.count}  pairwise P {pairwise.precision:.4f} R {pairwise.recall:.4f}"
        f" F1 {pairwise.f1:.4f}  B-cubed P {b_cubed.precision:.4f} R {b_cubed.recall:.4f}"
        f" F1 {b_cubed.f1:.4f}"
    )


def format_pairs(scores: PairScores) -> str:
    """The scores on one line."""
    auc = "" if scores.auc is None else f"  AUC {scores.auc:.3f}"
    return (
        f"pairs {scores.count} (positive {scores.positive})  P {scores.same.precision:.3f}"
        f"  R {scores.same.recall:.3f}  F1 {scores.same.f1:.3f}{auc}"
    )


def _count_pairs(counts: Counter[Any]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())
