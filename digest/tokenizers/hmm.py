"""jieba's part-of-speech model for words its dictionary does not hold, many runs at a time.

The same numbers added in the same order as `jieba.posseg.viterbi`, the same choice among equal
paths: the words and tags it finds are jieba's, to the last one. It is faster since it follows
only moves that may be, all runs of a text side by side.
"""

import threading
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import neg

import numpy as np
from numpy.typing import NDArray

from digest.tokenizers.jieba_data import load_tables

_State = tuple[str, str]
_Numbers = NDArray[np.intp]
_Scores = NDArray[np.float64]

# What jieba takes for the logarithm of an unseen emission.
_UNSEEN = -3.14e100
# States are numbered so that of equals the first wins: all tags of S (a word of one character),
# then of M (a word goes on), E (it ends) and B (it begins).
_TAGS = 64
_STATES = 4 * _TAGS
_MIDDLE, _END, _BEGIN = _TAGS, 2 * _TAGS, 3 * _TAGS
# All of them in the order of a row: B, S, E, M.
_ANY_STATE = np.concatenate([np.arange(kind, kind + _TAGS) for kind in (_BEGIN, 0, _END, _MIDDLE)])
# So many characters are looked at together: more need more memory, fewer more time.
_WINDOW = 1024


class PosModel:
    """Cuts and tags runs of Chinese characters; the tables are loaded on first use."""

    def __init__(self) -> None:
        self._loading = threading.Lock()

    def cut(self, runs: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
        """The words of each run and their tags."""
        # The longest first, so that the runs that go on are always the first ones.
        ordered = sorted(dict.fromkeys(runs), key=len, reverse=True)
        if not ordered:
            return {}
        tables = self._tables
        return {
            run: tuple(_join(run, path, tables.tags))
            for run, path in zip(ordered, _find_paths(ordered, tables), strict=True)
        }

    @property
    def _tables(self) -> "_Tables":
        if "_loaded" not in self.__dict__:
            with self._loading:
                return self._loaded
        return self._loaded

    @cached_property
    def _loaded(self) -> "_Tables":
        return _Tables()


class _Tables:
    """The model's tables; a move that is never made weighs minus infinity.

    A character's states stand in a row: B, S, E, M. So those that follow the end of a word lie
    together, those that end one, and those that follow its beginning. `borders` says where in
    `states`, and in `weights` of each emission, each of the four begins and where the row ends.
    """

    def __init__(self) -> None:
        self._start: Mapping[_State, float] = load_tables("prob_start").P
        self._moves: Mapping[_State, Mapping[_State, float]] = load_tables("prob_trans").P
        self._emissions: Mapping[_State, Mapping[str, float]] = load_tables("prob_emit").P
        self._possible: Mapping[str, tuple[_State, ...]] = load_tables("char_state_tab").P
        self._ordered = sorted(self._moves, reverse=True)
        self._numbers = {state: number for number, state in enumerate(self._ordered)}
        self.tags = [tag for _, tag in self._ordered]
        self.start = np.array([self._start[state] for state in self._ordered])
        # To state b from state a: moves[b * 256 + a].
        self.moves = np.full(_STATES * _STATES, -np.inf)
        for state, following in self._moves.items():
            for after, weight in following.items():
                self.moves[self._numbers[after] * _STATES + self._numbers[state]] = weight
        self._others: dict[str, _Scores] = {}
        self.rows = {char: row for row, char in enumerate(self._possible)}
        self.states, self.weights, self.borders = self._arrange(self._possible)

    def hold(self, characters: Collection[str]) -> "_Tables":
        """These tables with rows for all of these characters."""
        # One that the tables do not hold may be in any state.
        others = [char for char in characters if char not in self.rows]
        if not others:
            return self
        known = [char for char in characters if char in self.rows]
        borders = self.borders[[self.rows[char] for char in known]]
        counts = borders[:, 4] - borders[:, 0]
        found = _spread(borders[:, 0], counts)
        borders += (counts.cumsum() - counts - borders[:, 0])[:, None]
        firsts = np.arange(len(found), len(found) + len(others) * _STATES, _STATES)
        held = copy(self)
        held.states = np.concatenate([self.states.take(found), *[_ANY_STATE] * len(others)])
        held.weights = np.concatenate([self.weights.take(found), *map(self._weigh, others)])
        held.borders = np.concatenate([borders, np.add.outer(firsts, _TAGS * np.arange(5))])
        held.rows = {char: row for row, char in enumerate([*known, *others])}
        return held

    def find_path(self, run: str) -> list[int]:
        """The path by jieba's own code: where no state of a character can follow."""
        find = load_tables("viterbi").viterbi
        _, path = find(run, self._possible, self._start, self._moves, self._emissions)
        return [self._numbers[state] for state in path]

    def _weigh(self, char: str) -> _Scores:
        """What a character weighs in any state."""
        weights = self._others.get(char)
        if weights is None:
            by_state = [self._emissions[state].get(char, _UNSEEN) for state in self._ordered]
            weights = np.array(by_state).take(_ANY_STATE)
            # Most weigh the same everywhere: one array for all of them.
            if (weights == _UNSEEN).all():
                weights = self._others.setdefault("", weights)
            self._others[char] = weights
        return weights

    def _arrange(
        self, possible: Mapping[str, Sequence[_State]]
    ) -> tuple[_Numbers, _Scores, _Numbers]:
        states = np.array([self._numbers[state] for found in possible.values() for state in found])
        weights = np.array(
            [
                self._emissions[state].get(char, _UNSEEN)
                for char, found in possible.items()
                for state in found
            ]
        )
        # B, S, E, M: one after the other, and all those of a character.
        kinds = np.array([1, 3, 2, 0])[states // _TAGS]
        kinds += 4 * np.arange(len(possible)).repeat([*map(len, possible.values())])
        order = np.lexsort((states, kinds))
        firsts = np.arange(0, 4 * len(possible), 4)[:, None] + np.arange(5)
        return states[order], weights[order], np.searchsorted(kinds[order], firsts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Moves:
    """The moves to one place of all runs.

    A cell is a run and a state: its number is 256 times the run's and the state's. `targets` are
    cells in which a word begins; the `counts` sources of each, which end one, stand side by side.
    `inside` are cells that go on with a word, from its beginning or from its middle.
    """

    sources: _Numbers
    weights: _Scores
    emissions: _Scores
    targets: _Numbers
    counts: _Numbers
    inside: _Numbers
    inside_emissions: _Scores


def _find_paths(runs: Sequence[str], tables: _Tables) -> Iterator[list[int]]:
    lengths = [*map(len, runs)]
    # How many runs reach each place.
    alive = [bisect_left(lengths, -at, key=neg) for at in range(lengths[0] + 1)]
    tables = tables.hold(dict.fromkeys("".join(runs)))
    rows = tables.rows
    places = [[rows[run[at]] for run in runs[:count]] for at, count in enumerate(alive[:-1])]
    scores = _begin(places[0], tables)
    last = _choose(scores, alive[1])
    origins = [b""]
    for moves in _list_moves(places, tables):
        scores, came_from = _follow(moves, scores, alive[len(origins)] * _STATES, tables)
        origins.append(came_from)
        last = _choose(scores, alive[len(origins)]) + last
    for row, (run, state) in enumerate(zip(runs, last, strict=True)):
        if state is None:
            yield tables.find_path(run)
            continue
        path = [state]
        for at in range(len(run) - 1, 0, -1):
            path.append(origins[at][row * _STATES + path[-1]])
        yield path[::-1]


def _begin(places: Sequence[int], tables: _Tables) -> _Scores:
    borders = tables.borders[places]
    counts = borders[:, 4] - borders[:, 0]
    found = _spread(borders[:, 0], counts)
    states = tables.states.take(found)
    scores = np.full(len(places) * _STATES, -np.inf)
    cells = np.arange(0, len(scores), _STATES).repeat(counts) + states
    scores[cells] = tables.start.take(states) + tables.weights.take(found)
    return scores


def _follow(moves: _Moves, scores: _Scores, size: int, tables: _Tables) -> tuple[_Scores, bytes]:
    """The best score of each cell, and the state it is reached from."""
    reached = np.full(size, -np.inf)
    origins = np.zeros(size, dtype=np.uint8)
    if len(moves.targets):
        # Added in jieba's order, for the last bit.
        candidates = scores.take(moves.sources)
        candidates += moves.weights
        candidates += moves.emissions
        firsts = moves.counts.cumsum()
        firsts -= moves.counts
        best = np.maximum.reduceat(candidates, firsts)
        equal = (candidates == best.repeat(moves.counts)).nonzero()[0]
        reached[moves.targets] = best
        # Of equal sources the first one; of its cell the last byte is the state.
        origins[moves.targets] = moves.sources.take(equal.take(equal.searchsorted(firsts)))
    inside = moves.inside
    states = inside % _STATES
    begins = states % _TAGS
    begins += _BEGIN
    middles = begins - (_BEGIN - _MIDDLE)
    runs = inside - states
    states *= _STATES
    from_begin = scores.take(runs + begins) + tables.moves.take(states + begins)
    from_begin += moves.inside_emissions
    from_middle = scores.take(runs + middles) + tables.moves.take(states + middles)
    from_middle += moves.inside_emissions
    reached[inside] = np.maximum(from_begin, from_middle)
    origins[inside] = np.where(from_begin > from_middle, begins, middles)
    return reached, origins.tobytes()


def _choose(scores: _Scores, going_on: int) -> list[int | None]:
    """The states in which the runs end that do not go on; `None` where none was reached."""
    ended = scores[going_on * _STATES :].reshape(-1, _STATES)
    if not len(ended):
        return []
    return [
        state if score > -np.inf else None
        for state, score in zip(
            ended.argmax(axis=1).tolist(), ended.max(axis=1).tolist(), strict=True
        )
    ]


def _list_moves(places: Sequence[Sequence[int]], tables: _Tables) -> Iterator[_Moves]:
    """The moves to each place from the second on."""
    first = 1
    while first < len(places):
        after = first + 1
        size = len(places[first])
        while after < len(places) and size + len(places[after]) <= _WINDOW:
            size += len(places[after])
            after += 1
        yield from _list_moves_together(places[first - 1 : after], tables)
        first = after


def _list_moves_together(places: Sequence[Sequence[int]], tables: _Tables) -> Iterator[_Moves]:
    sizes = np.array([*map(len, places)])
    borders = tables.borders[[*chain.from_iterable(places)]]
    runs = _spread(np.zeros(len(sizes) - 1, dtype=np.intp), sizes[1:])
    before = borders[runs + (sizes.cumsum() - sizes)[:-1].repeat(sizes[1:])]
    after = borders[sizes[0] :]
    runs *= _STATES
    # From the ends of words to the beginnings of the next ones: any to any.
    source_counts = before[:, 3] - before[:, 1]
    target_counts = (after[:, 2] - after[:, 0]) * (source_counts > 0)
    found = _spread(after[:, 0], target_counts)
    counts = source_counts.repeat(target_counts)
    sources = tables.states.take(_spread(before[:, 1].repeat(target_counts), counts))
    targets = tables.states.take(found)
    weights = tables.moves.take((targets * _STATES).repeat(counts) + sources)
    cells = runs.repeat(target_counts)
    sources += cells.repeat(counts)
    targets += cells
    emissions = tables.weights.take(found).repeat(counts)
    # Inside a word its tag is kept.
    inside_counts = after[:, 4] - after[:, 2]
    found = _spread(after[:, 2], inside_counts)
    inside = tables.states.take(found)
    inside += runs.repeat(inside_counts)
    inside_emissions = tables.weights.take(found)
    ends = sizes[1:].cumsum()
    pair_low = low = inside_low = 0
    for pair_high, high, inside_high in zip(
        _total(source_counts * target_counts, ends),
        _total(target_counts, ends),
        _total(inside_counts, ends),
        strict=True,
    ):
        yield _Moves(
            sources=sources[pair_low:pair_high],
            weights=weights[pair_low:pair_high],
            emissions=emissions[pair_low:pair_high],
            targets=targets[low:high],
            counts=counts[low:high],
            inside=inside[inside_low:inside_high],
            inside_emissions=inside_emissions[inside_low:inside_high],
        )
        pair_low, low, inside_low = pair_high, high, inside_high


def _total(counts: _Numbers, ends: _Numbers) -> list[int]:
    """How many are counted up to each end."""
    totals: list[int] = counts.cumsum()[ends - 1].tolist()
    return totals


def _spread(starts: _Numbers, counts: _Numbers) -> _Numbers:
    """The numbers from each start on, as many as are counted for it."""
    ends = counts.cumsum()
    numbers = np.arange(ends[-1] if len(ends) else 0)
    numbers += (starts - ends + counts).repeat(counts)
    return numbers


def _join(run: str, path: Sequence[int], tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    begin = after = 0
    for at, state in enumerate(path):
        if state >= _BEGIN:
            begin = at
        elif state >= _END:
            yield run[begin : at + 1], tags[state]
            after = at + 1
        elif state < _MIDDLE:
            yield run[at], tags[state]
            after = at + 1
    if after < len(run):
        yield run[after:], tags[path[after]]
