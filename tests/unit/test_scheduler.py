import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from digest.errors import DigestError, StoreError
from digest.scheduler import Stop, run_forever
from tests.fakes import NOON

QUICK = timedelta(milliseconds=20)


def run(
    tick: Callable[[datetime], None], stop: Stop, *, reported: list[DigestError] | None = None
) -> int | None:
    errors = [] if reported is None else reported
    return run_forever(tick, clock=lambda: NOON, report=errors.append, stop=stop, interval=QUICK)


def stopping_after(count: int, stop: Stop) -> tuple[list[datetime], Callable[[datetime], None]]:
    ticks: list[datetime] = []

    def tick(now: datetime) -> None:
        ticks.append(now)
        if len(ticks) >= count:
            stop.set()

    return ticks, tick


def test_the_first_tick_comes_at_once_with_the_time_of_the_clock() -> None:
    stop = Stop()
    ticks, tick = stopping_after(1, stop)
    run(tick, stop)
    assert ticks == [NOON]


def test_ticks_go_on_until_told_to_stop() -> None:
    stop = Stop()
    ticks, tick = stopping_after(4, stop)
    assert run(tick, stop) is None
    assert len(ticks) == 4


def test_an_error_for_the_user_is_reported_and_the_next_tick_comes() -> None:
    stop = Stop()
    ticks, count = stopping_after(3, stop)

    def tick(now: datetime) -> None:
        count(now)
        raise StoreError("the disk is full")

    reported: list[DigestError] = []
    run(tick, stop, reported=reported)
    assert [error.what for error in reported] == ["the disk is full"] * len(ticks)
    assert len(ticks) == 3


def test_a_fault_of_the_program_ends_it_and_is_not_hidden() -> None:
    calls: list[datetime] = []

    def tick(now: datetime) -> None:
        calls.append(now)
        if len(calls) == 2:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(tick, Stop())


def test_two_ticks_never_run_at_once() -> None:
    stop, running, overlaps = Stop(), threading.Lock(), []
    _, count = stopping_after(4, stop)

    def tick(now: datetime) -> None:
        overlaps.append(not running.acquire(blocking=False))
        threading.Event().wait(QUICK.total_seconds() * 2)
        running.release()
        count(now)

    run(tick, stop)
    assert not any(overlaps)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no os.kill with SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_tick_finish_and_is_returned(number: signal.Signals) -> None:
    stop, finished = Stop(), []

    def tick(now: datetime) -> None:
        os.kill(os.getpid(), number)
        finished.append(now)

    before = signal.getsignal(number)
    assert run(tick, stop) == number
    assert finished == [NOON]
    assert signal.getsignal(number) is before
