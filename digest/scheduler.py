"""The heartbeat: APScheduler calls a function at an interval until the program is told to stop."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from digest.errors import DigestError

INTERVAL = timedelta(seconds=20)

# SIGTERM does not come on Windows, SIGBREAK (Ctrl+Break, a service that stops) only there.
_STOPPING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)
)
# There is none on Windows.
_RELOADING = getattr(signal, "SIGHUP", None)


class Stop:
    """That the program was told to stop, and by which signal; or to read its schedule anew."""

    def __init__(self) -> None:
        self._told = threading.Event()
        self._reload = threading.Event()
        self.signal: int | None = None

    def set(self, signum: int | None = None) -> None:
        """Tell the program to stop."""
        if not self._told.is_set():
            self.signal = signum
            self._told.set()

    def is_set(self) -> bool:
        """Whether the program was told to stop."""
        return self._told.is_set()

    def pause(self, seconds: float) -> None:
        """Return after so long, or when the program is told to stop."""
        # With a limit, because without one Windows does not notice Ctrl+C.
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self._told.wait(timeout=min(left, 1)):
            pass

    def ask_to_reload(self) -> None:
        """Have the schedule read anew before the next tick, which comes at once."""
        self._reload.set()

    def is_reload_asked(self) -> bool:
        """Whether the schedule is to be read anew."""
        return self._reload.is_set()

    def take_reload(self) -> bool:
        """Whether the schedule is to be read anew; asked once, it is no more."""
        asked = self._reload.is_set()
        self._reload.clear()
        return asked


def run_forever(
    tick: Callable[[datetime], None],
    *,
    clock: Callable[[], datetime],
    report: Callable[[DigestError], None],
    stop: Stop,
    interval: timedelta = INTERVAL,
    reload: Callable[[], None] | None = None,
) -> int | None:
    """Call `tick` with the time, now and at every interval, until `stop`; returns its signal.

    One tick runs at a time; those missed meanwhile are one, however late. An error meant for the
    user goes to `report` and the next tick comes all the same; any other one stops the program
    and is raised here. The tick that runs when the program is told to stop is finished.
    `reload` is called before the tick that follows a SIGHUP.
    """
    failures: list[BaseException] = []

    def beat() -> None:
        if stop.is_set():
            return
        try:
            if stop.take_reload() and reload is not None:
                reload()
            tick(clock())
        except DigestError as error:
            report(error)
        except BaseException as error:  # noqa: BLE001  # raised again where the caller sees it
            failures.append(error)
            stop.set()

    # Its zone is of no concern: intervals have none. Left out, the machine's would be looked up.
    scheduler = BackgroundScheduler(timezone="UTC")
    job = scheduler.add_job(
        beat,
        IntervalTrigger(seconds=interval.total_seconds(), timezone="UTC"),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    with told_by_signals(stop):
        beat()
        scheduler.start()
        try:
            while not stop.is_set():
                stop.pause(1)
                if stop.is_reload_asked():
                    job.modify(next_run_time=datetime.now(UTC))
        finally:
            scheduler.shutdown(wait=True)
    if failures:
        raise failures[0]
    return stop.signal


@contextmanager
def told_by_signals(stop: Stop) -> Iterator[None]:
    """While inside, the signals that end a program tell `stop` instead, and SIGHUP to reload."""
    # Handlers can be set in the main thread only; elsewhere `stop` is set by whoever started us.
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def tell(signum: int, frame: FrameType | None) -> None:
        del frame
        if signum == _RELOADING:
            stop.ask_to_reload()
        else:
            stop.set(signum)

    numbers = _STOPPING if _RELOADING is None else (*_STOPPING, _RELOADING)
    before = {number: signal.signal(number, tell) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
