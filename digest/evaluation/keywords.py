"""Keyword lists against gold lists: F1 of the first five and ten, exact and partial."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from digest.evaluation.bootstrap import Interval, bootstrap
from digest.evaluation.rouge import squeeze

_SHORTEST_PARTIAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordScore:
    """F1 of the first five and ten words: equal, or one containing the other."""

    exact_at_5: float
    exact_at_10: float
    partial_at_5: float
    partial_at_10: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordScores:
    """The scores by document."""

    documents: Mapping[str, KeywordScore]

    @property
    def mean(self) -> KeywordScore:
        """The mean over documents, in points (0 to 100)."""
        count = max(1, len(self.documents))
        scores = self.documents.values()
        return KeywordScore(
            exact_at_5=100 * sum(score.exact_at_5 for score in scores) / count,
            exact_at_10=100 * sum(score.exact_at_10 for score in scores) / count,
            partial_at_5=100 * sum(score.partial_at_5 for score in scores) / count,
            partial_at_10=100 * sum(score.partial_at_10 for score in scores) / count,
        )


def score_keywords(
    predictions: Mapping[str, Sequence[str]], records: Sequence[Mapping[str, Any]]
) -> KeywordScores:
    """Score the predicted keywords (best first) of `records` (id, keywords)."""
    return KeywordScores(
        documents={
            record["id"]: rate_keywords(predictions.get(record["id"], ()), record["keywords"])
            for record in records
        }
    )


def rate_keywords(predicted: Iterable[str], gold: Iterable[str]) -> KeywordScore:
    """One document's score; white space and case do not count.

    >>> rate_keywords(["数字经济发展", "大同"], ["数字经济", "大同市"]).partial_at_5
    1.0
    """
    ours, theirs = _normalize(predicted), _normalize(gold)
    return KeywordScore(
        exact_at_5=_f1(ours[:5], theirs, str.__eq__),
        exact_at_10=_f1(ours[:10], theirs, str.__eq__),
        partial_at_5=_f1(ours[:5], theirs, _touch),
        partial_at_10=_f1(ours[:10], theirs, _touch),
    )


def format_keywords(scores: KeywordScores, baseline: KeywordScores | None = None) -> str:
    """The means on a line; with a baseline a second line says how far we are above it."""
    mean = scores.mean
    total = (
        f"n {len(scores.documents)}  F1@5 exact {mean.exact_at_5:.1f}"
        f"  F1@10 exact {mean.exact_at_10:.1f}  F1@5 partial {mean.partial_at_5:.1f}"
        f"  F1@10 partial {mean.partial_at_10:.1f}"
    )
    lines = [total]
    if baseline is not None:
        five, ten = (
            _compare(scores, baseline, "exact_at_5"),
            _compare(scores, baseline, "exact_at_10"),
        )
        some, more = (
            _compare(scores, baseline, "partial_at_5"),
            _compare(scores, baseline, "partial_at_10"),
        )
        lines.append(
            f"minus baseline: F1@5 exact {five:+.1f}  F1@10 exact {ten:+.1f}"
            f"  F1@5 partial {some:+.1f}  F1@10 partial {more:+.1f}"
        )
    return "\n".join(lines)


def _compare(ours: KeywordScores, theirs: KeywordScores, figure: str) -> Interval:
    return bootstrap(
        [
            100 * (getattr(ours.documents[name], figure) - getattr(theirs.documents[name], figure))
            for name in sorted(ours.documents)
        ]
    )


def _normalize(words: Iterable[str]) -> list[str]:
    squeezed = (squeeze(word).lower() for word in words if squeeze(word))
    return list(dict.fromkeys(squeezed))


def _touch(first: str, second: str) -> bool:
    if first == second:
        return True
    shortest = min(len(first), len(second))
    return shortest >= _SHORTEST_PARTIAL and (first in second or second in first)


def _f1(ours: Sequence[str], theirs: Sequence[str], same: Callable[[str, str], bool]) -> float:
    if not ours or not theirs:
        return 0.0
    precision = sum(any(same(word, other) for other in theirs) for word in ours) / len(ours)
    recall = sum(any(same(word, other) for word in ours) for other in theirs) / len(theirs)
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0
