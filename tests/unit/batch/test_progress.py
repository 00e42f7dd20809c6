"""The line that says how far a batch is."""

import io

import pytest

from digest.batch.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_share_count_rate_and_time_left_are_told() -> None:
    clock = Clock()
    progress = Progress(file=io.StringIO(), clock=clock, size=1000)
    progress.advance(count=10, failed=0, position=100)
    clock.now += 10
    progress.advance(count=20, failed=1, position=300)

    assert progress.describe(300) == "[#######.................]  30%  30  3.0/s  !1  0:35"


def test_of_a_pipe_only_count_and_rate_are_known() -> None:
    clock = Clock()
    progress = Progress(file=io.StringIO(), clock=clock, size=None)
    clock.now += 4
    progress.advance(count=8, failed=0, position=0)

    assert progress.describe(0) == "8  2.0/s"


@pytest.mark.parametrize(("terminal", "drawn"), [(Terminal(), True), (io.StringIO(), False)])
def test_only_a_terminal_is_drawn_on(terminal: io.StringIO, drawn: bool) -> None:  # noqa: FBT001
    progress = Progress(file=terminal, clock=Clock(), size=10)
    progress.advance(count=1, failed=0, position=5)
    progress.finish()

    assert bool(terminal.getvalue()) is drawn
    assert terminal.getvalue().endswith("\r\x1b[K" if drawn else "")


def test_a_long_way_is_told_in_hours() -> None:
    clock = Clock()
    progress = Progress(file=io.StringIO(), clock=clock, size=100_000)
    progress.advance(count=1, failed=0, position=0)
    clock.now += 100
    progress.advance(count=1, failed=0, position=1000)

    assert progress.describe(1000).endswith("2:45:00")
