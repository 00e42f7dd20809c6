"""One POST, and what it means when none or another answer comes than was hoped for."""

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from typing import Any, Final
from urllib.parse import urlsplit

from digest.errors import DeliveryError

MOST_BYTES: Final = 1_000_000
"""Of an answer; nobody who says yes or no needs more."""

_USER_AGENT: Final = "digest"
# The address is wrong or not ours: nothing that is sent there arrives until someone looks.
_NOT_OURS: Final = frozenset({301, 302, 303, 307, 308, 401, 403, 404, 405, 407, 410})
# The answer of someone between, who does not know what became of it.
_BETWEEN: Final = frozenset({502, 504})
_LATER: Final = frozenset({408, 425, 429, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered: a status of success, and its body."""

    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body as a JSON object; empty where it is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def post(url: str, body: bytes, *, headers: Mapping[str, str], timeout: float) -> Answer:
    """Post `body`; redirects are not followed.

    Raises DeliveryError: `ambiguous` where the body went out and no answer came, `of_channel`
    where the server is away, is too busy or does not know the address. No error holds more of
    the address than the host.
    """
    place = urlsplit(url)
    where = f"{place.scheme}://{place.hostname}"
    connection = _connection(url, timeout=timeout)
    try:
        try:
            connection.connect()
        except (OSError, ValueError) as error:
            raise _away(error, where) from error
        target = (place.path or "/") + (f"?{place.query}" if place.query else "")
        try:
            connection.request("POST", target, body, {"User-Agent": _USER_AGENT, **headers})
        except (OSError, http.client.HTTPException, ValueError) as error:
            what = f"the connection broke: {_cause(error)}"
            raise DeliveryError(what, temporary=True, where=where, ambiguous=True) from error
        try:
            response = connection.getresponse()
            answer = response.read(MOST_BYTES)
        except (OSError, http.client.HTTPException) as error:
            what = f"no answer came: {_cause(error)}"
            raise DeliveryError(what, temporary=True, where=where, ambiguous=True) from error
    finally:
        connection.close()
    if response.status // 100 != 2:
        raise _refused(response.status, answer, response.headers.get("Retry-After"), where)
    return Answer(status=response.status, body=answer)


def _connection(url: str, *, timeout: float) -> http.client.HTTPConnection:
    place = urlsplit(url)
    host = place.hostname or ""
    if place.scheme == "http":
        return http.client.HTTPConnection(host, place.port, timeout=timeout)
    return http.client.HTTPSConnection(
        host, place.port, timeout=timeout, context=ssl.create_default_context()
    )


def _away(error: Exception, where: str) -> DeliveryError:
    hint = "check the address and the network" if not isinstance(error, ssl.SSLError) else ""
    return DeliveryError(
        f"cannot be reached: {_cause(error)}",
        temporary=True,
        where=where,
        hint=hint,
        of_channel=True,
    )


def _refused(status: int, body: bytes, retry_after: str | None, where: str) -> DeliveryError:
    text = " ".join(body[:300].decode("utf-8", "replace").split())
    return DeliveryError(
        f"HTTP {status} {text}".rstrip(),
        temporary=status >= 500 or status in _LATER or status in _NOT_OURS,
        where=where,
        hint="check the address and its key" if status in _NOT_OURS else "",
        of_channel=status in _NOT_OURS or status in {429, 503},
        ambiguous=status in _BETWEEN,
        retry_after=_seconds(retry_after),
        code=str(status),
    )


def _seconds(text: str | None) -> float | None:
    """What Retry-After asks for: a number of seconds, or a date."""
    if text is None:
        return None
    if text.strip().isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time())
    except ValueError:
        return None


def _cause(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
