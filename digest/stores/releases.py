"""Editions that wait for a person, as statements within a transaction."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, tuple_, update

from digest.model.deliveries import DeliveryState, ReleaseOrder
from digest.model.editions import EditionId
from digest.stores import tables

RELEASE, DELIVERY = tables.release, tables.delivery


def keep(connection: Connection, order: ReleaseOrder) -> None:
    """A new edition that waits."""
    row = {
        "edition": order.edition,
        "revision": order.revision,
        "deadline": order.deadline,
        "sends_at_deadline": order.sends_at_deadline,
    }
    connection.execute(insert(RELEASE), row)


def unreleased(connection: Connection) -> tuple[ReleaseOrder, ...]:
    """The editions whose newest revision waits."""
    kept = tables.edition
    newest = select(kept.c.id, func.max(kept.c.revision)).group_by(kept.c.id)
    query = (
        select(RELEASE)
        .where(RELEASE.c.released_at.is_(None))
        .where(tuple_(RELEASE.c.edition, RELEASE.c.revision).in_(newest))
        .order_by(RELEASE.c.edition)
    )
    return tuple(
        ReleaseOrder(
            edition=EditionId(row.edition),
            revision=row.revision,
            deadline=row.deadline,
            sends_at_deadline=row.sends_at_deadline,
        )
        for row in connection.execute(query)
    )


def release(
    connection: Connection, edition: EditionId, *, revision: int, by: str, now: datetime
) -> bool:
    """The deliveries wait no longer for a person; their time begins now."""
    change = update(RELEASE).where(
        RELEASE.c.edition == edition,
        RELEASE.c.revision == revision,
        RELEASE.c.released_at.is_(None),
    )
    if connection.execute(change.values(released_by=by, released_at=now)).rowcount != 1:
        return False
    waiting = update(DELIVERY).where(
        DELIVERY.c.edition == edition,
        DELIVERY.c.revision == revision,
        DELIVERY.c.state == DeliveryState.WAITING.value,
    )
    connection.execute(waiting.values(state=DeliveryState.PENDING.value, since=now))
    return True
