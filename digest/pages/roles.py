"""What each line is: headline, text, byline, caption, …; as probabilities."""

from enum import IntEnum

import numpy as np

from digest.pages.boundary import Seams
from digest.pages.cohesion import Bags
from digest.pages.network import Array, Network, Numbers
from digest.pages.signs import SIGNS

_WINDOW = 2


class Role(IntEnum):
    """What a line is; the numbers are the columns of the probabilities."""

    HEAD = 0
    SECTION = 1
    BODY = 2
    BYLINE = 3
    CAPTION = 4
    CREDIT = 5
    SLOGAN = 6
    MINOR = 7
    TEASER = 8
    CONTINUED = 9


def role_features(signs: Array, seams: Seams, bags: Bags) -> Array:
    """The signs of each line and its neighbours, and how well it fits to them, (n, features)."""
    n = len(signs)
    width = len(SIGNS)
    padded = np.zeros((n + 2 * _WINDOW, width + 1), dtype=np.float32)
    padded[_WINDOW : _WINDOW + n, :width] = signs
    padded[_WINDOW : _WINDOW + n, width] = 1.0
    near = [padded[k : k + n] for k in range(2 * _WINDOW + 1)]
    part = bags.close / np.minimum(bags.total[:, None], bags.total[None, :])
    fits: list[Array] = [seams.opens[:, None], seams.closes[:, None]]
    fits += [_shifted(seams.opens, 1), _shifted(seams.closes, -1)]
    for values in (seams.pair, seams.word, seams.phrase3, seams.phrase4, part):
        for step in (-1, 1):
            fits.append(_beside(values, step))
    fits.append(_beside(part, 2))
    fits.append(_beside(part, -2))
    without = part - np.diag(np.diag(part))
    fits.append(without.max(axis=1, initial=0.0)[:, None])
    return np.concatenate([*near, *fits], axis=1)


def judge_roles(features: Array, network: Network) -> Array:
    """The probability of each role for each line, (n, len(Role))."""
    scores = network.apply(features)
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities: Array = scores / scores.sum(axis=1, keepdims=True)
    return probabilities


def _shifted(values: Numbers, step: int) -> Array:
    """The value of the line `step` lines on, as a column; 0 beyond the page."""
    column = np.zeros((len(values), 1), dtype=np.float32)
    if step > 0:
        column[:-step, 0] = values[step:]
    else:
        column[-step:, 0] = values[:step]
    return column


def _beside(values: Numbers, step: int) -> Array:
    """The value between each line and the one `step` lines on, read in page order, as a column."""
    n = len(values)
    column = np.zeros((n, 1), dtype=np.float32)
    if n > abs(step):
        diagonal = np.diagonal(values, offset=abs(step))
        if step > 0:
            column[: n - step, 0] = diagonal
        else:
            column[-step:, 0] = diagonal
    return column
