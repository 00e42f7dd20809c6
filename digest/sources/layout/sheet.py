"""A sheet of paper: runs of text with the place where each stands, and the lines drawn on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.model.documents import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters that stand side by side; `size` is the height of a character, in points.

    `confidence` is the recognizer's, 0 to 1; text that was not recognized but read is certain.
    """

    text: str
    box: Box
    size: float
    confidence: float = 1.0

    @property
    def middle(self) -> float:
        """The height of its middle on the sheet."""
        return (self.box.y0 + self.box.y1) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page before it is read: runs in no particular order, and straight lines between them."""

    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Box, ...] = ()


def body_size(runs: Sequence[Run]) -> float:
    """The size most characters are set in."""
    sizes = sorted((run.size, len(run.text)) for run in runs)
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return size
    return 10.0


def hull(runs: Sequence[Run]) -> Box:
    """The smallest box around all of them."""
    return Box(
        x0=min(run.box.x0 for run in runs),
        y0=min(run.box.y0 for run in runs),
        x1=max(run.box.x1 for run in runs),
        y1=max(run.box.y1 for run in runs),
    )
