"""A channel whose errors never hold its secrets, whatever a server says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, Receipt
from digest.model.editions import Rendition
from digest.protocols import Channel

_HIDDEN: Final = "***"
# A part of an address this long may be its key; shorter ones are words such as "send".
_KEY_LENGTH: Final = 8
_ADDRESS: Final = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscreetChannel:
    """A channel as it is, but for what it tells of a failure: that is stored, logged and sent."""

    inner: Channel
    secrets: tuple[str, ...] = field(repr=False)

    @property
    def name(self) -> str:
        """The channel's name."""
        return self.inner.name

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        """Hand a delivery over. Raises DeliveryError, without any secret in it."""
        try:
            return self.inner.deliver(delivery, renditions)
        except DeliveryError as error:
            what, where = hide(error.what, self.secrets), hide(error.where, self.secrets)
            if (what, where) == (error.what, error.where):
                raise
            raise DeliveryError(
                what,
                temporary=error.temporary,
                where=where,
                hint=error.hint,
                ambiguous=error.ambiguous,
                of_channel=error.of_channel,
                retry_after=error.retry_after,
                code=error.code,
            ) from None

    def close(self) -> None:
        """Let go of what is held open."""
        self.inner.close()


def with_parts(secrets: Iterable[str]) -> tuple[str, ...]:
    """The secrets, and the parts of those that are addresses: a server repeats the key alone.

    >>> with_parts(["https://qyapi.example.com/send?key=693a91f6-7x"])
    ('https://qyapi.example.com/send?key=693a91f6-7x', '693a91f6-7x')
    """
    found: list[str] = []
    for secret in secrets:
        found.append(secret)
        if _ADDRESS.match(secret):
            behind = secret.partition("://")[2].partition("/")[2]
            parts = re.split(r"[/?&=:@#]+", behind)
            found += [part for part in parts if len(part) >= _KEY_LENGTH]
    return tuple(dict.fromkeys(found))


def hide(text: str, secrets: Iterable[str]) -> str:
    """The text without any of the secrets; the longest first, for one may hold another."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    return text
