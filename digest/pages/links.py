"""What speaks for and against "line j follows line i in its article"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.pages.boundary import Seams
from digest.pages.cohesion import Bags, find_edges
from digest.pages.network import Array, Numbers
from digest.pages.roles import Role
from digest.pages.signs import SIGNS
from digest.pages.themes import level

_Add = Callable[[NDArray[Any]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """A provisional reading of the page: the article of each line and its place in it."""

    article: NDArray[np.int64]
    place: NDArray[np.int64]


def in_page_order(probabilities: Array, signs: Array) -> Grouping:
    """Articles found by trusting the page's order: a headline or an opener begins one."""
    n = len(probabilities)
    article = np.zeros(n, dtype=np.int64)
    place = np.zeros(n, dtype=np.int64)
    likeliest = probabilities.argmax(axis=1)
    opener = signs[:, SIGNS.index("opener")] > 0
    current, count, in_text = 0, 0, False
    for k, role in enumerate(map(_ROLES.__getitem__, likeliest.tolist())):
        headlike = role in {Role.HEAD, Role.BYLINE, Role.TEASER, Role.SLOGAN}
        if (headlike or opener[k]) and in_text:
            current, count, in_text = current + 1, 0, False
        if role in {Role.CAPTION, Role.CREDIT}:
            article[k], place[k] = -1 - k, 0
            continue
        in_text = in_text or not headlike
        article[k], place[k] = current, count
        count += 1
    return Grouping(article=article, place=place)


_ROLES = tuple(Role)


def follows_in(grouping: Grouping) -> Array:
    """1 where line j is the next line of i's article in a grouping, (n, n)."""
    same = grouping.article[:, None] == grouping.article[None, :]
    adjacent = grouping.place[None, :] == grouping.place[:, None] + 1
    follows: Array = (same & adjacent).astype(np.float32)
    return follows


_SURE = 0.8


def possible_links(signs: Array, probabilities: Array) -> NDArray[np.bool_]:
    """Which pairs a page's conventions allow, (n, n): they outrank fluency and likeness.

    A headline follows no text, a 电头 or byline only a headline, a caption nothing; and nothing
    follows a photographer's name or (下转第三版).
    """
    surely = probabilities > _SURE
    opening = signs[:, SIGNS.index("opener")] > 0
    heads = np.isin(
        probabilities.argmax(axis=1), (Role.HEAD, Role.BYLINE, Role.TEASER, Role.SLOGAN)
    )
    begins = surely[:, Role.HEAD] | surely[:, Role.BYLINE] | opening
    allowed = ~begins[None, :] | heads[:, None]
    allowed &= ~surely[:, Role.CAPTION][None, :]
    allowed &= ~(surely[:, Role.CREDIT] | surely[:, Role.CONTINUED])[:, None]
    credit = probabilities[:, Role.CREDIT] > 1.0 - _SURE
    allowed &= ~surely[:, Role.CAPTION][:, None] | credit[None, :]
    np.fill_diagonal(allowed, val=False)
    return allowed


def line_features(signs: Array, probabilities: Array, seams: Seams) -> Array:
    """Numbers for each line as the end or the beginning of a link, (n, features)."""
    before = np.zeros_like(probabilities)
    after = np.zeros_like(probabilities)
    before[1:] = probabilities[:-1]
    after[:-1] = probabilities[1:]
    ends = np.stack([seams.opens, seams.closes], axis=1)
    return np.concatenate([signs, probabilities, before, after, ends], axis=1)


def pair_features(signs: Array, probabilities: Array, seams: Seams, bags: Bags) -> Array:
    """Numbers for each pair of lines that do not depend on a reading, (n, n, features)."""
    n = len(signs)
    index = np.arange(n)
    step = index[None, :] - index[:, None]
    layers = _Layers(n)
    add = layers.add
    add(step == 1)
    add(step == 2)
    add(step == 3)
    add(step > 3)
    add(step < 0)
    add(np.log1p(np.abs(step)))
    _passed(add, probabilities, signs, step)
    open_end = 1.0 - signs[:, SIGNS.index("ends a sentence")][:, None]
    left_open = signs[:, SIGNS.index("quote left open")][:, None]
    closes = signs[:, SIGNS.index("quote closed only")][None, :]
    add(left_open * closes)
    for seam in (seams.pair, seams.word, seams.phrase2, seams.phrase3, seams.phrase4):
        add(seam * open_end)
    add(_best_other(seams.pair * open_end, axis=0))
    add(_best_other(seams.pair * open_end, axis=1))
    add(seams.opens[None, :] * open_end)
    close = bags.close
    add(np.log1p(close))
    add(close / np.sqrt(np.outer(bags.total, bags.total)))
    add(close / np.minimum(bags.total[:, None], bags.total[None, :]))
    add(bags.topic)
    themes = level(bags.themes)
    add(themes @ themes.T)
    return layers.stacked()


