"""A small feed-forward network, evaluated with numpy."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Numbers = NDArray[np.floating[Any]]
"""Numbers of whatever width a computation has left them in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Inputs are shifted and scaled, then pass one hidden layer of rectifiers.

    `mean`, `scale` (inputs,) · `hidden` (inputs, units) · `bias` (units,) ·
    `output` (units, outputs) · `output_bias` (outputs,).
    """

    mean: Array
    scale: Array
    hidden: Array
    bias: Array
    output: Array
    output_bias: Array

    def apply(self, inputs: Array) -> Array:
        """Outputs (rows, outputs) for inputs (rows, inputs)."""
        hidden = np.maximum((inputs - self.mean) * self.scale @ self.hidden + self.bias, 0.0)
        outputs: Array = hidden @ self.output + self.output_bias
        return outputs


@dataclass(frozen=True, slots=True, kw_only=True)
class PairNetwork:
    """A network that judges pairs of lines by what each shows and by what they have in common.

    The hidden layer is a sum of three parts, so what depends on one line is computed once for
    each line: `left`, `right` (line inputs, units), `both` (pair inputs, units).
    """

    line_mean: Array
    line_scale: Array
    pair_mean: Array
    pair_scale: Array
    left: Array
    right: Array
    both: Array
    bias: Array
    output: Array
    output_bias: Array

    def apply(self, lines: Array, pairs: Array) -> Array:
        """Scores (n, n) for line inputs (n, f) and pair inputs (n, n, g)."""
        n = len(lines)
        scaled = (lines - self.line_mean) * self.line_scale
        weights = self.pair_scale[:, None] * self.both
        layers = pairs.transpose(2, 0, 1).reshape(len(weights), n * n)  # as they were written
        hidden = layers.T @ weights
        hidden = hidden.reshape(n, n, -1)
        hidden += self.bias - self.pair_mean @ weights
        hidden += (scaled @ self.left)[:, None, :]
        hidden += (scaled @ self.right)[None, :, :]
        np.maximum(hidden, 0.0, out=hidden)
        scores: Array = (hidden.reshape(n * n, -1) @ self.output + self.output_bias).reshape(n, n)
        return scores
