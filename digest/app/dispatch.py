"""Hands waiting deliveries to their channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, Receipt
from digest.protocols import Channel, Outbox, Press

AT_ONCE = 100


class Post(Press, Outbox, Protocol):
    """Where editions are kept and deliveries wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """What became of deliveries: accepted ones, and the others with their errors."""

    sent: tuple[Delivery, ...] = ()
    failed: tuple[tuple[Delivery, DeliveryError], ...] = ()


def dispatch(
    post: Post, *, channels: Mapping[str, Channel], now: datetime, limit: int = AT_ONCE
) -> Dispatched:
    """Deliver what is due, each delivery once.

    A temporary failure leaves a delivery waiting for the next call; a permanent one, or a channel
    that is no longer there, is recorded.
    """
    sent: list[Delivery] = []
    failed: list[tuple[Delivery, DeliveryError]] = []
    for delivery in post.pending(now=now, limit=limit):
        try:
            receipt = _deliver(delivery, post, channels)
        except DeliveryError as error:
            failed.append((delivery, error))
            if not error.temporary:
                post.mark_failed(delivery, str(error), now=now)
        else:
            post.mark_sent(delivery, receipt, now=now)
            sent.append(delivery)
    return Dispatched(sent=tuple(sent), failed=tuple(failed))


def _deliver(delivery: Delivery, press: Press, channels: Mapping[str, Channel]) -> Receipt:
    channel = channels.get(delivery.channel)
    if channel is None:
        what = f"there is no channel '{delivery.channel}' any more"
        raise DeliveryError(what, temporary=False, where=delivery.edition)
    renditions = press.renditions(delivery.edition, revision=delivery.revision)
    return channel.deliver(delivery, renditions)
