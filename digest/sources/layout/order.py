"""The order in which the columns of a sheet are read.

Recursive cuts (Nagy and Seth, Hierarchical representation of optically scanned documents, 1984):
a region is cut at a drawn line or above a headline, else at the white between columns, else below
what spans several columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.model.documents import Box
from digest.sources.layout.sheet import Run, body_size, hull

# All in heights of a character of running text.
_GUTTER = 0.75
_GAP = 0.12
_LARGE = 1.2
# A drawn line that crosses so much of a region cuts it.
_CROSSES = 0.6
# A region that is not higher than so many lines is one row of words, not columns.
_ROW = 1.6
_DEEPEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Lines that stand one below the other, with how much of a border is above them.

    `apart` says that a drawn line or a wide space stands between this column and what is before.
    """

    lines: tuple[Run, ...]
    apart: bool = False


def find_columns(runs: Sequence[Run], rules: Sequence[Box]) -> tuple[Column, ...]:
    """The columns of a sheet in reading order."""
    if not runs:
        return ()
    return tuple(_Cutter(body_size(runs), rules).cut(list(runs), depth=0))


class _Cutter:
    def __init__(self, size: float, rules: Sequence[Box]) -> None:
        self._size = size
        self._across = [rule for rule in rules if rule.x1 - rule.x0 > rule.y1 - rule.y0]

    def cut(self, runs: list[Run], *, depth: int) -> list[Column]:
        if len(runs) < 2 or depth > _DEEPEST:
            return [Column(lines=tuple(_sorted(runs)))]
        box = hull(runs)
        if box.y1 - box.y0 <= _ROW * max(run.size for run in runs):
            return [Column(lines=tuple(sorted(runs, key=lambda run: run.box.x0)))]
        for parts, apart in (
            self._at_rules(runs, box),
            self._above_headlines(runs),
            self._between_columns(runs),
            self._below_spans(runs),
        ):
            if len(parts) > 1:
                found: list[Column] = []
                for number, part in enumerate(parts):
                    inner = self.cut(part, depth=depth + 1)
                    if apart and number:
                        inner[0] = Column(lines=inner[0].lines, apart=True)
                    found += inner
                return found
        return [Column(lines=tuple(_sorted(runs)))]

    def _at_rules(self, runs: list[Run], box: Box) -> tuple[list[list[Run]], bool]:
        width = box.x1 - box.x0
        cuts = [
            (above + below) / 2
            for above, below in self._gaps(runs)
            for rule in self._across
            if above - self._size <= (rule.y0 + rule.y1) / 2 <= below + self._size
            and min(rule.x1, box.x1) - max(rule.x0, box.x0) >= _CROSSES * width
        ]
        return _split_at(runs, sorted(set(cuts))), True

    def _above_headlines(self, runs: list[Run]) -> tuple[list[list[Run]], bool]:
        cuts: list[float] = []
        for above, below in self._gaps(runs):
            over = [run for run in runs if above - self._size < run.box.y1 <= above + 0.01]
            under = [run for run in runs if below - 0.01 <= run.box.y0 < below + self._size]
            if any(map(self._is_large, under)) and not any(map(self._is_large, over)):
                cuts.append((above + below) / 2)
        return _split_at(runs, cuts), False

    def _between_columns(self, runs: list[Run]) -> tuple[list[list[Run]], bool]:
        return self._under_headlines(self._at_gutters(runs)), False

    def _at_gutters(self, runs: list[Run]) -> list[list[Run]]:
        spans = sorted((run.box.x0, run.box.x1) for run in runs)
        cuts: list[float] = []
        right = spans[0][1]
        for x0, x1 in spans[1:]:
            if x0 - right >= _GUTTER * self._size:
                cuts.append((right + x0) / 2)
            right = max(right, x1)
        parts: list[list[Run]] = [[] for _ in range(len(cuts) + 1)]
        for run in runs:
            parts[sum(cut < run.box.x0 for cut in cuts)].append(run)
        return parts

    def _under_headlines(self, parts: list[list[Run]]) -> list[list[Run]]:
        """Columns with those beside them that hang under one headline put together.

        A headline in the middle of its article does not reach over the outer columns. Such a
        column goes to the side whose headline then stands more in the middle.
        """
        heads = [self._head(part) for part in parts]
        joined: list[list[Run]] = []
        hanging: list[list[Run]] = []
        last: Box | None = None
        for part, head in zip(parts, heads, strict=True):
            hangs = head is None and any(_hangs(part, other) for other in heads if other)
            if hangs:
                hanging.append(part)
                continue
            left = _share_out(joined[-1] if joined else None, last, hanging, part, head)
            if joined:
                joined[-1] += [run for each in hanging[:left] for run in each]
            joined.append([run for each in hanging[left:] for run in each] + part)
            last, hanging = head, []
        if not joined:
            return parts
        joined[-1] += [run for each in hanging for run in each]
        return joined

    def _head(self, part: list[Run]) -> Box | None:
        """The headline at the top of a column."""
        ordered = sorted(part, key=lambda run: run.box.y0)
        body = next((k for k, run in enumerate(ordered) if not self._is_large(run)), len(ordered))
        return hull(ordered[:body]) if body else None

    def _below_spans(self, runs: list[Run]) -> tuple[list[list[Run]], bool]:
        """At the gap that frees the columns below or above it, the widest of those."""
        best: tuple[bool, float, float] | None = None
        for above, below in self._gaps(runs):
            cut = (above + below) / 2
            parts = _split_at(runs, [cut])
            frees = any(len(self._at_gutters(part)) > 1 for part in parts if _rows(part) > 1)
            if frees:
                key = (self._changes_size(parts), below - above, -cut)
                best = key if best is None or key > best else best
        return _split_at(runs, [] if best is None else [-best[2]]), False

    def _changes_size(self, parts: list[list[Run]]) -> bool:
        above, below = parts
        last = max(above, key=lambda run: run.box.y1)
        first = min(below, key=lambda run: run.box.y0)
        return self._is_large(last) != self._is_large(first)

    def _is_large(self, run: Run) -> bool:
        return run.size >= _LARGE * self._size

    def _gaps(self, runs: list[Run]) -> list[tuple[float, float]]:
        """The white that goes through a region from side to side: where it begins and ends."""
        spans = sorted((run.box.y0, run.box.y1) for run in runs)
        gaps: list[tuple[float, float]] = []
        bottom = spans[0][1]
        for y0, y1 in spans[1:]:
            if y0 - bottom >= _GAP * self._size:
                gaps.append((bottom, y0))
            bottom = max(bottom, y1)
        return gaps


def _hangs(part: list[Run], head: Box) -> bool:
    """Whether a column begins no higher than a headline ends."""
    return min(run.box.y0 for run in part) >= head.y1 - (head.y1 - head.y0) / 4


def _share_out(
    left: list[Run] | None,
    left_head: Box | None,
    between: list[list[Run]],
    right: list[Run],
    right_head: Box | None,
) -> int:
    """How many of the columns between two headlines belong to the left one."""
    if left is None or left_head is None:
        return 0 if right_head is not None else (len(between) if left is not None else 0)
    if right_head is None:
        return len(between)

    def aside(count: int) -> float:
        ours = left + [run for part in between[:count] for run in part]
        theirs = [run for part in between[count:] for run in part] + right
        return _off_center(hull(ours), left_head) + _off_center(hull(theirs), right_head)

    return min(range(len(between) + 1), key=lambda count: (round(aside(count), 3), -count))


def _off_center(box: Box, head: Box) -> float:
    """How far a headline is from the middle, or from the left edge, of its article."""
    middle = abs((box.x0 + box.x1) - (head.x0 + head.x1)) / 2
    return min(middle, abs(box.x0 - head.x0))


def _split_at(runs: list[Run], cuts: list[float]) -> list[list[Run]]:
    parts: list[list[Run]] = [[] for _ in range(len(cuts) + 1)]
    for run in runs:
        parts[sum(cut < run.middle for cut in cuts)].append(run)
    return [part for part in parts if part]


def _rows(runs: list[Run]) -> int:
    box = hull(runs)
    return round((box.y1 - box.y0) / max(1.0, min(run.size for run in runs)))


def _sorted(runs: Sequence[Run]) -> list[Run]:
    return sorted(runs, key=lambda run: (round(run.middle, 1), run.box.x0))
