"""The outbox as statements within a transaction: claims, leases, attempts, pauses."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select, update

from digest.model.deliveries import (
    Claim,
    Delivery,
    DeliveryId,
    DeliveryState,
    Pause,
    Receipt,
)
from digest.model.editions import EditionId
from digest.stores import tables
from digest.stores.inserts import insert_missing
from digest.stores.rows import delivery_of

DELIVERY, ATTEMPT, PAUSE = tables.delivery, tables.attempt, tables.channel_pause
PENDING = DeliveryState.PENDING.value
# States from which a person may send a delivery on its way again.
ENDED = tuple(
    state.value
    for state in (
        DeliveryState.PENDING,
        DeliveryState.HELD,
        DeliveryState.FAILED,
        DeliveryState.DROPPED,
    )
)


def claim(
    connection: Connection,
    channel: str,
    *,
    owner: str,
    now: datetime,
    until: datetime,
    limit: int,
    among: Sequence[DeliveryId] = (),
) -> tuple[Claim, ...]:
    """Deliveries of a channel that are due, each with a new lease."""
    paused = connection.scalar(
        select(PAUSE.c.channel).where(PAUSE.c.channel == channel, PAUSE.c.until > now)
    )
    if paused is not None:
        return ()
    query = (
        select(DELIVERY)
        .where(DELIVERY.c.channel == channel, *_claimable(now))
        .order_by(DELIVERY.c.due_at.is_not(None), DELIVERY.c.due_at, DELIVERY.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if among:
        query = query.where(DELIVERY.c.id.in_(among))
    claims = []
    for row in connection.execute(query).all():
        values: dict[str, Any] = {
            "owner": owner,
            "token": row.token + 1,
            "lease_until": until,
            "handed_over": False,
            "ambiguous": row.ambiguous or row.handed_over,
        }
        change = update(DELIVERY).where(DELIVERY.c.id == row.id)
        connection.execute(change.values(**values))
        delivery = delivery_of(row, ambiguous=values["ambiguous"])
        claims.append(Claim(delivery=delivery, owner=owner, token=values["token"]))
    return tuple(claims)


def renew(connection: Connection, claims: Sequence[Claim], *, until: datetime) -> None:
    """Longer leases for claims that are still held."""
    for each in claims:
        connection.execute(update(DELIVERY).where(_mine(each)).values(lease_until=until))


def hand_over(connection: Connection, claim: Claim, *, now: datetime, until: datetime) -> bool:
    """The note that the channel is called now."""
    change = (
        update(DELIVERY)
        .where(_mine(claim))
        .values(handed_over=True, lease_until=until, attempts=DELIVERY.c.attempts + 1)
    )
    if connection.execute(change).rowcount != 1:
        return False
    row = {
        "delivery": claim.delivery.id,
        "channel": claim.delivery.channel,
        "owner": claim.owner,
        "token": claim.token,
        "begun_at": now,
    }
    connection.execute(insert(ATTEMPT), row)
    return True


def mark_sent(connection: Connection, claim: Claim, receipt: Receipt, *, now: datetime) -> bool:
    """The end of a delivery that was accepted."""
    values = {"state": DeliveryState.SENT.value, "receipt": receipt.reference, "last_error": None}
    if not _end(connection, claim, values, outcome="sent", reply=receipt.reference, now=now):
        return False
    connection.execute(PAUSE.delete().where(PAUSE.c.channel == claim.delivery.channel))
    return True


def mark_later(
    connection: Connection,
    claim: Claim,
    error: str,
    *,
    due_at: datetime,
    now: datetime,
    ambiguous: bool,
) -> bool:
    """The end of an attempt that will be repeated."""
    values = {"due_at": due_at, "last_error": error, **_if_ambiguous(ambiguous=ambiguous)}
    return _end(connection, claim, values, outcome="later", reply=error, now=now)


def mark_ended(
    connection: Connection,
    claim: Claim,
    state: DeliveryState,
    error: str,
    *,
    now: datetime,
    ambiguous: bool,
) -> bool:
    """The end of a delivery that was not accepted."""
    values = {"state": state.value, "last_error": error, **_if_ambiguous(ambiguous=ambiguous)}
    return _end(connection, claim, values, outcome=state.value, reply=error, now=now)


def put_back(connection: Connection, claims: Sequence[Claim]) -> None:
    """Claims given up: whoever asks next may have them."""
    for each in claims:
        row = connection.execute(
            select(DELIVERY.c.handed_over, DELIVERY.c.attempts).where(_mine(each))
        ).one_or_none()
        if row is None:
            continue
        counted = 1 if row.handed_over else 0
        change = update(DELIVERY).where(_mine(each))
        connection.execute(
            change.values(
                owner=None,
                lease_until=None,
                handed_over=False,
                attempts=row.attempts - counted,
            )
        )
        connection.execute(ATTEMPT.delete().where(_attempt_of(each)))


def pause(connection: Connection, channel: str, *, until: datetime, reason: str) -> None:
    """A channel's pause, counted from its last success."""
    row = {"channel": channel, "until": until, "reason": reason, "count": 0}
    insert_missing(connection, PAUSE, row)
    change = update(PAUSE).where(PAUSE.c.channel == channel)
    connection.execute(change.values(until=until, reason=reason, count=PAUSE.c.count + 1))


def resume(connection: Connection, channel: str) -> None:
    """No pause."""
    connection.execute(PAUSE.delete().where(PAUSE.c.channel == channel))


