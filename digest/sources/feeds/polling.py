"""Asking for a feed no more often than its server likes."""

import base64
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from digest.sources.net.client import Client, Reply
from digest.sources.net.errors import FetchError
from digest.sources.shelf import Shelf

ACCEPT = (
    "application/atom+xml,application/rss+xml,application/feed+json,"
    "application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
)
# A feed asked for less than this long ago is not asked for again.
FRESH = timedelta(minutes=5)
# After a failure: this long, twice as long after the next one, and so on.
_FIRST_WAIT = timedelta(minutes=10)
_LONGEST_WAIT = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """A feed's bytes, from its server or from before; `error` says why not from its server."""

    content: bytes | None
    charset: str | None = None
    error: FetchError | None = None


def poll(url: str, *, client: Client, shelf: Shelf, now: datetime) -> Polled:
    """The feed at an address as it is now, or as it was when it could last be had."""
    name = f"feed {url}"
    known = shelf.get(name) or {}
    kept = _kept(known)
    retry_at = _moment(known.get("retry_at"))
    if retry_at is not None and now < retry_at:
        what = (
            f"{known.get('reason', 'could not be had')}; it is asked again after {retry_at:%H:%M}"
        )
        return Polled(
            content=kept.content,
            charset=kept.charset,
            error=FetchError(what, where=url, temporary=True),
        )
    fetched_at = _moment(known.get("fetched_at"))
    if (
        kept.content is not None
        and fetched_at is not None
        and fetched_at <= now < fetched_at + FRESH
    ):
        return kept
    try:
        reply = client.get(url, accept=ACCEPT, headers=_conditions(known, kept))
    except FetchError as error:
        shelf.put(name, {**known, **_setback(known, error, now)})
        return replace(kept, error=error)
    if reply.is_unchanged and kept.content is not None:
        shelf.put(name, {**_settled(known), "fetched_at": now.isoformat()})
        return kept
    shelf.put(name, {**_described(reply), "fetched_at": now.isoformat()})
    return Polled(content=reply.content, charset=reply.charset)


def _conditions(known: dict[str, Any], kept: Polled) -> dict[str, str]:
    if kept.content is None:
        return {}
    named = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("modified")}
    return {name: value for name, value in named.items() if isinstance(value, str)}


def _described(reply: Reply) -> dict[str, Any]:
    return {
        "content": base64.b64encode(reply.content).decode(),
        "charset": reply.charset,
        "etag": reply.headers.get("etag"),
        "modified": reply.headers.get("last-modified"),
    }


def _setback(known: dict[str, Any], error: FetchError, now: datetime) -> dict[str, Any]:
    failures = int(known.get("failures") or 0) + 1
    wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(failures - 1, 10))
    if error.retry_after is not None:
        wait = min(_LONGEST_WAIT, max(wait, timedelta(seconds=error.retry_after)))
    return {"failures": failures, "retry_at": (now + wait).isoformat(), "reason": error.what}


def _settled(known: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in known.items() if k not in {"failures", "retry_at", "reason"}}


def _kept(known: dict[str, Any]) -> Polled:
    content, charset = known.get("content"), known.get("charset")
    return Polled(
        content=base64.b64decode(content) if isinstance(content, str) else None,
        charset=charset if isinstance(charset, str) else None,
    )


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
