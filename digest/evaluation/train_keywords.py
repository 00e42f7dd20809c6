"""The trainer of keywords: how much each sign of a phrase speaks for it, by authors' own lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from digest.condense.keywords import Candidate

_RIDGE: Final = 60.0
"""Chosen by cross-validation; from 30 to 100 the score is the same within its error."""
_STEPS: Final = 30
_SET_BY_HAND: Final = {"in the opening, no title": 1.0, "body": 1.0}
"""What scientific abstracts do not teach: all have titles, and none is about an office.

An opening without a title weighs as a title does, a body's name as a person's or a place's.
"""
_DIGITS: Final = 4

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text's candidates and the keywords its author gave."""

    candidates: Sequence[Candidate]
    gold: Sequence[str]


def fit_weights(examples: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """The bias and the weight of each sign: logistic regression with a ridge, by Newton's method.

    A candidate is right if the author gave exactly that phrase; case and white space do not count.
    The ridge is on standardized signs, so that their units do not matter.
    """
    signs = next(each for example in examples for each in example.candidates).signs
    names = tuple(name for name in signs if name not in _SET_BY_HAND)
    rows: list[list[float]] = []
    right: list[float] = []
    for example in examples:
        gold = {"".join(word.split()).lower() for word in example.gold}
        for candidate in example.candidates:
            rows.append([candidate.signs[name] for name in names])
            right.append(float(candidate.phrase.key in gold))
    values, answers = np.array(rows), np.array(right)
    means, spreads = values.mean(axis=0), values.std(axis=0)
    spreads[spreads == 0] = 1.0
    solved = _solve((values - means) / spreads, answers)
    weights = solved[1:] / spreads
    bias = float(solved[0] - weights @ means)
    learned = dict(zip(names, weights.tolist(), strict=True)) | _SET_BY_HAND
    return round(bias, _DIGITS), {
        name: round(learned[name], _DIGITS) for name in signs if name in learned
    }


def write_module(bias: float, weights: Mapping[str, float], provenance: str) -> str:
    """The text of `digest/condense/keyword_weights.py`."""
    rows = "".join(f'    "{name}": {weight},\n' for name, weight in weights.items())
    return (
        '"""What the signs of keywords weigh; made by `benchmarks/keywords.py`."""\n\n'
        "from collections.abc import Mapping\n\n"
        f'PROVENANCE = "{provenance}"\n\n'
        f"BIAS = {bias}\n\nWEIGHTS: Mapping[str, float] = {{\n{rows}}}\n"
    )


def _solve(values: _Floats, answers: _Floats) -> _Floats:
    design = np.column_stack([np.ones(len(values)), values])
    ridge = np.eye(design.shape[1]) * _RIDGE
    ridge[0, 0] = 0.0
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-(design @ weights)))
        slope = design.T @ (chances - answers) + ridge @ weights
        curve = (design * (chances * (1 - chances))[:, None]).T @ design + ridge
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights
