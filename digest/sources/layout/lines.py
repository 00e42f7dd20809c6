"""Runs that belong to one line of a column, put together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from digest.model.documents import Box
from digest.sources.layout.sheet import Run, body_size

# Characters of a line stand closer than this, columns farther apart, in heights of a character.
_CLOSE = 1.05
_SPACE = 0.3
# Two runs are on one line where their middles differ by less than this share of their size.
_LEVEL = 0.35
_ALIKE = 1.3
_WORD = re.compile(r"[0-9A-Za-z]")


def join_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with those that touch on one line joined, in the order of lines."""
    close = _CLOSE * body_size(runs)
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.middle, run.box.x0)):
        for row in reversed(rows[-_ROWS:]):
            if is_level(row[-1], run):
                row.append(run)
                break
        else:
            rows.append([run])
    return tuple(joined for row in rows for joined in _join_row(row, close))


# Rows that a run may belong to: lines of neighbouring columns stand a little higher or lower.
_ROWS = 12


def is_level(a: Run, b: Run) -> bool:
    """Whether two runs stand on one line, in type of one size."""
    size = min(a.size, b.size)
    return abs(a.middle - b.middle) <= _LEVEL * size and max(a.size, b.size) <= _ALIKE * size


def join_texts(left: str, right: str) -> str:
    """Two texts of one line as one; Latin words keep apart.

    >>> join_texts("上海", "考察"), join_texts("digital", "China")
    ('上海考察', 'digital China')
    """
    if left and right and _WORD.match(left[-1]) and _WORD.match(right[0]):
        return f"{left} {right}"
    return left + right


def _join_row(row: Sequence[Run], close: float) -> list[Run]:
    joined: list[Run] = []
    for run in sorted(row, key=lambda run: run.box.x0):
        last = joined[-1] if joined else None
        gap = 0.0 if last is None else run.box.x0 - last.box.x1
        # A headline's words may stand farther apart than columns of small type.
        if last is None or gap > min(close, _CLOSE * min(last.size, run.size)):
            joined.append(run)
        else:
            joined[-1] = merge_runs(last, run, between=" " if gap > _SPACE * run.size else "")
    return joined


def merge_runs(left: Run, right: Run, *, between: str = "") -> Run:
    """Two runs of a line as one."""
    chars = len(left.text) + len(right.text)
    sure = left.confidence * len(left.text) + right.confidence * len(right.text)
    text = left.text + between + right.text if between else join_texts(left.text, right.text)
    return replace(
        left,
        text=text,
        box=Box(
            x0=min(left.box.x0, right.box.x0),
            y0=min(left.box.y0, right.box.y0),
            x1=max(left.box.x1, right.box.x1),
            y1=max(left.box.y1, right.box.y1),
        ),
        size=max(left.size, right.size),
        confidence=sure / max(1, chars),
    )
