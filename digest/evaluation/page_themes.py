"""Learning what pairs of characters are on one topic: those that stand in the same articles."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digest.pages.boundary import Tables
from digest.pages.network import Array
from digest.pages.ngrams import characters, pairs
from digest.pages.themes import NO_THEMES, Themes

# The most frequent pairs that stand in at most a tenth of the articles: names of topics, not
# of everything. Twelve thousand know 91 of 100 paragraphs by topic alone, 24,000 know 92.
_MOST_PAIRS = 12_000
_LARGEST_SHARE = 0.1
_ROUNDS = 4
_SPARE = 10
_BATCH = 512
_LENGTH = 0.25  # of a usual pair: that of a line of sixty characters is some 3


def learn_themes(texts: Sequence[str], tables: Tables, dimensions: int, seed: int) -> Themes:
    """The directions of the pairs, by a randomized singular value decomposition.

    After Halko, Martinsson and Tropp (2011); the same texts give the same directions.
    """
    counts = np.exp(tables.pair.logs.astype(np.float64))
    usual = (counts <= _LARGEST_SHARE * len(texts)).nonzero()[0]
    chosen = np.sort(usual[np.argsort(-counts[usual], kind="stable")[:_MOST_PAIRS]])
    codes = tables.pair.codes[chosen]
    if len(codes) < dimensions:
        return NO_THEMES
    rarity = np.log(len(texts) / counts[chosen])
    rows = [_row(text, codes, rarity) for text in texts]
    chance = np.random.default_rng(seed)
    width = min(dimensions + _SPARE, len(codes), len(texts))
    basis: Array = chance.standard_normal((len(codes), width)).astype(np.float32)
    for _ in range(_ROUNDS):
        basis = np.linalg.qr(_times_itself(rows, basis))[0]
    small = basis.T @ _times_itself(rows, basis)
    strength, turn = np.linalg.eigh((small + small.T) / 2)
    strength, turn = strength[::-1][:dimensions], turn[:, ::-1][:, :dimensions]
    # What few articles are about tells them apart no less than what many are about.
    directions = (basis @ turn) * (strength[0] / strength) ** 0.25
    vectors = directions * rarity[:, None] ** 2
    usual_length = np.sqrt((vectors**2).sum(axis=1)).mean()
    return Themes(codes=codes, vectors=(vectors / usual_length * _LENGTH).astype(np.float32))


_Row = tuple[NDArray[np.int64], Array]
"""The pairs of an article, as places in the list, and their weights."""


def _row(text: str, codes: NDArray[np.uint32], rarity: NDArray[np.float64]) -> _Row:
    letters = characters(text)
    met = pairs(letters[:-1], letters[1:])
    at = np.minimum(np.searchsorted(codes, met), len(codes) - 1)
    places, times = np.unique(at[codes[at] == met], return_counts=True)
    weights = (1.0 + np.log(times)) * rarity[places]
    return places, (weights / np.sqrt((weights**2).sum() + 1e-9)).astype(np.float32)


def _times_itself(rows: Sequence[_Row], basis: Array) -> Array:
    """The matrix of articles and pairs, transposed, times itself, times the basis."""
    product = np.zeros_like(basis)
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        dense = np.zeros((len(batch), len(basis)), dtype=np.float32)
        for k, (places, weights) in enumerate(batch):
            dense[k, places] = weights
        product += dense.T @ (dense @ basis)
    return product
