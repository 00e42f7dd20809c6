"""jieba's part-of-speech model for words its dictionary does not hold, many runs at a time.

The same numbers added in the same order as `jieba.posseg.viterbi`, the same choice among equal
paths: the words and tags it finds are jieba's, to the last one. It is faster since it follows
only moves that may be, all runs of a text side by side.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from digest.tokenizers.jieba_data import load_tables

_State = tuple[str, str]
_Numbers = NDArray[np.intp]
_Scores = NDArray[np.float64]
# Many of them, for the ways back: there are 256.
_States = NDArray[np.uint8]

# What jieba takes for the logarithm of an unseen emission.
_UNSEEN = -3.14e100
# States are numbered in their own order, in which of equals the greater wins: all tags of B (a
# word begins), then of E (it ends), M (it goes on) and S (a word of one character).
_TAGS = 64
_STATES = 4 * _TAGS
_END, _MIDDLE, _SINGLE = _TAGS, 2 * _TAGS, 3 * _TAGS


class PosModel:
    """Cuts and tags runs of Chinese characters; the tables are loaded on first use."""

    def __init__(self) -> None:
        self._characters: dict[str, _Character] = {}
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
            for run, path in zip(ordered, self._find_paths(ordered, tables), strict=True)
        }

    def _find_paths(self, runs: Sequence[str], tables: "_Tables") -> list[list[int]]:
        lengths = np.array([len(run) for run in runs])
        characters = [self._know(run[0], tables) for run in runs]
        scores = _begin(characters, tables)
        paths = np.zeros((len(runs), lengths[0]), dtype=np.uint8)
        steps: list[_States] = []
        for at in range(1, lengths[0] + 1):
            alive = int(np.count_nonzero(lengths > at))
            # Of equal ends the greatest state.
            paths[alive : len(scores), at - 1] = (
                _STATES - 1 - scores[alive:, _STATES - 1 :: -1].argmax(axis=1)
            )
            if alive:
                following = [self._know(run[at], tables) for run in runs[:alive]]
                scores, origins = _advance(scores[:alive], characters[:alive], following, tables)
                steps.append(origins)
                characters = following
        for at in range(lengths[0] - 2, -1, -1):
            origins = steps[at]
            rows = np.arange(len(origins))
            paths[rows, at] = origins[rows, paths[rows, at + 1]]
        return [path[:length] for path, length in zip(paths.tolist(), lengths, strict=True)]

    def _know(self, char: str, tables: "_Tables") -> "_Character":
        known = self._characters.get(char)
        if known is None:
            known = self._characters[char] = tables.describe(char)
        return known

    @property
    def _tables(self) -> "_Tables":
        if "_loaded" not in self.__dict__:
            with self._loading:
                return self._loaded
        return self._loaded

    @cached_property
    def _loaded(self) -> "_Tables":
        return _Tables()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Character:
    """The states a character may be in and what each emission weighs.

    `begins` are those that follow the end of a word, `inside` those that follow its beginning;
    `ends` are those that end one, the greatest first.
    """

    char: str
    begins: _Numbers
    begins_weigh: _Scores
    inside: _Numbers
    inside_weigh: _Scores
    ends: _Numbers


class _Tables:
    """The model's tables; a move that is never made weighs minus infinity."""

    def __init__(self) -> None:
        start: Mapping[_State, float] = load_tables("prob_start").P
        moves: Mapping[_State, Mapping[_State, float]] = load_tables("prob_trans").P
        emissions: Mapping[_State, Mapping[str, float]] = load_tables("prob_emit").P
        possible: Mapping[str, tuple[_State, ...]] = load_tables("char_state_tab").P
        states = sorted(moves)
        self.tags = [tag for _, tag in states]
        self._emissions = [emissions[state] for state in states]
        numbers = {state: number for number, state in enumerate(states)}
        self.start = np.array([start[state] for state in states])
        # From state a to state b: moves[a * 256 + b].
        self.moves = np.full(_STATES * _STATES, -np.inf)
        for state, following in moves.items():
            for after, weight in following.items():
                self.moves[numbers[state] * _STATES + numbers[after]] = weight
        self._rows = {char: row for row, char in enumerate(possible)}
        self._layout = _Layout(
            states=[numbers[state] for found in possible.values() for state in found],
            weights=[
                emissions[state].get(char, _UNSEEN)
                for char, found in possible.items()
                for state in found
            ],
            rows=np.repeat(np.arange(len(possible)), [*map(len, possible.values())]),
        )

    def describe(self, char: str) -> _Character:
        row = self._rows.get(char)
        return self.describe_anywhere(char) if row is None else self._layout.read(row, char)

    def describe_anywhere(self, char: str) -> _Character:
        """A character as if it could be in any state."""
        weights = [emitted.get(char, _UNSEEN) for emitted in self._emissions]
        layout = _Layout(
            states=range(_STATES), weights=weights, rows=np.zeros(_STATES, dtype=np.intp)
        )
        return layout.read(0, char)


