"""How far a long run is: share, count, rate and time left, on one line of the terminal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

_WIDTH = 24
_PAUSE = 0.2


@dataclass(slots=True, kw_only=True)
class Progress:
    """A line on a terminal that is drawn anew; elsewhere nothing is drawn."""

    file: TextIO
    clock: Callable[[], float]
    size: int | None
    count: int = 0
    failed: int = 0
    _began: float = field(init=False)
    _drawn: float = field(init=False, default=0.0)
    # What was done in an earlier run says nothing of this one's pace.
    _start: int | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._began = self.clock()

    @property
    def seconds(self) -> float:
        """The time since the beginning."""
        return self.clock() - self._began

    @property
    def rate(self) -> float:
        """Lines a second."""
        return self.count / self.seconds if self.seconds > 0 else 0.0

    def advance(self, *, count: int, failed: int, position: int) -> None:
        """So many lines more are done, up to this position of the input."""
        self.count += count
        self.failed += failed
        if self._start is None:
            self._start = position
        now = self.clock()
        if self.file.isatty() and now - self._drawn >= _PAUSE:
            self._drawn = now
            self.file.write(f"\r\x1b[K{self.describe(position)}")
            self.file.flush()

    def finish(self) -> None:
        """Take the line away."""
        if self.file.isatty():
            self.file.write("\r\x1b[K")
            self.file.flush()

    def describe(self, position: int) -> str:
        """The line, such as `[######..................]  25 %  310  52.1/s  0:18`."""
        counted = f"{self.count}  {self.rate:.1f}/s"
        if self.failed:
            counted += f"  !{self.failed}"
        if not self.size:
            return counted
        share = min(position / self.size, 1.0)
        full = int(share * _WIDTH)
        bar = f"[{'#' * full}{'.' * (_WIDTH - full)}] {share:4.0%}  {counted}"
        moved = position - (self._start or 0)
        if moved <= 0:
            return bar
        return f"{bar}  {_clock(self.seconds * (self.size - position) / moved)}"


def _clock(seconds: float) -> str:
    minutes, left = divmod(max(round(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
