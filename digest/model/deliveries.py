"""The way of an edition to its readers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from digest.model.editions import EditionId

DeliveryId = NewType("DeliveryId", str)


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One edition on its way to one recipient through one channel."""

    id: DeliveryId
    edition: EditionId
    revision: int
    channel: str
    recipient: str
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    due_at: datetime | None = None
    last_error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That a channel accepted a delivery; `reference` is where it went or the server's reply."""

    reference: str


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
