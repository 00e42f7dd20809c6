"""The outbox as statements within a transaction: claims, leases, attempts, pauses."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    and_,
    bindparam,
    case,
    exists,
    insert,
    or_,
    select,
    update,
)

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
from digest.stores.portions import portions
from digest.stores.prepared import Prepared, Told
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
# Their values are those of `_key` and the ones named here.
_MINE = and_(
    DELIVERY.c.id == bindparam("its"),
    DELIVERY.c.owner == bindparam("mine"),
    DELIVERY.c.token == bindparam("under"),
    DELIVERY.c.state == PENDING,
)
_OPEN_ATTEMPT = and_(
    ATTEMPT.c.delivery == bindparam("its"),
    ATTEMPT.c.token == bindparam("under"),
    ATTEMPT.c.ended_at.is_(None),
)
_FREE = {"owner": None, "lease_until": None, "handed_over": False}
# Once in doubt a delivery stays so, whatever later attempts say.
_DOUBT = or_(DELIVERY.c.ambiguous, bindparam("doubt"))
_CHANGE = update(DELIVERY).where(_MINE)
_RENEW = Prepared(_CHANGE.values(lease_until=bindparam("until")))
_HAND_OVER = Prepared(
    _CHANGE.where(DELIVERY.c.handed_over.is_(False)).values(
        handed_over=True, lease_until=bindparam("until"), attempts=DELIVERY.c.attempts + 1
    )
)
_BEGIN_ATTEMPT = Prepared(
    insert(ATTEMPT).values(
        delivery=bindparam("its"),
        channel=bindparam("through"),
        owner=bindparam("mine"),
        token=bindparam("under"),
        begun_at=bindparam("at"),
    )
)
_END_ATTEMPT = Prepared(
    update(ATTEMPT)
    .where(_OPEN_ATTEMPT)
    .values(ended_at=bindparam("at"), outcome=bindparam("how"), reply=bindparam("told"))
)
# The open attempt of a claim that is another worker's by now stays: its reply was lost.
_FORGET_ATTEMPT = Prepared(
    ATTEMPT.delete().where(_OPEN_ATTEMPT, exists(select(DELIVERY.c.id).where(_MINE)))
)
_SENT = Prepared(
    _CHANGE.values(
        state=DeliveryState.SENT.value, receipt=bindparam("told"), last_error=None, **_FREE
    )
)
_LATER = Prepared(
    _CHANGE.values(due_at=bindparam("due"), last_error=bindparam("told"), ambiguous=_DOUBT, **_FREE)
)
_ENDED = Prepared(
    _CHANGE.values(
        state=bindparam("becomes"), last_error=bindparam("told"), ambiguous=_DOUBT, **_FREE
    )
)
_PUT_BACK = Prepared(
    _CHANGE.values(
        attempts=DELIVERY.c.attempts - case((DELIVERY.c.handed_over, 1), else_=0), **_FREE
    )
)
_END_PAUSE = Prepared(PAUSE.delete().where(PAUSE.c.channel == bindparam("through")))


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
    found: list[Row[Any]] = []
    for keys in portions(among) if among else [()]:
        query = (
            select(DELIVERY)
            .where(DELIVERY.c.channel == channel, *_claimable(now))
            .order_by(DELIVERY.c.due_at.is_not(None), DELIVERY.c.due_at, DELIVERY.c.id)
            .limit(limit - len(found))
            .with_for_update(skip_locked=True)
        )
        if among:
            query = query.where(DELIVERY.c.id.in_(keys))
        found += connection.execute(query).all()
        if len(found) == limit:
            break
    for keys in portions([row.id for row in found]):
        change = update(DELIVERY).where(DELIVERY.c.id.in_(keys))
        connection.execute(
            change.values(
                owner=owner,
                token=DELIVERY.c.token + 1,
                lease_until=until,
                handed_over=False,
                ambiguous=or_(DELIVERY.c.ambiguous, DELIVERY.c.handed_over),
            )
        )
    return tuple(
        Claim(
            delivery=delivery_of(row, ambiguous=row.ambiguous or row.handed_over),
            owner=owner,
            token=row.token + 1,
        )
        for row in found
    )


def renew(connection: Told, claims: Sequence[Claim], *, until: datetime) -> None:
    """Longer leases for claims that are still held."""
    for each in claims:
        _RENEW.run(connection, {**_key(each), "until": until})


def hand_over(connection: Told, claim: Claim, *, now: datetime, until: datetime) -> bool:
    """The note that the channel is called now; it may be repeated."""
    values = {**_key(claim), "until": until, "at": now}
    if _HAND_OVER.run(connection, values) != 1:
        # Noted before, in a transaction that seemed to fail, or another worker's by now.
        return _RENEW.run(connection, values) == 1
    _BEGIN_ATTEMPT.run(connection, values)
    return True


def mark_sent(connection: Told, claim: Claim, receipt: Receipt, *, now: datetime) -> bool:
    """The end of a delivery that was accepted."""
    if not _end(connection, claim, _SENT, how="sent", told=receipt.reference, now=now):
        return False
    _END_PAUSE.run(connection, _key(claim))
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
    more = {"due": due_at, "doubt": ambiguous}
    return _end(connection, claim, _LATER, how="later", told=error, now=now, **more)


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
    more = {"becomes": state.value, "doubt": ambiguous}
    return _end(connection, claim, _ENDED, how=state.value, told=error, now=now, **more)


def put_back(connection: Told, claims: Sequence[Claim]) -> None:
    """Claims given up: whoever asks next may have them."""
    for each in claims:
        _FORGET_ATTEMPT.run(connection, _key(each))
        _PUT_BACK.run(connection, _key(each))


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


def _key(claim: Claim) -> dict[str, Any]:
    delivery = claim.delivery
    return {
        "its": delivery.id,
        "through": delivery.channel,
        "mine": claim.owner,
        "under": claim.token,
    }


def _end(
    connection: Told, claim: Claim, change: Prepared, *, how: str, told: str, now: datetime,
    **more: Any,
) -> bool:  # fmt: skip
    values = {**_key(claim), "how": how, "told": told, "at": now, **more}
    if change.run(connection, values) != 1:
        return False
    _END_ATTEMPT.run(connection, values)
    return True
