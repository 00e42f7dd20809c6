"""The way of an edition to its readers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from digest.model.editions import EditionId

DeliveryId = NewType("DeliveryId", str)


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    """For its edition's release."""
    PENDING = "pending"
    HELD = "held"
    """Perhaps it arrived: the reply was lost. A person decides."""
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One edition on its way to one recipient through one channel.

    `rendition` is the file name of what is sent, for a file its path. `since` is when it began to
    wait. An `ambiguous` one was handed over once without a reply: it may have arrived.
    """

    id: DeliveryId
    edition: EditionId
    revision: int
    channel: str
    recipient: str
    rendition: str | None = None
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    since: datetime | None = None
    due_at: datetime | None = None
    ambiguous: bool = False
    last_error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A delivery that is one worker's for the length of a lease; `token` tells leases apart."""

    delivery: Delivery
    owner: str
    token: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That a channel accepted a delivery; `reference` is where it went or the server's reply."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """That a channel takes nothing for a while: it is down, or refuses the login."""

    channel: str
    until: datetime
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrder:
    """That an edition waits for a named person; at the deadline it is sent or stays held."""

    edition: EditionId
    revision: int
    deadline: datetime | None = None
    sends_at_deadline: bool = False
    released_by: str | None = None
    released_at: datetime | None = None


class SlotState(StrEnum):
    """What became of a due edition."""

    DUE = "due"
    BUILT = "built"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An edition that is due: the brief, the local date and time, and the moment in UTC.

    `key` ("2024-03-27/morning", or "2024-03-27/morning-1200" where a brief appears more than
    once a day) names the edition.
    """

    key: EditionId
    brief: str
    due: datetime
    state: SlotState = SlotState.DUE
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotClaim:
    """A slot that is one worker's for the length of a lease."""

    slot: Slot
    owner: str
    token: int
