"""How a page is read: what each line is, and which line follows which."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.pages.blocks import PageLine
from digest.pages.boundary import Seams, Tables, read_seams
from digest.pages.cohesion import Bags, read_bags
from digest.pages.lexicon import Lexicon
from digest.pages.links import (
    Grouping,
    end_features,
    follows_in,
    grouping_features,
    in_page_order,
    line_features,
    pair_features,
    possible_links,
    side_by_side,
)
from digest.pages.network import Array, Network, PairNetwork
from digest.pages.ngrams import PairIndex, characters, index_pairs
from digest.pages.roles import judge_roles, role_features
from digest.pages.signs import SIGNS, read_signs
from digest.pages.solve import solve
from digest.pages.themes import Themes

_NEVER = -1e9
# Real pages have fewer displaced passages (2 in 30 articles) than the pages learned from (8 in
# 30), so the page's own order gets this much more trust, in logarithm. Chosen 2026-11-21 on
# simulated validation pages: all kinds but one keep their score, pages of long paragraphs lose
# .015 of article F1. A line that breaks off and a text right behind it belong together on real
# pages nearly always (24 of 24 column cuts; see also `possible_links` for what may not follow),
# which the simulated ones show less.
_TRUST = 0.5
_RUNS_ON = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """All that was learned from simulated pages.

    `links` and `ends` have one network for each pass: the first pass knows the page's order,
    each further one the articles that the pass before it has found.
    """

    tables: Tables
    themes: Themes
    roles: Network
    links: tuple[PairNetwork, ...]
    ends: tuple[Network, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What does not depend on how the page is read."""

    signs: Array
    seams: Seams
    bags: Bags
    roles: Array
    lines: Array
    ends: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The roles of the lines (n, roles), the successor of each line (-1: none), and how sure.

    `follow` (n, n), `first` (n,) and `last` (n,) are logarithms of probabilities: that line j
    follows line i, that a line begins an article, that it ends one.
    """

    roles: Array
    follows: tuple[int, ...]
    follow: NDArray[np.float64]
    first: NDArray[np.float64]
    last: NDArray[np.float64]


def gather(lines: Sequence[PageLine], learned: Learned, lexicon: Lexicon) -> Evidence:
    """The evidence of a page's lines."""
    tables = learned.tables
    signs = read_signs(lines)
    index = index_lines(lines)
    seams = read_seams(lines, index, tables, lexicon)
    bags = read_bags(lines, index, tables.pair, learned.themes)
    features = role_features(signs, seams, bags)
    return weigh((signs, seams, bags), features, judge_roles(features, learned.roles))


def weigh(observed: tuple[Array, Seams, Bags], features: Array, roles: Array) -> Evidence:
    """The evidence of a page whose role features and roles are known."""
    signs, seams, bags = observed
    return Evidence(
        signs=signs,
        seams=seams,
        bags=bags,
        roles=roles,
        lines=line_features(signs, roles, seams),
        ends=np.concatenate([features, roles, end_features(bags)], axis=1),
    )


def read(lines: Sequence[PageLine], learned: Learned, lexicon: Lexicon) -> Reading:
    """The best reading of a page."""
    evidence = gather(lines, learned, lexicon)
    printed = in_page_order(evidence.roles, evidence.signs)
    pairs = link_features(evidence, [printed])
    broken = evidence.signs[:, SIGNS.index("ends a sentence")] == 0
    possible = possible_links(evidence.signs, evidence.roles)
    trust = follows_in(printed) * (_TRUST + _RUNS_ON * broken)[:, None]
    reading: Reading | None = None
    for links, ends in zip(learned.links, learned.ends, strict=True):
        known = pairs
        if reading is not None:
            found = grouping_features(evidence.signs, evidence.bags, as_found(reading.follows))
            known = side_by_side([pairs, found])
        scores = links.apply(evidence.lines, known) + trust
        reading = _decide(evidence.roles, possible, scores, ends.apply(evidence.ends))
    if reading is None:
        raise AssertionError("no network")
    return reading


def index_lines(lines: Sequence[PageLine]) -> PairIndex:
    """The index of the lines one below the other."""
    return index_pairs(characters("\n".join([line.text for line in lines])))


def link_features(evidence: Evidence, groupings: Sequence[Grouping]) -> Array:
    """Numbers for each pair of lines under the given readings, (n, n, features)."""
    signs, bags = evidence.signs, evidence.bags
    parts = [pair_features(signs, evidence.roles, evidence.seams, bags)]
    parts += [grouping_features(signs, bags, grouping) for grouping in groupings]
    return side_by_side(parts)


def decide(evidence: Evidence, scores: Array, ends: Array) -> Reading:
    """The reading in which the probabilities of all links and ends multiply to the most."""
    return _decide(evidence.roles, possible_links(evidence.signs, evidence.roles), scores, ends)


def _decide(roles: Array, possible: NDArray[np.bool_], scores: Array, ends: Array) -> Reading:
    n = len(scores)
    links = scores.astype(np.float64)
    links[~possible] = _NEVER
    forward = _log_softmax(np.concatenate([links, ends[:, 1:2]], axis=1))
    backward = _log_softmax(np.concatenate([links.T, ends[:, 0:1]], axis=1))
    first, last = backward[:, n], forward[:, n]
    gain = np.round(forward[:, :n] + backward[:, :n].T - last[:, None] - first[None, :], 9)
    rows: list[dict[int, float]] = [{} for _ in range(n)]
    before, after = (gain > 0).nonzero()
    gains = gain[before, after].tolist()
    for i, j, gained in zip(before.tolist(), after.tolist(), gains, strict=True):
        rows[i][j] = gained
    return Reading(
        roles=roles,
        follows=solve(rows),
        follow=(forward[:, :n] + backward[:, :n].T) / 2,
        first=first,
        last=last,
    )


def as_found(follows: Sequence[int]) -> Grouping:
    """The articles of a reading, as a grouping of the lines."""
    n = len(follows)
    article = np.zeros(n, dtype=np.int64)
    place = np.zeros(n, dtype=np.int64)
    for name, chain in enumerate(chains(follows)):
        for position, line in enumerate(chain):
            article[line], place[line] = name, position
    return Grouping(article=article, place=place)


def chains(follows: Sequence[int]) -> list[list[int]]:
    """The lines of each article in reading order."""
    later = {j for j in follows if j >= 0}
    found: list[list[int]] = []
    for first in range(len(follows)):
        if first in later:
            continue
        chain = [first]
        while follows[chain[-1]] >= 0:
            chain.append(follows[chain[-1]])
        found.append(chain)
    return found


def _log_softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted = values - values.max(axis=1, keepdims=True)
    result: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
