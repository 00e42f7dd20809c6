"""Columns as text: a headline or a piece of a paragraph a line, a blank line between them.

So a page from a PDF or a photograph looks to the page splitter like any other: headlines are
marked with ##, and a paragraph that goes on in the next column is cut where its column ends.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digest.sources.layout.lines import is_level, join_runs, join_texts, merge_runs
from digest.sources.layout.order import Column, find_columns
from digest.sources.layout.sheet import Run, Sheet, body_size, hull

_LARGE = 1.2
# A title is set in type so much larger than kicker and subtitle.
_TITLE = 1.2
_INDENT = 1.2
_SHORT = 1.5
_LINE_SPACE = 1.6
_FAR = 4.0
_FULL = 0.85
# A paper's name is set so much larger than its largest headline.
_NAME, _NAME_CHARS = 1.4, 10
_ENDED = re.compile(r"[。！？!?…；;：:]”?’?）?$")


def write_text(sheet: Sheet) -> str:
    """The text of a sheet in reading order."""
    lines = join_runs(sheet.runs)
    if not lines:
        return ""
    size = body_size(lines)
    parts: list[str] = []
    previous: Column | None = None
    for column in find_columns(lines, sheet.rules):
        rows = _rows(column)
        if previous is None and _is_masthead(rows, lines):
            parts.append(rows[0].text)
            previous = column
            continue
        apart = column.apart or (previous is not None and _is_far(previous, column, size))
        blocks = list(_blocks(rows, size))
        if previous is not None and not apart and _goes_on(previous, column, size):
            parts[-1] = join_texts(parts[-1], blocks.pop(0))
        elif apart and parts:
            # Three blank lines, as where a recognizer saw a border.
            blocks[0] = "\n\n" + blocks[0]
        parts += blocks
        previous = column
    return "\n\n".join(parts) + "\n"


def _is_masthead(rows: Sequence[Run], lines: Sequence[Run]) -> bool:
    """Whether the first line is the paper's name: a few characters, larger than all headlines."""
    first = rows[0]
    others = max((line.size for line in lines if line.size < first.size), default=first.size)
    has_headlines = others >= _LARGE * body_size(lines)
    larger = first.size >= _NAME * others
    return len(rows) == 1 and has_headlines and larger and len(first.text) <= _NAME_CHARS


def _goes_on(above: Column, below: Column, size: float) -> bool:
    """Whether a paragraph runs from the foot of a column to the head of the next one."""
    last, first = _sorted_rows(above)[-1], _sorted_rows(below)[0]
    if max(last.size, first.size) >= _LARGE * size or len(below.lines) < 2:
        return False
    upper, lower = hull(above.lines), hull(below.lines)
    beside = lower.x0 >= upper.x1 and first.box.y0 < last.box.y0
    fills = upper.x1 - last.box.x1 < size and not _ENDED.search(last.text)
    return beside and fills and first.box.x0 - lower.x0 < _INDENT * size


def _sorted_rows(column: Column) -> list[Run]:
    return sorted(column.lines, key=lambda run: run.middle)


def _is_far(above: Column, below: Column, size: float) -> bool:
    upper, lower = hull(above.lines), hull(below.lines)
    beside = lower.x0 >= upper.x1 or lower.x1 <= upper.x0
    return not beside and lower.y0 - upper.y1 > _FAR * size


def _rows(column: Column) -> list[Run]:
    """The lines of a column; words of one line that stand wide apart are one line."""
    rows: list[Run] = []
    for run in column.lines:
        last = rows[-1] if rows else None
        if last is not None and is_level(last, run) and run.box.x0 >= last.box.x1:
            rows[-1] = merge_runs(last, run, between=" ")
        else:
            rows.append(run)
    return rows


def _blocks(rows: Sequence[Run], size: float) -> Iterator[str]:
    at = 0
    while at < len(rows):
        end = at + 1
        if rows[at].size >= _LARGE * size:
            while end < len(rows) and rows[end].size >= _LARGE * size:
                end += 1
            yield from _headlines(rows[at:end])
        else:
            while end < len(rows) and rows[end].size < _LARGE * size:
                end += 1
            yield from _paragraphs(rows[at:end])
        at = end


def _headlines(rows: Sequence[Run]) -> Iterator[str]:
    """Kicker, title and subtitle; a title that runs over two lines is one."""
    largest = max(row.size for row in rows)
    width = max(row.box.x1 - row.box.x0 for row in rows)
    groups: list[list[Run]] = []
    for row in rows:
        if groups and _is_same_size(groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    for group in groups:
        text = group[0].text
        for above, below in pairwise(group):
            is_full = above.box.x1 - above.box.x0 >= _FULL * width
            text = join_texts(text, below.text) if is_full else f"{text} {below.text}"
        is_title = group[0].size * _TITLE > largest
        yield f"## {text}" if is_title else text


def _is_same_size(a: Run, b: Run) -> bool:
    return max(a.size, b.size) <= 1.1 * min(a.size, b.size)


def _paragraphs(rows: Sequence[Run]) -> Iterator[str]:
    box = hull(rows)
    text = rows[0].text
    for above, below in pairwise(rows):
        if _begins(above, below, left=box.x0, right=box.x1):
            yield text
            text = below.text
        else:
            text = join_texts(text, below.text)
    yield text


def _begins(above: Run, below: Run, *, left: float, right: float) -> bool:
    """Whether a line begins a paragraph: indented, behind a short line, or after a space."""
    size = below.size
    if below.middle - above.middle > _LINE_SPACE * 2 * size:
        return True
    indented = below.box.x0 - left >= _INDENT * size
    if indented and above.box.x0 - left < _INDENT * size:
        return True
    if indented:
        return bool(_ENDED.search(above.text))
    return right - above.box.x1 >= _SHORT * size and bool(_ENDED.search(above.text))