def grouping_features(signs: Array, bags: Bags, grouping: Grouping) -> Array:
    """Numbers for each pair of lines under a reading of the page, (n, n, features)."""
    layers = _Layers(len(signs))
    add = layers.add
    article, place = grouping.article, grouping.place
    same = article[:, None] == article
    step = place - place[:, None]
    whole = same.astype(np.float32)
    earlier, later = whole * (step <= 0), whole * (step >= 0)
    likeness = _compare(bags, grouping, earlier, whole, later)
    named = np.minimum(earlier @ bags.topic, 1.0)
    # Columns against the best article other than that of i, rows against that of j.
    best = _best_elsewhere(
        (
            likeness.to_prefix, likeness.to_both, likeness.to_whole, named,
            likeness.to_suffix.T, likeness.to_both.T,
            likeness.theme_prefix, likeness.theme_both, likeness.theme_whole,
            likeness.theme_suffix.T, likeness.theme_both.T,
            likeness.near_prefix, likeness.near_whole, likeness.near_suffix.T,
        ),
        article,
    )  # fmt: skip
    sizes = whole.sum(axis=1)
    add(same)
    add(same & (step == 1))
    for feature, *others in (
        (likeness.to_prefix, best[0]),
        (likeness.to_suffix, best[4].T),
        (likeness.to_both, best[1], best[5].T),
        (likeness.to_whole, best[2]),
        (named, best[3]),
        (likeness.theme_prefix, best[6]),
        (likeness.theme_suffix, best[9].T),
        (likeness.theme_both, best[7], best[10].T),
        (likeness.theme_whole, best[8]),
        (likeness.near_prefix, best[11]),
        (likeness.near_suffix, best[13].T),
        (likeness.near_whole, best[12]),
    ):
        add(feature)
        for other in others:
            add(feature - other)
    add(np.log1p(likeness.in_prefix))
    add(likeness.balanced)
    add(likeness.own)
    add(likeness.own[:, None])
    count = np.log1p(sizes)
    add(count[:, None])
    add(count)
    begins = place == 0
    add(begins[:, None])
    add(begins)
    add((place == sizes - 1)[:, None])
    # Two lists of who was there in one article; and whether who opens j was named before.
    listed = signs[:, SIGNS.index("attendance")]
    add(np.minimum(earlier @ listed, 2.0)[:, None] * listed)
    return layers.stacked()


def end_features(bags: Bags) -> Array:
    """Numbers for each line as the beginning or the end of an article, (n, features).

    How like in topic it is to the lines around it, and these to one another.
    """
    n = len(bags.themes)
    summed = np.zeros((n + 1 + 2 * _AROUND, bags.themes.shape[1]), dtype=np.float32)
    np.cumsum(bags.themes, axis=0, out=summed[_AROUND + 1 : _AROUND + 1 + n])
    summed[_AROUND + 1 + n :] = summed[_AROUND + n]
    here = slice(_AROUND, _AROUND + n)
    before = summed[here] - summed[:n]
    after = summed[1 + 2 * _AROUND :] - summed[1 + _AROUND : 1 + _AROUND + n]
    own = bags.themes
    left = level(np.concatenate([own, own, before, before + own, before]))
    right = level(np.concatenate([before, after, after, after, own + after]))
    each: Array = np.einsum("ij,ij->i", left, right).reshape(-1, n).T
    return each


_AROUND = 3


def side_by_side(features: Sequence[Array]) -> Array:
    """Features (n, n, …) of several kinds as one array, layer below layer in memory."""
    return np.concatenate([part.transpose(2, 0, 1) for part in features]).transpose(1, 2, 0)


class _Layers:
    """Pair features one below the other: written in one go, read as if side by side."""

    _MOST = 48

    def __init__(self, n: int) -> None:
        self._layers = np.empty((self._MOST, n, n), dtype=np.float32)
        self._count = 0

    def add(self, layer: NDArray[Any]) -> None:
        """One more feature, broadcast over all pairs."""
        self._layers[self._count] = layer
        self._count += 1

    def stacked(self) -> Array:
        """All features, (n, n, features)."""
        return self._layers[: self._count].transpose(1, 2, 0)


