"""What the use cases work with: protocols and functions, no products."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from digest.app.dispatch import ChannelRule
from digest.app.worker import Worker
from digest.model.deliveries import Delivery, Slot
from digest.model.documents import Document
from digest.model.editions import DayNames, Edition, Rendition
from digest.model.plans import BriefPlan, EditionPlan, OutputPlan
from digest.pipeline import Occasion
from digest.protocols import (
    Channel,
    Library,
    Outbox,
    Press,
    Releases,
    Renderer,
    Slots,
    Source,
)


class Store(Library, Press, Outbox, Releases, Slots, Protocol):
    """Where documents, editions, deliveries and slots are kept."""


class MakeEdition(Protocol):
    """The straight line with its tools: `functools.partial(make_edition, tools=…)`."""

    def __call__(
        self, documents: Sequence[Document], *, plan: EditionPlan, occasion: Occasion
    ) -> Edition:
        """The edition of these documents."""
        ...


def _nothing(plan: BriefPlan) -> Mapping[str, str]:
    del plan
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Someone an edition is sent to; `include` and `exclude` choose among its items."""

    address: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def _never(plan: BriefPlan, day: date) -> datetime | None:
    del plan, day
    return None


def _a_week(plan: BriefPlan, slot: Slot) -> tuple[datetime, datetime]:
    del plan
    return slot.due - timedelta(days=7), slot.due


def _at_midnight(edition: Edition) -> datetime:
    return datetime.combine(edition.day, time(), UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Everything an edition is made with, and sent.

    `page_date` gives a document's day of issue where it is known. `inputs` are names and hashes
    of what an edition depends on besides its documents; they are kept with it, and so is what
    `describe` says of its plan. `readers_of` gives whom an output is for, `parts_of` the messages
    a rendition is sent in, `deadline_of` when a brief must be released on a day, `opens_at` when
    a delivery may be pushed; `rules` say how a channel is used. `span_of` gives later than when
    and until when the editions of a digest were due, `due_of` when an edition was.
    """

    sources: Mapping[str, Source]
    store: Store
    make: MakeEdition
    renderer_of: Callable[[OutputPlan], Renderer]
    channels: Mapping[str, Channel]
    worker: Worker
    page_date: Callable[[Document], date | None]
    day_names: Callable[[date], DayNames]
    inputs: Mapping[str, str] = field(default_factory=dict)
    describe: Callable[[BriefPlan], Mapping[str, str]] = _nothing
    rules: Mapping[str, ChannelRule] = field(default_factory=dict)
    readers_of: Callable[[OutputPlan], tuple[Reader, ...]] = field(default=lambda _: ())
    deadline_of: Callable[[BriefPlan, date], datetime | None] = _never
    span_of: Callable[[BriefPlan, Slot], tuple[datetime, datetime]] = _a_week
    due_of: Callable[[Edition], datetime] = _at_midnight
    parts_of: Callable[[OutputPlan, Rendition], tuple[Rendition, ...]] = field(
        default=lambda _, rendition: (rendition,)
    )
    opens_at: Callable[[Delivery, datetime], datetime] = field(default=lambda _, now: now)
