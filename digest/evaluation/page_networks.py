"""Learning the networks of the page splitter, by gradient descent in numpy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.evaluation.page_examples import Example
from digest.pages.links import Grouping
from digest.pages.network import Array, Network, PairNetwork
from digest.pages.reading import Evidence, link_features
from digest.pages.roles import Role

_SOFTEN = 0.05  # added to every standard deviation: a sign that is nearly always 0 stays small


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Sizes and lengths of the training."""

    role_units: int = 32
    link_units: int = 32
    end_units: int = 12
    role_rounds: int = 30
    link_rounds: int = 7
    rate: float = 3e-3
    decay: float = 1e-4
    dropout: float = 0.1
    themes: int = 40
    seed: int = 20261121


def train_roles(
    features: Sequence[Array], roles: Sequence[NDArray[np.int64]], settings: Settings
) -> Network:
    """The network that tells what a line is."""
    chance = np.random.default_rng(settings.seed)
    inputs, answers = np.concatenate(features), np.concatenate(roles)
    mean, scale = _norms(inputs)
    scaled = ((inputs - mean) * scale).astype(np.float32)
    arrays = _layers(chance, inputs.shape[1], settings.role_units, len(Role))
    size = 512
    steps = settings.role_rounds * -(-len(scaled) // size)
    adam = Adam(arrays, settings, steps)
    for _ in range(settings.role_rounds):
        order = chance.permutation(len(scaled))
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            hidden, scores = _forward(arrays, scaled[batch])
            slope = _softmax(scores)
            slope[np.arange(len(batch)), answers[batch]] -= 1.0
            adam.descend(_backward(arrays, scaled[batch], hidden, slope / np.float32(len(batch))))
    return _network(arrays, mean, scale)


def train_links(
    evidence: Sequence[Evidence],
    groupings: Sequence[Sequence[Grouping]],
    examples: Sequence[Example],
    settings: Settings,
) -> tuple[PairNetwork, Network]:
    """The networks that tell which line follows which, and which begin and end an article."""
    chance = np.random.default_rng(settings.seed)
    pairs = [link_features(e, g) for e, g in zip(evidence, groupings, strict=True)]
    sample = np.concatenate([p.reshape(-1, p.shape[2])[::7] for p in pairs[::4]])
    pair_mean, pair_scale = _norms(sample)
    line_mean, line_scale = _norms(np.concatenate([e.lines for e in evidence]))
    end_mean, end_scale = _norms(np.concatenate([e.ends for e in evidence]))
    units = settings.link_units
    f, g = len(line_mean), len(pair_mean)
    weights = [
        _start(chance, f, units, f * 2 + g),
        _start(chance, f, units, f * 2 + g),
        _start(chance, g, units, g),
    ]
    arrays: list[Array] = [
        *weights, np.zeros(units, np.float32),
        _start(chance, units, 1, units), np.zeros(1, np.float32),
        *_layers(chance, len(end_mean), settings.end_units, 2),
    ]  # fmt: skip
    size = 6
    adam = Adam(arrays, settings, settings.link_rounds * -(-len(pairs) // size))
    for _ in range(settings.link_rounds):
        order = chance.permutation(len(pairs))
        for start in range(0, len(order), size):
            total = [np.zeros_like(array) for array in arrays]
            for k in order[start : start + size]:
                lines = ((evidence[k].lines - line_mean) * line_scale).astype(np.float32)
                kept = chance.random(g) >= settings.dropout
                both = (pairs[k] - pair_mean) * (pair_scale * kept).astype(np.float32)
                ends = ((evidence[k].ends - end_mean) * end_scale).astype(np.float32)
                slopes = _slopes(arrays, lines, both, ends, examples[k].follows)
                for place, slope in zip(total, slopes, strict=True):
                    place[...] += slope / np.float32(40 * size)
            adam.descend(total)
    links = PairNetwork(
        line_mean=line_mean, line_scale=line_scale, pair_mean=pair_mean, pair_scale=pair_scale,
        left=arrays[0], right=arrays[1], both=arrays[2], bias=arrays[3],
        output=arrays[4], output_bias=arrays[5],
    )  # fmt: skip
    return links, _network(arrays[6:], end_mean, end_scale)


def _slopes(
    arrays: Sequence[Array], lines: Array, both: Array, ends: Array, follows: NDArray[np.int64]
) -> list[Array]:
    left, right, pair, bias, output, output_bias = arrays[:6]
    n, units = len(lines), len(bias)
    flat = both.reshape(n * n, -1)
    hidden = (flat @ pair + bias).reshape(n, n, units)
    hidden += (lines @ left)[:, None, :]
    hidden += (lines @ right)[None, :, :]
    np.maximum(hidden, 0.0, out=hidden)
    scores = (hidden.reshape(n * n, units) @ output + output_bias).reshape(n, n)
    np.fill_diagonal(scores, -1e9)
    end_hidden, end_scores = _forward(arrays[6:], ends)
    forward = _softmax(np.concatenate([scores, end_scores[:, 1:2]], axis=1))
    backward = _softmax(np.concatenate([scores.T, end_scores[:, 0:1]], axis=1))
    rows = np.arange(n)
    before = np.full(n, n)
    before[follows[follows >= 0]] = rows[follows >= 0]
    forward[rows, np.where(follows < 0, n, follows)] -= 1.0
    backward[rows, before] -= 1.0
    slope = (forward[:, :n] + backward[:, :n].T).reshape(n * n, 1).astype(np.float32)
    end_slope = np.stack([backward[:, n], forward[:, n]], axis=1).astype(np.float32)
    back = (slope @ output.T).reshape(n, n, units)
    back[hidden <= 0] = 0.0
    flat_back = back.reshape(n * n, units)
    return [
        lines.T @ back.sum(axis=1), lines.T @ back.sum(axis=0),
        flat.T @ flat_back, flat_back.sum(axis=0),
        hidden.reshape(n * n, units).T @ slope, slope.sum(axis=0),
        *_backward(arrays[6:], ends, end_hidden, end_slope),
    ]  # fmt: skip


class Adam:
    """Kingma and Ba 2015, with weight decay on matrices; the arrays are changed in place."""

    def __init__(self, arrays: Sequence[Array], settings: Settings, steps: int) -> None:
        self._arrays = arrays
        self._first = [np.zeros_like(array) for array in arrays]
        self._second = [np.zeros_like(array) for array in arrays]
        self._settings, self._steps, self._step = settings, steps, 0

    def descend(self, gradients: Sequence[Array]) -> None:
        """One step against the gradients, at a rate that falls to nothing."""
        self._step += 1
        rate = self._settings.rate * max(0.01, 1.0 - self._step / self._steps)
        bias1, bias2 = 1.0 - 0.9**self._step, 1.0 - 0.999**self._step
        for k, (array, gradient) in enumerate(zip(self._arrays, gradients, strict=True)):
            pull = gradient + self._settings.decay * array if array.ndim > 1 else gradient
            self._first[k] += 0.1 * (pull - self._first[k])
            self._second[k] += 0.001 * (pull * pull - self._second[k])
            width = np.sqrt(self._second[k] / bias2) + 1e-8
            array[...] -= (rate * (self._first[k] / bias1) / width).astype(np.float32)


def _norms(inputs: Array) -> tuple[Array, Array]:
    mean = inputs.mean(axis=0, dtype=np.float64)
    scale = 1.0 / (inputs.std(axis=0, dtype=np.float64) + _SOFTEN)
    return mean.astype(np.float32), scale.astype(np.float32)


def _start(chance: np.random.Generator, inputs: int, outputs: int, fan: int) -> Array:
    weights: Array = chance.standard_normal((inputs, outputs)).astype(np.float32)
    return weights * np.float32(np.sqrt(1.5 / fan))


def _layers(chance: np.random.Generator, inputs: int, units: int, outputs: int) -> list[Array]:
    return [
        _start(chance, inputs, units, inputs), np.zeros(units, np.float32),
        _start(chance, units, outputs, units), np.zeros(outputs, np.float32),
    ]  # fmt: skip


def _network(arrays: Sequence[Array], mean: Array, scale: Array) -> Network:
    return Network(
        mean=mean,
        scale=scale,
        hidden=arrays[0],
        bias=arrays[1],
        output=arrays[2],
        output_bias=arrays[3],
    )


def _forward(arrays: Sequence[Array], inputs: Array) -> tuple[Array, Array]:
    hidden = np.maximum(inputs @ arrays[0] + arrays[1], 0.0)
    return hidden, hidden @ arrays[2] + arrays[3]


def _backward(arrays: Sequence[Array], inputs: Array, hidden: Array, slope: Array) -> list[Array]:
    back = slope @ arrays[2].T
    back[hidden <= 0] = 0.0
    return [inputs.T @ back, back.sum(axis=0), hidden.T @ slope, slope.sum(axis=0)]


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result
