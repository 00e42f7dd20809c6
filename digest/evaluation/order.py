"""The order, and so the choice, of a day's items against the one an editor gave them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from digest.evaluation.bootstrap import Interval, bootstrap

_FIRST = 5
_DEPTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderScore:
    """Kendall's tau-b, the share of the first five met, and nDCG of the first ten."""

    tau_b: float
    precision_at_5: float
    ndcg_at_10: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderScores:
    """The scores by day, their mean, and how many days had no prediction."""

    days: Mapping[str, OrderScore]
    missing: int

    @property
    def mean(self) -> OrderScore:
        """The mean over days."""
        count = max(1, len(self.days))
        days = self.days.values()
        return OrderScore(
            tau_b=sum(day.tau_b for day in days) / count,
            precision_at_5=sum(day.precision_at_5 for day in days) / count,
            ndcg_at_10=sum(day.ndcg_at_10 for day in days) / count,
        )


def score_orders(
    predictions: Mapping[str, Sequence[str]], records: Sequence[Mapping[str, Any]]
) -> OrderScores:
    """Score the predicted orders (best first, may be partial) of `records` (id, order)."""
    days = {
        record["id"]: score_order(predictions.get(record["id"], ()), record["order"])
        for record in records
    }
    return OrderScores(days=days, missing=sum(identity not in predictions for identity in days))


def score_order(predicted: Sequence[str], gold: Sequence[str]) -> OrderScore:
    """One day's score: what is left out shares the last rank, what is unknown is ignored.

    nDCG has gain n - rank (the first item n, the last 1) and discount 1 / log2(position + 1).

    >>> score_order(["a", "b", "c"], ["a", "b", "c"])
    OrderScore(tau_b=1.0, precision_at_5=1.0, ndcg_at_10=1.0)
    """
    count, known = len(gold), set(gold)
    ordered = list(dict.fromkeys(item for item in predicted if item in known))
    true_ranks = {item: rank for rank, item in enumerate(gold)}
    ranks = {item: rank for rank, item in enumerate(ordered)}
    first = min(_FIRST, count)
    met = len(set(ordered[:first]) & set(gold[:first]))
    best = _discounted_gain(gold, true_ranks)
    return OrderScore(
        tau_b=measure_tau_b([ranks.get(item, count) for item in gold], range(count)),
        precision_at_5=met / first if first else 0.0,
        ndcg_at_10=_discounted_gain(ordered, true_ranks) / best if best else 0.0,
    )


def measure_tau_b(first: Sequence[float], second: Sequence[float]) -> float:
    """Kendall's tau-b of two lists of ranks; ties in one list alone lower it.

    Kendall, The treatment of ties in ranking problems, 1945.
    """
    agreeing = opposed = tied_first = tied_second = 0
    for i, j in combinations(range(len(first)), 2):
        a, b = first[i] - first[j], second[i] - second[j]
        if a == 0 and b == 0:
            continue
        if a == 0:
            tied_first += 1
        elif b == 0:
            tied_second += 1
        elif a * b > 0:
            agreeing += 1
        else:
            opposed += 1
    strict = agreeing + opposed
    scale = math.sqrt((strict + tied_first) * (strict + tied_second))
    return (agreeing - opposed) / scale if scale else 0.0


def format_orders(scores: OrderScores, baseline: OrderScores | None = None) -> str:
    """The means on a line; with a baseline a second line says how far we are above it."""
    mean = scores.mean
    total = (
        f"days {len(scores.days)}  tau-b {mean.tau_b:.3f}  P@5 {mean.precision_at_5:.3f}"
        f"  nDCG@10 {mean.ndcg_at_10:.3f}  missing {scores.missing}"
    )
    lines = [total]
    if baseline is not None:
        ids = sorted(scores.days)
        pairs = [(scores.days[identity], baseline.days[identity]) for identity in ids]
        tau = _compare(our.tau_b - their.tau_b for our, their in pairs)
        precision = _compare(our.precision_at_5 - their.precision_at_5 for our, their in pairs)
        ndcg = _compare(our.ndcg_at_10 - their.ndcg_at_10 for our, their in pairs)
        lines.append(f"minus baseline: tau-b {tau:+.3f}  P@5 {precision:+.3f}  nDCG@10 {ndcg:+.3f}")
    return "\n".join(lines)


def _compare(differences: Iterable[float]) -> Interval:
    return bootstrap(list(differences))


def _discounted_gain(items: Sequence[str], true_ranks: Mapping[str, int]) -> float:
    count = len(true_ranks)
    return sum(
        (count - true_ranks[item]) / math.log2(position + 2)
        for position, item in enumerate(items[:_DEPTH])
    )
