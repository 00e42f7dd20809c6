"""What a power failure may have taken from SQLite, and how it is made good.

A commit that waits for the disk is safe from a power failure, and one that does not is safe from
everything else: a killed process loses nothing. While mails go out, one commit a second waits. For
that a delivery that is claimed, which always waits for the disk, is in doubt after a restart of the
machine: it may have been sent in the second that was lost.
"""

import hashlib
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, update

from digest.model.deliveries import DeliveryState
from digest.stores import tables

LASTING_SECONDS: Final = 1.0
"""So much of what was recorded as sent may be lost."""
# Linux makes one at each start; where there is none, every commit waits for the disk.
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


def run_of_machine() -> int:
    """A number of the time since the machine was started; 0 where it cannot be told."""
    try:
        name = _BOOT_ID.read_bytes()
    except OSError:
        return 0
    return 1 + int.from_bytes(hashlib.sha256(name).digest()[:4], "big") % (2**31 - 1)


def doubt_after_restart(connection: Connection, *, run: int) -> None:
    """Put in doubt what was claimed when the machine went down, in the caller's transaction.

    The last run in which the database was open is kept in a place SQLite has for a number.
    """
    last = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if last == run:
        return
    if last != 0:
        kept = tables.delivery
        claimed = kept.c.state == DeliveryState.PENDING.value, kept.c.lease_until.is_not(None)
        connection.execute(update(kept).where(*claimed).values(handed_over=True))
    connection.exec_driver_sql(f"PRAGMA user_version = {run}")
