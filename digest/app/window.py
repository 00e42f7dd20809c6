"""Which documents belong to an edition."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from digest.model.deliveries import Slot
from digest.model.documents import Document
from digest.model.editions import Incident
from digest.model.plans import BriefPlan, Window
from digest.protocols import Library

ONE_DAY = timedelta(hours=24)


def choose(
    documents: Sequence[Document],
    *,
    plan: BriefPlan,
    slot: Slot,
    day: date,
    now: datetime,
    library: Library,
    page_date: Callable[[Document], date | None],
) -> tuple[tuple[Document, ...], tuple[Incident, ...]]:
    """The documents in the plan's window, and an incident for each whose day is not known."""
    if plan.window is Window.SINCE_LAST:
        return library.unused(documents, brief=plan.name, edition=slot.key), ()
    if plan.window is Window.DAY:
        return _of_the_last_day(documents, plan=plan, slot=slot, now=now, library=library), ()
    chosen: list[Document] = []
    incidents: list[Incident] = []
    for document in documents:
        issued = page_date(document)
        if issued is None:
            what = "its date is not known, so it belongs to no edition by date"
            incidents.append(Incident(where=document.uri, what=what))
        elif issued == day:
            chosen.append(document)
    return tuple(chosen), tuple(incidents)


def _of_the_last_day(
    documents: Sequence[Document],
    *,
    plan: BriefPlan,
    slot: Slot,
    now: datetime,
    library: Library,
) -> tuple[Document, ...]:
    """What was published in the 24 hours before the slot.

    A document that does not say when it was published counts from when it was first seen, and is
    printed once: the moment it was seen lies a little after its edition was due, so that the next
    day's window would take it again. One never seen before is new now, unless the edition is
    made more than a day after its time.
    """
    begin = slot.due - ONE_DAY
    undated = [document for document in documents if document.published is None]
    unused = {d.id for d in library.unused(undated, brief=plan.name, edition=slot.key)}
    seen = library.first_seen(undated)
    end = now if slot.due < now <= slot.due + ONE_DAY else slot.due

    def belongs(document: Document) -> bool:
        if document.published is not None:
            return begin < document.published <= slot.due
        return document.id in unused and begin < seen.get(document.id, now) <= end

    return tuple(document for document in documents if belongs(document))