class _Layout:
    """The states of many characters, row by row: B, S falling, E falling, M.

    So those that begin a word, those that end one and those inside one lie together.
    """

    def __init__(self, *, states: Sequence[int], weights: Sequence[float], rows: _Numbers) -> None:
        numbers = np.array(states, dtype=np.intp)
        places = np.array([0, 2, 3, 1])[numbers // _TAGS]
        order = np.lexsort((-numbers, places, rows))
        self._states = numbers[order]
        self._weights = np.array(weights)[order]
        # Where in a row each of the four places begins, and where the row ends.
        kinds = np.arange((int(rows[-1]) + 1) * 4 + 1)
        self._borders = np.searchsorted((rows * 4 + places)[order], kinds).tolist()

    def read(self, row: int, char: str) -> _Character:
        begin, single, end, middle, after = self._borders[row * 4 : row * 4 + 5]
        return _Character(
            char=char,
            begins=self._states[begin:end],
            begins_weigh=self._weights[begin:end],
            inside=self._states[end:after],
            inside_weigh=self._weights[end:after],
            ends=self._states[single:middle],
        )


def _begin(characters: Sequence[_Character], tables: _Tables) -> _Scores:
    scores = np.full((len(characters), _STATES), -np.inf)
    states = np.concatenate([part for char in characters for part in (char.begins, char.inside)])
    weights = np.concatenate(
        [part for char in characters for part in (char.begins_weigh, char.inside_weigh)]
    )
    counts = [len(char.begins) + len(char.inside) for char in characters]
    rows = np.arange(0, scores.size, _STATES).repeat(counts)
    scores.ravel()[rows + states] = tables.start.take(states) + weights
    return scores


def _advance(
    scores: _Scores, before: list[_Character], after: list[_Character], tables: _Tables
) -> tuple[_Scores, _States]:
    """The best score of each run in each state, and the state it is reached from.

    Where no state of a character can follow, it is taken in `after` for one that may be in any.
    """
    reached = np.full((len(scores), _STATES), -np.inf)
    origins = np.zeros((len(scores), _STATES), dtype=np.uint8)
    _begin_words(scores, before, after, tables, reached, origins)
    _go_on(scores, after, tables, reached, origins)
    lost = np.flatnonzero(reached.max(axis=1) == -np.inf).tolist()
    if lost and any(len(after[row].begins) < 2 * _TAGS for row in lost):
        found = [tables.describe_anywhere(after[row].char) for row in lost]
        for row, char in zip(lost, found, strict=True):
            after[row] = char
        reached[lost], origins[lost] = _advance(
            scores[lost], [before[row] for row in lost], found, tables
        )
    return reached, origins


def _begin_words(
    scores: _Scores,
    before: Sequence[_Character],
    after: Sequence[_Character],
    tables: _Tables,
    reached: _Scores,
    origins: _States,
) -> None:
    """Follow the moves from the end of a word to the beginning of the next: any to any."""
    rows = np.array([row for row, char in enumerate(before) if len(char.ends)], dtype=np.intp)
    if not len(rows):
        return
    sources = np.concatenate([before[row].ends for row in rows])
    targets = np.concatenate([after[row].begins for row in rows])
    if not len(targets):
        return
    weights = np.concatenate([after[row].begins_weigh for row in rows])
    source_counts = np.array([len(before[row].ends) for row in rows])
    target_counts = np.array([len(after[row].begins) for row in rows])
    had = scores.ravel().take((rows * _STATES).repeat(source_counts) + sources)
    # Every target is paired with all sources of its run, pairs of a target side by side.
    counts = source_counts.repeat(target_counts)
    firsts = counts.cumsum() - counts
    offsets = (source_counts.cumsum() - source_counts).repeat(target_counts) - firsts
    source = offsets.repeat(counts)
    source += np.arange(len(source))
    candidates = had.take(source)
    candidates += tables.moves.take((sources * _STATES).take(source) + targets.repeat(counts))
    candidates += weights.repeat(counts)
    best = np.maximum.reduceat(candidates, firsts)
    # Of equal sources the first is the greatest.
    equal = (candidates == best.repeat(counts)).nonzero()[0]
    chosen = equal.take(equal.searchsorted(firsts))
    places = (rows * _STATES).repeat(target_counts) + targets
    reached.ravel()[places] = best
    origins.ravel()[places] = sources.take(source.take(chosen))


def _go_on(
    scores: _Scores,
    after: Sequence[_Character],
    tables: _Tables,
    reached: _Scores,
    origins: _States,
) -> None:
    """Follow the moves inside a word, which keep its tag: from its beginning or its middle."""
    targets = np.concatenate([char.inside for char in after])
    weights = np.concatenate([char.inside_weigh for char in after])
    first = np.arange(0, len(after) * _STATES, _STATES)
    first = first.repeat([len(char.inside) for char in after])
    begin = targets % _TAGS
    had = scores.ravel().take(first + begin)
    from_begin = had + tables.moves.take(begin * _STATES + targets) + weights
    begin += _MIDDLE
    had = scores.ravel().take(first + begin)
    from_middle = had + tables.moves.take(begin * _STATES + targets) + weights
    earlier = from_begin > from_middle
    begin[earlier] -= _MIDDLE
    first += targets
    reached.ravel()[first] = np.maximum(from_begin, from_middle)
    origins.ravel()[first] = begin


def _join(run: str, path: Sequence[int], tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    begin = after = 0
    for at, state in enumerate(path):
        if state < _END:
            begin = at
        elif state < _MIDDLE:
            yield run[begin : at + 1], tags[state]
            after = at + 1
        elif state >= _SINGLE:
            yield run[at], tags[state]
            after = at + 1
    if after < len(run):
        yield run[after:], tags[path[after]]