def _passed(add: _Add, probabilities: Array, signs: Array, step: NDArray[np.int64]) -> None:
    """What lies between the lines: headline lines, texts, openers, captions."""
    opener = signs[:, SIGNS.index("opener")]
    for column in (
        probabilities[:, Role.HEAD],
        probabilities[:, Role.BODY] + probabilities[:, Role.SECTION],
        probabilities[:, Role.CAPTION],
        probabilities[:, Role.SLOGAN] + probabilities[:, Role.MINOR],
        opener,
    ):
        before = np.concatenate([[0.0], np.cumsum(column)])
        n = len(column)
        between = before[None, :n] - before[1:, None]
        add(np.where(step > 0, np.minimum(between, 4.0), -np.minimum(-between, 4.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Likeness:
    """What line j shares with the article of i up to i, and the like, each (n, n).

    `in_prefix` is a weight, the others are shares of what the smaller one has; `own` (n,) is
    the weight of what a line shares with the nearest one of its article. `near_prefix`, … are
    shares of what both have, `theme_prefix`, … how far they are on one topic.
    """

    in_prefix: Numbers
    to_prefix: Numbers
    to_suffix: Numbers
    to_both: Numbers
    to_whole: Numbers
    balanced: Numbers
    own: Numbers
    theme_prefix: Numbers
    theme_suffix: Numbers
    theme_both: Numbers
    theme_whole: Numbers
    near_prefix: Numbers
    near_suffix: Numbers
    near_whole: Numbers


def _compare(
    bags: Bags, grouping: Grouping, earlier: Array, whole: Array, later: Array
) -> _Likeness:
    edges = find_edges(bags, grouping.article, grouping.place)
    totals = bags.total
    # Weights of what line j has and an article meets first, last in line i; and of what one
    # article meets first in i, another last in j.
    met = edges.first @ bags.weighted.T
    left = edges.last @ bags.weighted.T
    between = edges.first @ (edges.last * bags.weight).T
    news = bags.alone + edges.first @ bags.weight
    prefix_total = (earlier @ news)[:, None]
    suffix_total = later @ (bags.alone + edges.last @ bags.weight)
    # The line against what precedes it here, and against the best other article.
    in_prefix = earlier @ met
    both = earlier @ between @ later.T
    # The whole article of i, without j, against j: also what follows i counts.
    apart = whole.copy()
    np.fill_diagonal(apart, val=0.0)
    others = apart @ totals
    mine = edges.again / np.maximum(np.minimum(totals, others), 1.0)
    mine_near = edges.again / np.sqrt(totals * np.maximum(others, 1.0))
    met_whole, total = whole @ met, (whole @ news)[:, None]
    ahead = (later @ left).T
    themes = level(bags.themes)
    prefix, suffix = level(earlier @ bags.themes), level(later @ bags.themes)
    own = np.einsum("ij,ij->i", level(apart @ bags.themes), themes)
    return _Likeness(
        in_prefix=in_prefix,
        to_prefix=in_prefix / np.minimum(totals, prefix_total),
        to_suffix=ahead / np.minimum(totals[:, None], suffix_total),
        to_both=both / np.minimum(prefix_total, suffix_total),
        to_whole=np.where(whole > 0, mine, met_whole / np.minimum(totals, total)),
        balanced=both / np.sqrt(prefix_total * suffix_total),
        own=np.log1p((bags.close * apart).max(axis=1, initial=0.0)),
        near_prefix=in_prefix / np.sqrt(totals * prefix_total),
        near_suffix=ahead / np.sqrt(totals[:, None] * suffix_total),
        near_whole=np.where(whole > 0, mine_near, met_whole / np.sqrt(totals * total)),
        theme_prefix=prefix @ themes.T,
        theme_suffix=themes @ suffix.T,
        theme_both=prefix @ suffix.T,
        theme_whole=np.where(whole > 0, own, level(whole @ bags.themes) @ themes.T),
    )


def _best_elsewhere(features: Sequence[Numbers], article: NDArray[np.int64]) -> Sequence[Array]:
    """For each (i, j) the best value in column j among rows of other articles than that of i."""
    n = len(article)
    order = article.argsort(kind="stable")
    ordered = article[order]
    begins = np.ones(n, dtype=np.bool_)
    begins[1:] = ordered[1:] != ordered[:-1]
    starts = begins.nonzero()[0]
    if len(starts) == 1:
        return [np.zeros(values.shape, dtype=np.float32) for values in features]
    number = np.empty(n, dtype=np.int64)
    number[order] = begins.cumsum() - 1
    values = np.concatenate(features, axis=1)
    best = np.maximum(np.maximum.reduceat(values[order], starts, axis=0), 0.0)
    top = best.argmax(axis=0)
    every = np.arange(values.shape[1])
    first = best[top, every]
    best[top, every] = 0.0
    result: Array = np.where(number[:, None] == top, best.max(axis=0), first)
    return [result[:, k : k + n] for k in range(0, values.shape[1], n)]


def _best_other(values: Numbers, axis: int) -> Array:
    """How far each value lies below the best one along the axis."""
    result: Array = values - values.max(axis=axis, keepdims=True, initial=0.0)
    return result
