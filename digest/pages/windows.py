"""Very long pages in parts, so that the time they take grows with their length and no faster."""

from collections.abc import Sequence

from digest.pages import cues
from digest.pages.blocks import PageLine

_MOST = 160
_FEWEST = 60
_HEAD_CHARS = 40


def cut_windows(lines: Sequence[PageLine]) -> list[tuple[int, int]]:
    """Ranges of lines to be read one by one; a page of usual length is one range.

    A long page is cut where an article visibly begins, as late in the range as can be.

    >>> cut_windows([])
    []
    """
    windows: list[tuple[int, int]] = []
    start = 0
    while len(lines) - start > _MOST:
        cut = max(range(start + _FEWEST, start + _MOST), key=lambda k: (_begins(lines, k), k))
        windows.append((start, cut))
        start = cut
    if start < len(lines):
        windows.append((start, len(lines)))
    return windows


def _begins(lines: Sequence[PageLine], k: int) -> int:
    """How plainly an article begins at line k: 3, 2, 1 or not at all."""
    above = lines[k - 1].text
    after_text = cues.is_terminal(above) or cues.is_credit(above) or cues.is_continuation(above)
    if cues.is_credit(lines[k].text) or cues.is_continuation(lines[k].text):
        return 0
    for step in range(4):
        if k + step >= len(lines):
            break
        line = lines[k + step]
        if cues.is_opener(line.text):
            return 3 if after_text and step > 0 else 2
        if len(line.text) > _HEAD_CHARS or cues.is_terminal(line.text):
            break
    if lines[k].marked:
        return 2
    return int(after_text)