def pauses(connection: Connection) -> tuple[Pause, ...]:
    """All pauses, by channel."""
    rows = connection.execute(select(PAUSE).order_by(PAUSE.c.channel))
    return tuple(
        Pause(channel=row.channel, until=row.until, reason=row.reason, count=row[3])
        for row in rows  # a row's own `count` is a method
    )


def attempts_since(
    connection: Connection, channel: str, moment: datetime, *, limit: int
) -> tuple[datetime, ...]:
    """The moments of the latest attempts."""
    query = (
        select(ATTEMPT.c.begun_at)
        .where(ATTEMPT.c.channel == channel, ATTEMPT.c.begun_at > moment)
        .order_by(ATTEMPT.c.begun_at.desc())
        .limit(limit)
    )
    return tuple(connection.scalars(query))


def waiting_channels(connection: Connection, *, now: datetime) -> tuple[str, ...]:
    """The channels of deliveries that are due."""
    due = or_(DELIVERY.c.due_at.is_(None), DELIVERY.c.due_at <= now)
    query = select(DELIVERY.c.channel).where(DELIVERY.c.state == PENDING, due).distinct()
    return tuple(sorted(connection.scalars(query)))


def next_due(connection: Connection, *, now: datetime) -> datetime | None:
    """The first moment at which a pending delivery can be claimed."""
    query = (
        select(DELIVERY.c.due_at, DELIVERY.c.lease_until, PAUSE.c.until)
        .outerjoin(PAUSE, PAUSE.c.channel == DELIVERY.c.channel)
        .where(DELIVERY.c.state == PENDING)
        .distinct()
    )
    moments = [
        max([now, *(moment for moment in row if moment is not None)])
        for row in connection.execute(query)
    ]
    return min(moments, default=None)


def deliveries(
    connection: Connection,
    *,
    limit: int,
    states: Sequence[DeliveryState],
    edition: EditionId | None,
) -> tuple[Delivery, ...]:
    """Deliveries, those of the latest editions first."""
    query = select(DELIVERY).order_by(
        DELIVERY.c.edition.desc(), DELIVERY.c.revision.desc(), DELIVERY.c.id
    )
    if states:
        query = query.where(DELIVERY.c.state.in_([state.value for state in states]))
    if edition is not None:
        query = query.where(DELIVERY.c.edition == edition)
    return tuple(delivery_of(row) for row in connection.execute(query.limit(limit)))


def try_again(connection: Connection, delivery: DeliveryId, *, now: datetime) -> bool:
    """A delivery that waits again from now on."""
    change = update(DELIVERY).where(
        DELIVERY.c.id == delivery, DELIVERY.c.state.in_(ENDED), _is_free(now)
    )
    values = {"state": PENDING, "due_at": None, "since": now, "owner": None, "lease_until": None}
    return connection.execute(change.values(**values)).rowcount == 1


def drop(connection: Connection, delivery: DeliveryId) -> bool:
    """A delivery that will not be sent."""
    change = update(DELIVERY).where(
        DELIVERY.c.id == delivery,
        DELIVERY.c.state.in_([*ENDED, DeliveryState.WAITING.value]),
    )
    values = {"state": DeliveryState.DROPPED.value, "owner": None, "lease_until": None}
    return connection.execute(change.values(**values)).rowcount == 1


def drop_older(connection: Connection, edition: EditionId, *, revision: int) -> None:
    """Deliveries of earlier revisions that nobody has in hand are dropped."""
    change = update(DELIVERY).where(
        DELIVERY.c.edition == edition,
        DELIVERY.c.revision < revision,
        DELIVERY.c.state.in_([PENDING, DeliveryState.WAITING.value]),
        DELIVERY.c.lease_until.is_(None),
    )
    values = {
        "state": DeliveryState.DROPPED.value,
        "last_error": f"revision {revision} takes its place",
    }
    connection.execute(change.values(**values))


def _claimable(now: datetime) -> tuple[Any, ...]:
    due = or_(DELIVERY.c.due_at.is_(None), DELIVERY.c.due_at <= now)
    return DELIVERY.c.state == PENDING, due, _is_free(now)


def _is_free(now: datetime) -> Any:
    return or_(DELIVERY.c.lease_until.is_(None), DELIVERY.c.lease_until <= now)


def _mine(claim: Claim) -> Any:
    return and_(
        DELIVERY.c.id == claim.delivery.id,
        DELIVERY.c.owner == claim.owner,
        DELIVERY.c.token == claim.token,
        DELIVERY.c.state == PENDING,
    )


def _attempt_of(claim: Claim) -> Any:
    return and_(
        ATTEMPT.c.delivery == claim.delivery.id,
        ATTEMPT.c.token == claim.token,
        ATTEMPT.c.ended_at.is_(None),
    )


def _end(
    connection: Connection,
    claim: Claim,
    values: dict[str, Any],
    *,
    outcome: str,
    reply: str,
    now: datetime,
) -> bool:
    free = {"owner": None, "lease_until": None, "handed_over": False}
    change = update(DELIVERY).where(_mine(claim)).values(**values, **free)
    if connection.execute(change).rowcount != 1:
        return False
    ended = update(ATTEMPT).where(_attempt_of(claim))
    connection.execute(ended.values(ended_at=now, outcome=outcome, reply=reply))
    return True


def _if_ambiguous(*, ambiguous: bool) -> dict[str, bool]:
    # Once in doubt a delivery stays so, whatever later attempts say.
    return {"ambiguous": True} if ambiguous else {}
