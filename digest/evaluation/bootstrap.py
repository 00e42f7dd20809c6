"""A confidence interval for the mean difference of two systems on the same documents."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

_SEED = 20261121  # fixed, so that a figure can be repeated; the evaluation kit's seed
_RESAMPLES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean and the ends of its 95% percentile interval."""

    mean: float
    low: float
    high: float

    def __format__(self, spec: str) -> str:
        return f"{self.mean:{spec}} [{self.low:{spec}},{self.high:{spec}}]"


def bootstrap(differences: Sequence[float]) -> Interval:
    """The mean of paired differences and its interval, by resampling the documents.

    Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13 (percentiles).

    >>> bootstrap([1.0] * 50)
    Interval(mean=1.0, low=1.0, high=1.0)
    """
    count = len(differences)
    if not count:
        return Interval(mean=0.0, low=0.0, high=0.0)
    chance = random.Random(_SEED)  # noqa: S311  # statistics, not a secret
    means = sorted(sum(chance.choices(differences, k=count)) / count for _ in range(_RESAMPLES))
    return Interval(
        mean=sum(differences) / count,
        low=means[int(0.025 * _RESAMPLES)],
        high=means[min(_RESAMPLES - 1, int(0.975 * _RESAMPLES))],
    )
