"""When a failed delivery is tried again, and when no more."""

import hashlib
from datetime import datetime, timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=6)
GIVE_UP = timedelta(hours=48)
# A channel that is down is looked at again sooner than a recipient who refuses: it is down for all.
LONGEST_PAUSE = timedelta(minutes=15)
# Up to a quarter more, so that deliveries that failed together do not come back together.
JITTER = 0.25


def retry_at(key: str, *, attempts: int, now: datetime, retry_after: float | None) -> datetime:
    """The time of the next attempt after `attempts` failed ones: 30 s, 1 min, 2 min … 6 h.

    A server's own wish is obeyed where it is longer. The jitter depends on the key alone, so that
    the same failures give the same times.
    """
    wait = _doubled(attempts - 1, longest=LONGEST)
    asked = timedelta(seconds=min(retry_after or 0.0, LONGEST.total_seconds()))
    return now + max(wait * (1 + JITTER * _share(f"{key} {attempts}")), asked)


def pause_until(count: int, *, now: datetime, retry_after: float | None) -> datetime:
    """The end of a channel's pause after `count` earlier ones without success between."""
    asked = timedelta(seconds=min(retry_after or 0.0, LONGEST.total_seconds()))
    return now + max(_doubled(count, longest=LONGEST_PAUSE), asked)


def is_given_up(since: datetime | None, *, now: datetime) -> bool:
    """Whether a delivery has been tried for long enough."""
    return since is not None and now - since >= GIVE_UP


def _doubled(times: int, *, longest: timedelta) -> timedelta:
    # 2 ** 16 × 30 s is far beyond the longest; a greater power would only overflow.
    factor: int = 2 ** min(max(times, 0), 16)
    return min(longest, FIRST * factor)


def _share(key: str) -> float:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") / 2**32
