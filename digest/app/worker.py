"""One process at work: its name, its clock, its leases."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digest.errors import DigestError

LEASE = timedelta(seconds=30)
RENEWAL = timedelta(seconds=10)


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Who works, what time it is, and whether to stop.

    `name` is this process's own: two workers never share one. `sleep` waits that many seconds,
    or less if the worker is told to stop.
    """

    name: str
    clock: Callable[[], datetime]
    is_stopped: Callable[[], bool] = _never
    sleep: Callable[[float], None] = field(default=lambda _: None)
    lease: timedelta = LEASE
    renewal: timedelta = RENEWAL

    def lease_end(self) -> datetime:
        """When a lease taken now ends."""
        return self.clock() + self.lease

    @contextmanager
    def holding(self, renew: Callable[[datetime], None]) -> Iterator[None]:
        """While inside, `renew` is called with a new end of the lease every ten seconds.

        A renewal that fails is tried again: only the end of the lease takes the work away.
        """
        done = threading.Event()

        def keep() -> None:
            while not done.wait(self.renewal.total_seconds()):
                try:
                    renew(self.lease_end())
                except DigestError:
                    continue

        thread = threading.Thread(target=keep, name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
