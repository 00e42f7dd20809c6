"""Slots as statements within a transaction: which editions are due, and whose they are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, update

from digest.errors import StoreError
from digest.model.deliveries import Slot, SlotClaim, SlotState
from digest.model.editions import EditionId
from digest.stores import tables
from digest.stores.inserts import insert_missing
from digest.stores.portions import portions
from digest.stores.rows import slot_of, slot_row

SLOT = tables.slot
DUE, BUILT = SlotState.DUE.value, SlotState.BUILT.value


def add(connection: Connection, slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The slots that are still due, the missing ones inserted."""
    known: dict[str, Slot] = {}
    keys = [slot.key for slot in slots]
    for slot in slots:
        insert_missing(connection, SLOT, slot_row(slot))
    for some in portions(keys):
        query = select(SLOT).where(SLOT.c.key.in_(some))
        known.update((row.key, slot_of(row)) for row in connection.execute(query))
    return tuple(known[key] for key in keys if known[key].state is SlotState.DUE)


def unsettled(connection: Connection, *, now: datetime) -> tuple[Slot, ...]:
    """The slots that are due, the earliest first."""
    query = (
        select(SLOT).where(SLOT.c.state == DUE, SLOT.c.due <= now).order_by(SLOT.c.due, SLOT.c.key)
    )
    return tuple(slot_of(row) for row in connection.execute(query))


def claim(
    connection: Connection, key: EditionId, *, owner: str, now: datetime, until: datetime
) -> SlotClaim | None:
    """A lease of a slot, if nobody has one."""
    query = (
        select(SLOT)
        .where(SLOT.c.key == key, SLOT.c.state == DUE)
        .where(or_(SLOT.c.lease_until.is_(None), SLOT.c.lease_until <= now))
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    change = update(SLOT).where(SLOT.c.key == key)
    connection.execute(change.values(owner=owner, token=row.token + 1, lease_until=until))
    return SlotClaim(slot=slot_of(row), owner=owner, token=row.token + 1)


def renew(connection: Connection, claim: SlotClaim, *, until: datetime) -> None:
    """A longer lease, if it is still held."""
    connection.execute(update(SLOT).where(_mine(claim)).values(lease_until=until))


def is_held(connection: Connection, claim: SlotClaim) -> bool:
    """Whether a claim is still its worker's; no one else can take it before this commits."""
    query = select(SLOT.c.key).where(_mine(claim)).with_for_update()
    return connection.scalar(query) is not None


def put_back(connection: Connection, claim: SlotClaim, *, reason: str | None) -> None:
    """A slot that whoever asks next may have."""
    change = update(SLOT).where(_mine(claim))
    connection.execute(change.values(owner=None, lease_until=None, reason=reason))


def leased_until(connection: Connection, *, now: datetime) -> datetime | None:
    """The end of the first lease."""
    query = select(func.min(SLOT.c.lease_until)).where(
        SLOT.c.state == DUE, SLOT.c.due <= now, SLOT.c.lease_until > now
    )
    end: datetime | None = connection.scalar(query)
    return end


def settle(
    connection: Connection,
    key: EditionId,
    state: SlotState,
    *,
    reason: str | None,
    claim: SlotClaim | None,
) -> bool:
    """What became of a slot. Raises StoreError where there is none."""
    known = connection.scalar(select(SLOT.c.state).where(SLOT.c.key == key).with_for_update())
    if known is None:
        raise StoreError("there is no such slot", where=key)
    if claim is not None and not is_held(connection, claim):
        return False
    if known != BUILT:
        change = update(SLOT).where(SLOT.c.key == key)
        values = {"state": state.value, "reason": reason, "owner": None, "lease_until": None}
        connection.execute(change.values(**values))
    return True


def recent(connection: Connection, *, limit: int) -> tuple[Slot, ...]:
    """The latest slots, newest first."""
    query = select(SLOT).order_by(SLOT.c.due.desc(), SLOT.c.key.desc()).limit(limit)
    return tuple(slot_of(row) for row in connection.execute(query))


def _mine(claim: SlotClaim) -> Any:
    return and_(
        SLOT.c.key == claim.slot.key,
        SLOT.c.owner == claim.owner,
        SLOT.c.token == claim.token,
        SLOT.c.state == DUE,
    )
