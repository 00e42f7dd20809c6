"""A web server on this machine that does what a test tells it, and remembers what it was asked."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from digest.sources.net.addresses import Guard, parse_networks
from digest.sources.net.client import Client, Limits
from digest.sources.net.pace import Pace

LOOPBACK = parse_networks(["127.0.0.0/8", "::1"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server says at a path; `write` sends a body piece by piece, as it likes."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    write: Callable[[Callable[[bytes], object]], None] | None = None


@dataclass(slots=True)
class WebServer:
    """Where it is, what it answers, and the requests it got: paths and headers in small letters."""

    url: str
    answers: dict[str, Answer | Callable[[Mapping[str, str]], Answer]]
    requests: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]


@contextmanager
def serve(
    answers: dict[str, Answer | Callable[[Mapping[str, str]], Answer]] | None = None,
) -> Iterator[WebServer]:
    """A server while inside; a path it does not know is not found."""
    server = WebServer(url="", answers=answers or {})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            server.requests.append((self.path, headers))
            found = server.answers.get(self.path, Answer(status=404))
            answer = found if isinstance(found, Answer) else found(headers)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.write is None and "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            try:
                if answer.write is None:
                    self.wfile.write(answer.body)
                else:
                    answer.write(self.wfile.write)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server.url = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def a_client(
    *, seconds: float = 5.0, most_bytes: int = 1_000_000, guard: Guard | None = None
) -> Client:
    """A client that may talk to this machine, without pauses and proxies."""
    return Client(
        guard=guard or Guard(allowed=LOOPBACK),
        limits=Limits(seconds=seconds, most_bytes=most_bytes),
        pace=Pace(pause_seconds=0.0),
        proxies={},
    )
