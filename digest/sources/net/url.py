"""Addresses of the web, checked and in the form that goes over the wire."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from digest.sources.net.errors import FetchError

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4096
_HOST = re.compile(r"[A-Za-z0-9._~%:-]+")
# What stays as it is: what is special in a path or query, and what is encoded already.
_SAFE = "/%:=&?~+!$,;'@()*[]-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address taken apart; `path` holds the query too, `host` is as DNS wants it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt and politeness are about."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The address in one piece."""
        return self.origin + self.path


def parse_url(url: str) -> Target:
    """An http or https address. Raises FetchError for any other."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        wire = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FetchError("is no address of the web", where=url) from error
    if parts.scheme not in _PORTS or not _HOST.fullmatch(wire) or len(text) > _LONGEST:
        raise FetchError("is no address of the web", where=url, hint="https://…")
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address with a user name is not fetched", where=_bare(url))
    path = quote(parts.path or "/", safe=_SAFE)
    query = quote(parts.query, safe=_SAFE)
    return Target(
        scheme=parts.scheme,
        host=wire,
        port=port or _PORTS[parts.scheme],
        path=urlunsplit(("", "", path if path.startswith("/") else f"/{path}", query, "")),
    )


def join_url(base: str, link: str) -> str:
    """Where a link on a page leads; what is no address is given back as it is."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link


def _bare(url: str) -> str:
    """An address without the secrets before its host."""
    return url.partition("@")[2]
