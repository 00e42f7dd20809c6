"""Fetches over HTTP, guarded: where to, how much, how long, and how politely."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from importlib import metadata
from urllib.request import getproxies, proxy_bypass

from digest.sources.net.addresses import Guard
from digest.sources.net.body import read_body
from digest.sources.net.deadline import Deadline
from digest.sources.net.errors import FetchError
from digest.sources.net.pace import Pace
from digest.sources.net.url import Target, join_url, parse_url

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_OK = 200
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_FILES = ("application/pdf", "application/vnd.", "image/", "application/octet-stream")
_HOMEPAGE = "https://github.com/digest-zh/digest"


def user_agent() -> str:
    """What we say we are, with an address for those who have a question."""
    return f"digest-zh/{metadata.version('digest-zh')} (+{_HOMEPAGE})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one fetch may take, redirects included; `most_file_bytes` is for PDFs and such."""

    seconds: float = 30.0
    most_bytes: int = 10_000_000
    most_file_bytes: int = 64_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server gave; `url` is where it was found in the end, header names are small."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that nothing is new."""
        return self.status == _NOT_MODIFIED

    @property
    def media_type(self) -> str:
        """What the content is said to be, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding the server declares."""
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        return message.get_content_charset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Fetches addresses; safe to use from several threads.

    `proxies` maps http and https to a proxy's address; by default what the environment says.
    """

    guard: Guard = Guard()
    limits: Limits = Limits()
    pace: Pace = field(default_factory=Pace)
    agent: str = field(default_factory=user_agent)
    proxies: Mapping[str, str] = field(default_factory=getproxies)

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        accept: str = "*/*",
        limits: Limits | None = None,
    ) -> Reply:
        """What is at an address, at the end of its redirects; 304 is a reply too.

        Raises FetchError for anything else, and where an address is not public, a server is too
        slow or sends too much.
        """
        limits = limits or self.limits
        deadline = Deadline(limits.seconds)
        sent = {"Accept": accept, "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5", **(headers or {})}
        target = parse_url(url)
        for _ in range(limits.redirects + 1):
            with self.pace.turn(target.origin):
                reply = self._get(target, sent, deadline, limits, where=url)
            if reply.status not in _REDIRECTS or "location" not in reply.headers:
                return _checked(reply, where=url)
            target = parse_url(join_url(target.url, reply.headers["location"]))
        raise FetchError(f"is redirected more than {limits.redirects} times", where=url)

    def _get(
        self,
        target: Target,
        headers: Mapping[str, str],
        deadline: Deadline,
        limits: Limits,
        *,
        where: str,
    ) -> Reply:
        try:
            return self._ask(target, headers, deadline, limits, where=where)
        except FetchError as error:
            if deadline.has_passed():
                raise _too_slow(limits, where) from error
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            if deadline.has_passed():
                raise _too_slow(limits, where) from error
            raise FetchError(_reason(error, target), where=where, temporary=True) from error

    def _ask(
        self,
        target: Target,
        headers: Mapping[str, str],
        deadline: Deadline,
        limits: Limits,
        *,
        where: str,
    ) -> Reply:
        proxy = self._proxy_for(target)
        with ExitStack() as stack:
            sock = self._connect(proxy or target, deadline, is_proxy=proxy is not None, where=where)
            stack.callback(sock.close)
            stack.enter_context(deadline.watch(sock))
            if proxy is not None:
                self._check_behind_proxy(target, deadline, where=where)
            connection = _open_connection(target, sock, proxy=proxy)
            stack.enter_context(closing(connection))
            path = target.url if proxy is not None and target.scheme == "http" else target.path
            connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
            fixed = {
                "Host": target.authority,
                "User-Agent": self.agent,
                "Accept-Encoding": "gzip, deflate",
                "Connection": "close",
            }
            for name, value in {**fixed, **headers}.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = stack.enter_context(closing(connection.getresponse()))
            found = {name.lower(): value for name, value in response.getheaders()}
            content = b""
            if response.status == _OK:
                content = read_body(
                    response.read1,
                    encoding=found.get("content-encoding"),
                    most_bytes=limits.most_file_bytes if _is_file(found) else limits.most_bytes,
                    where=where,
                )
                if deadline.has_passed():
                    raise _too_slow(limits, where)
                if "content-encoding" not in found and response.length:
                    raise FetchError("the reply broke off", where=where, temporary=True)
            return Reply(url=target.url, status=response.status, headers=found, content=content)

    def _proxy_for(self, target: Target) -> Target | None:
        proxy = self.proxies.get(target.scheme) or self.proxies.get("all")
        if not proxy or proxy_bypass(target.host):
            return None
        return parse_url(proxy if "://" in proxy else f"http://{proxy}")

    def _connect(
        self, target: Target, deadline: Deadline, *, is_proxy: bool, where: str
    ) -> socket.socket:
        if is_proxy:
            # The user has named it; it may well be inside the house.
            return socket.create_connection((target.host, target.port), timeout=deadline.left())
        failure: OSError | None = None
        for address in self.guard.find(
            target.host, target.port, seconds=deadline.left(), where=where
        ):
            try:
                # By address: a second look-up could give another one (DNS rebinding).
                return socket.create_connection((address, target.port), timeout=deadline.left())
            except OSError as error:
                failure = error
        raise failure or OSError("no address")

    def _check_behind_proxy(self, target: Target, deadline: Deadline, *, where: str) -> None:
        try:
            self.guard.find(target.host, target.port, seconds=deadline.left(), where=where)
        except FetchError as error:
            # Behind a proxy names are often the proxy's to resolve.
            if not error.temporary:
                raise


def _open_connection(
    target: Target, sock: socket.socket, *, proxy: Target | None
) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = sock
    if target.scheme == "https":
        if proxy is not None:
            _tunnel(sock, target)
        connection.sock = _tls().wrap_socket(sock, server_hostname=target.host)
    return connection


def _tunnel(sock: socket.socket, target: Target) -> None:
    host = f"[{target.host}]" if ":" in target.host else target.host
    place = f"{host}:{target.port}"
    sock.sendall(f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode())
    head = b""
    # One byte at a time: what follows the head belongs to TLS.
    while not head.endswith(b"\r\n\r\n"):
        byte = sock.recv(1)
        if not byte or len(head) > _LONGEST_HEAD:
            raise OSError("the proxy gave no answer")
        head += byte
    status = head.split(b" ", 2)[1:2]
    if status != [b"200"]:
        raise OSError(f"the proxy refused: {head.splitlines()[0].decode('latin-1')}")


_LONGEST_HEAD = 16_384


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _is_file(headers: Mapping[str, str]) -> bool:
    """Whether a reply says that it is no page but a file: an e-paper, a scan, a Word file."""
    return headers.get("content-type", "").lower().startswith(_FILES)


def _checked(reply: Reply, *, where: str) -> Reply:
    if reply.status in {_OK, _NOT_MODIFIED}:
        return reply
    phrase = http.client.responses.get(reply.status, "")
    raise FetchError(
        f"the server answers {reply.status} {phrase}".rstrip(),
        where=where,
        temporary=reply.status in _BUSY,
        status=reply.status,
        retry_after=parse_retry_after(reply.headers.get("retry-after")),
    )


def parse_retry_after(value: str | None, *, now: datetime | None = None) -> float | None:
    """How many seconds a Retry-After header asks to wait; `None` where it says nothing."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def _too_slow(limits: Limits, where: str) -> FetchError:
    what = f"did not answer completely within {limits.seconds:g} seconds"
    return FetchError(what, where=where, temporary=True)


def _tls_reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return error.reason or str(error)


def _reason(error: Exception, target: Target) -> str:
    if isinstance(error, ssl.SSLError):
        return f"no secure connection to '{target.host}': {_tls_reason(error)}"
    if isinstance(error, http.client.IncompleteRead):
        return "the reply broke off"
    if isinstance(error, http.client.HTTPException):
        return f"'{target.host}' gives no proper reply"
    if isinstance(error, TimeoutError):
        return f"'{target.host}' does not answer"
    if isinstance(error, OSError) and error.strerror:
        return f"no connection to '{target.host}': {error.strerror}"
    return f"no connection to '{target.host}': {error}"
