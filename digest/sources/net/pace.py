"""Politeness: one request at a time for each host, with a pause between them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pace:
    """Hands out turns; hosts do not wait for one another."""

    def __init__(
        self,
        *,
        pause_seconds: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause_seconds
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}

    @contextmanager
    def turn(self, origin: str) -> Iterator[None]:
        """While inside, nobody else asks this host."""
        with self._lock:
            turn = self._turns.setdefault(origin, threading.Lock())
        with turn:
            wait = self._free_at.get(origin, 0.0) - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._free_at[origin] = self._clock() + self._pause
