"""An end to waiting that no server can put off."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Deadline:
    """So many seconds from now, whatever happens in them.

    A socket's time-out is for a single read, so that a server which sends a byte now and then
    could hold us for ever. Here the connection itself is shut when time is over.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.is_over = False

    def left(self) -> float:
        """How many seconds are left; a little where there are none."""
        return max(0.01, self._end - time.monotonic())

    def has_passed(self) -> bool:
        """Whether time is over."""
        return self.is_over or time.monotonic() >= self._end

    @contextmanager
    def watch(self, connected: socket.socket) -> Iterator[None]:
        """While inside, the connection is shut as soon as time is over."""
        # A handle of our own: TLS takes the other one over.
        handle = connected.dup()

        def shut() -> None:
            self.is_over = True
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.left(), shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            handle.close()
