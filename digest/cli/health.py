"""What `digest run --listen` tells whoever watches: alive, ready, and in figures."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Final

from digest.errors import DigestError, UsageError

# A long edition and a slow server may take minutes; who has not ticked for so long is stuck.
STUCK: Final = timedelta(minutes=10)
_HELP: Final = {
    "digest_slots": "Due editions by state.",
    "digest_deliveries": "Deliveries by channel and state.",
    "digest_last_tick_timestamp_seconds": "When the scheduler last looked for work.",
    "digest_ticks_total": "How often it has.",
}
Tally = Mapping[tuple[str, ...], int]
"""How many slots ("slot", state) and deliveries ("delivery", channel, state) there are."""


@dataclass(slots=True)
class Pulse:
    """When the scheduler last ticked, and how often."""

    clock: Callable[[], datetime]
    last: datetime
    count: int = 0

    def beat(self) -> None:
        """Tell that a tick is over."""
        self.last = self.clock()
        self.count += 1

    def is_alive(self) -> bool:
        """Whether the scheduler ticks."""
        return self.clock() - self.last < STUCK


def parse_place(text: str) -> tuple[str, int]:
    """The address in "127.0.0.1:9464" or "9464". Raises UsageError where there is none."""
    host, _, port = text.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    hint = "write 127.0.0.1:9464"
    if not port.isdigit() or not 0 <= int(port) <= 65535:
        raise UsageError(f"'{text}' is no address to listen at", hint=hint)
    try:
        ip_address(host)
    except ValueError as error:
        raise UsageError(f"'{host}' is no IP address", hint=hint) from error
    return host, int(port)


@contextmanager
def serve_health(
    place: tuple[str, int], *, pulse: Pulse, tally: Callable[[], Tally]
) -> Iterator[int]:
    """While inside, /healthz, /readyz and /metrics are answered; gives the port.

    Raises UsageError where the address cannot be listened at.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = _answer(self.path, pulse=pulse, tally=tally)
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Whoever watches asks often; nobody wants to read it."""

    try:
        server = ThreadingHTTPServer(place, Handler)
    except OSError as error:
        what = f"cannot listen there: {error.strerror}"
        raise UsageError(what, where=f"{place[0]}:{place[1]}") from error
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="health", daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(path: str, *, pulse: Pulse, tally: Callable[[], Tally]) -> tuple[int, bytes]:
    if path == "/healthz":
        return (200, b"ok\n") if pulse.is_alive() else (503, b"stuck\n")
    if path not in {"/readyz", "/metrics"}:
        return 404, b"/healthz /readyz /metrics\n"
    try:
        counts = tally()
    except DigestError as error:
        return 503, f"{error}\n".encode()
    if path == "/readyz":
        return (200, b"ok\n") if pulse.count else (503, b"not yet\n")
    return 200, "\n".join(_lines(counts, pulse)).encode() + b"\n"


def _lines(counts: Tally, pulse: Pulse) -> Iterator[str]:
    for name, kind in (("digest_slots", "slot"), ("digest_deliveries", "delivery")):
        yield from _head(name, "gauge")
        for key, count in sorted(counts.items()):
            if key[0] == kind:
                labels = ("state",) if kind == "slot" else ("channel", "state")
                pairs = (f'{label}="{each}"' for label, each in zip(labels, key[1:], strict=True))
                yield f"{name}{{{','.join(pairs)}}} {count}"
    yield from _head("digest_last_tick_timestamp_seconds", "gauge")
    yield f"digest_last_tick_timestamp_seconds {pulse.last.timestamp():.3f}"
    yield from _head("digest_ticks_total", "counter")
    yield f"digest_ticks_total {pulse.count}"


def _head(name: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {_HELP[name]}"
    yield f"# TYPE {name} {kind}"
