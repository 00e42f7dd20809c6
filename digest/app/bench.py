"""What the use cases work with: protocols and functions, no products."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from digest.model.documents import Document
from digest.model.editions import DayNames, Edition
from digest.model.plans import BriefPlan, EditionPlan, OutputPlan
from digest.pipeline import Occasion
from digest.protocols import Channel, Library, Outbox, Press, Renderer, Slots, Source


class Store(Library, Press, Outbox, Slots, Protocol):
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
class Bench:
    """Everything an edition is made with.

    `page_date` gives a document's day of issue where it is known. `inputs` are names and hashes
    of what an edition depends on besides its documents; they are kept with it, and so is what
    `describe` says of its plan.
    """

    sources: Mapping[str, Source]
    store: Store
    make: MakeEdition
    renderer_of: Callable[[OutputPlan], Renderer]
    channels: Mapping[str, Channel]
    page_date: Callable[[Document], date | None]
    day_names: Callable[[date], DayNames]
    inputs: Mapping[str, str] = field(default_factory=dict)
    describe: Callable[[BriefPlan], Mapping[str, str]] = _nothing
