"""jieba's part-of-speech model for words its dictionary does not hold.

The same numbers added in the same order as `jieba.posseg.viterbi`, the same choice among equal
paths: the words and tags it finds are jieba's, to the last one. It is faster since it follows
only moves that exist (8 of 100) and works out each run once.
"""

import math
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from digest.tokenizers.jieba_data import load_tables

_State = tuple[str, str]
_Scores = dict[int, float]

# What jieba takes for the logarithm of an unseen emission.
_UNSEEN = -3.14e100
# Runs of unknown words come back often (names); each is worked out once.
_MOST_REMEMBERED = 1 << 16
# A state inside a word is reached from two others at most, the first of a word from many.
_FEW = 4


class PosModel:
    """Cuts and tags runs of Chinese characters; the tables are loaded on first use."""

    def __init__(self) -> None:
        self._remembered: dict[str, tuple[tuple[str, str], ...]] = {}
        self._characters: dict[str, tuple[tuple[int, float], ...]] = {}
        self._loading = threading.Lock()

    def cut(self, run: str) -> tuple[tuple[str, str], ...]:
        """The words of a run and their tags."""
        known = self._remembered.get(run)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered = {}
            known = self._remembered[run] = tuple(_join(run, self._find_path(run)))
        return known

    def _find_path(self, run: str) -> list[_State]:
        tables = self._tables
        scores = {state: tables.start[state] + emitted for state, emitted in self._emit(run[0])}
        steps: list[dict[int, int]] = []
        for char in run[1:]:
            before = scores
            scores, came_from = _step(before, self._emit(char), tables.moves_to, tables.ends)
            if not scores:
                # No state of this character can follow: any state that can, or any at all.
                everywhere = tuple(tables.emit_anywhere(char))
                scores, came_from = _step(before, everywhere, tables.moves_to, tables.ends)
                if not scores:
                    last = max(state for state in before if tables.leads[state])
                    scores = dict.fromkeys(range(len(tables.states)), -math.inf)
                    came_from = dict.fromkeys(scores, last)
            steps.append(came_from)
        state = max((score, state) for state, score in scores.items())[1]
        path = [state]
        for came_from in reversed(steps):
            state = came_from[state]
            path.append(state)
        return [tables.states[state] for state in reversed(path)]

    def _emit(self, char: str) -> tuple[tuple[int, float], ...]:
        """The states a character may be in and what each emission weighs."""
        known = self._characters.get(char)
        if known is None:
            known = self._characters[char] = tuple(self._tables.emit(char))
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


class _Tables:
    """The model's tables, its states numbered in their own order: of equals the greater wins.

    `moves_to[state]` are the states before it and the weight of the move, in order; `leads` and
    `ends` say of each state whether any follows it and whether it ends a word.
    """

    def __init__(self) -> None:
        start: Mapping[_State, float] = load_tables("prob_start").P
        moves: Mapping[_State, Mapping[_State, float]] = load_tables("prob_trans").P
        self._emissions: Mapping[_State, Mapping[str, float]] = load_tables("prob_emit").P
        self._possible: Mapping[str, tuple[_State, ...]] = load_tables("char_state_tab").P
        self.states = sorted(moves)
        self._numbers = {state: number for number, state in enumerate(self.states)}
        self.start = [start[state] for state in self.states]
        self.ends = [place in "ES" for place, _ in self.states]
        self.leads = [bool(moves[state]) for state in self.states]
        self.moves_to: list[_Scores] = [{} for _ in self.states]
        for number, state in enumerate(self.states):
            for after, weight in moves[state].items():
                self.moves_to[self._numbers[after]][number] = weight

    def emit(self, char: str) -> Iterator[tuple[int, float]]:
        possible = self._possible.get(char)
        if possible is None:
            yield from self.emit_anywhere(char)
        else:
            for state in possible:
                yield self._numbers[state], self._emissions[state].get(char, _UNSEEN)

    def emit_anywhere(self, char: str) -> Iterator[tuple[int, float]]:
        for number, state in enumerate(self.states):
            yield number, self._emissions[state].get(char, _UNSEEN)


def _step(
    before: _Scores,
    emitted: Iterable[tuple[int, float]],
    moves_to: list[_Scores],
    ends: list[bool],
) -> tuple[_Scores, dict[int, int]]:
    """The best score of each state that can be reached, and the state it is reached from."""
    scores: _Scores = {}
    came_from: dict[int, int] = {}
    # Words begin only after a word's end, and a word goes on only as it began: of the many
    # states before, those that end a word are looked at for the first, one or two for the second.
    ended = sorted((number, score) for number, score in before.items() if ends[number])
    for state, emission in emitted:
        moves = moves_to[state]
        best, origin = -math.inf, -1
        # Both ways go up through the states, so that >= leaves the greatest of equals.
        if len(moves) <= _FEW:
            for number, weight in moves.items():
                if number in before:
                    score = before[number] + weight + emission
                    if score >= best:
                        best, origin = score, number
        else:
            for number, scored in ended:
                if number in moves:
                    score = scored + moves[number] + emission
                    if score >= best:
                        best, origin = score, number
        if origin >= 0:
            scores[state] = best
            came_from[state] = origin
    return scores, came_from


def _join(run: str, path: list[_State]) -> Iterator[tuple[str, str]]:
    begin = after = 0
    for at, (place, tag) in enumerate(path):
        if place == "B":
            begin = at
        elif place == "E":
            yield run[begin : at + 1], tag
            after = at + 1
        elif place == "S":
            yield run[at], tag
            after = at + 1
    if after < len(run):
        yield run[after:], path[after][1]
