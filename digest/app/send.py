"""An edition sent by hand: what waits, what failed, or to someone once more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest.app.address import FILE
from digest.app.bench import Bench
from digest.app.dispatch import Dispatched, dispatch
from digest.errors import UsageError
from digest.model.deliveries import Delivery, DeliveryId, DeliveryState
from digest.model.editions import Edition

# Of one edition; more than any office has readers.
MOST = 100_000
_OPEN = frozenset({DeliveryState.PENDING, DeliveryState.FAILED, DeliveryState.HELD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whom to send to: a channel, an address, also those who have it (`resend`)."""

    channel: str | None = None
    to: str | None = None
    resend: bool = False


def choose_deliveries(
    edition: Edition, choice: Choice, *, bench: Bench, now: datetime
) -> tuple[Delivery, ...]:
    """The deliveries of an edition that `send` would send; nothing is changed.

    An address that is none of the edition's readers gets a delivery of its own, and so does one
    who has had it already, with `resend`. Raises UsageError where nothing fits, or where the
    edition waits for its release.
    """
    known = [
        each
        for each in bench.store.deliveries(limit=MOST, edition=edition.id)
        if each.revision == edition.revision and each.channel != FILE
    ]
    if any(each.state is DeliveryState.WAITING for each in known):
        raise UsageError(
            "waits for its release", where=edition.id, hint=f"digest approve {edition.id} --by NAME"
        )
    if choice.channel is not None:
        known = [each for each in known if each.channel == choice.channel]
    if not known:
        where = f"{edition.id} r{edition.revision}"
        raise UsageError("has no such deliveries", where=where, hint="see its brief's outputs")
    wanted = known
    if choice.to is not None:
        wanted = [each for each in known if each.recipient.casefold() == choice.to.casefold()]
        if not wanted:
            return _to_someone_else(choice.to, known, now=now)
    fresh = [each for each in wanted if each.state in _OPEN]
    if choice.resend:
        others = [each for each in wanted if each.state not in _OPEN]
        fresh += [_once_more(each, known, now=now) for each in others]
    return tuple(fresh)


def send(chosen: Sequence[Delivery], *, bench: Bench, now: datetime) -> Dispatched:
    """Send these deliveries now, whatever the channel's pause or the push window says."""
    bench.store.post([each for each in chosen if each.attempts == 0])
    for each in chosen:
        bench.store.try_again(each.id, now=now)
    channels = sorted({each.channel for each in chosen})
    for name in channels:
        bench.store.resume(name)
    return dispatch(
        bench.store,
        channels=bench.channels,
        worker=bench.worker,
        rules=bench.rules,
        only=channels,
        among=[each.id for each in chosen],
    )


def _once_more(delivery: Delivery, known: Sequence[Delivery], *, now: datetime) -> Delivery:
    base = delivery.id.partition(":again-")[0]
    count = sum(1 for each in known if each.id.startswith(f"{base}:again-")) + 1
    return _fresh(delivery, key=f"{base}:again-{count}", recipient=delivery.recipient, now=now)


def _to_someone_else(
    address: str, known: Sequence[Delivery], *, now: datetime
) -> tuple[Delivery, ...]:
    """The forms of the edition that its first reader got, for someone else."""
    first = known[0]
    forms = [
        each
        for each in known
        if (each.channel, each.recipient) == (first.channel, first.recipient)
        and ":again-" not in each.id
    ]
    return tuple(
        _fresh(each, key=each.id.replace(each.recipient, address, 1), recipient=address, now=now)
        for each in forms
    )


def _fresh(delivery: Delivery, *, key: str, recipient: str, now: datetime) -> Delivery:
    return replace(
        delivery,
        id=DeliveryId(key),
        recipient=recipient,
        state=DeliveryState.PENDING,
        attempts=0,
        since=now,
        due_at=None,
        ambiguous=False,
        last_error=None,
    )
