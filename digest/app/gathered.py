"""Digests: editions that are put together from the editions of another brief."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from digest.app.bench import Bench, Store
from digest.app.release import APPROVED_BY
from digest.editorial.weekly import gather
from digest.model.deliveries import DeliveryState, Slot
from digest.model.editions import Edition, EditionId, Incident
from digest.model.plans import BriefPlan, EditionPlan
from digest.pipeline import Occasion, start_edition
from digest.protocols import Slots

GATHERED: Final = "gathered"
"""Under this name a digest's inputs keep the editions it was put together from."""

# A year of an edition every hour; more is no digest.
_MOST: Final = 10_000
# A local day and its moments in UTC are less than a day apart.
_ONE_DAY: Final = timedelta(days=1)


def find_editions(
    plan: BriefPlan, slot: Slot, *, bench: Bench
) -> tuple[tuple[Edition, ...], tuple[Incident, ...]]:
    """The editions a digest is put together from, the oldest first.

    Those that were due since the digest's slot before this one, each as it was released last; one
    that nobody has released is an incident.
    """
    begin, end = bench.span_of(plan, slot)
    kept = bench.store.editions(
        limit=_MOST,
        brief=plan.editions,
        since=begin.astimezone(UTC).date() - _ONE_DAY,
        until=end.astimezone(UTC).date() + _ONE_DAY,
    )
    waiting = {(order.edition, order.revision) for order in bench.store.unreleased()}
    found: list[Edition] = []
    incidents: list[Incident] = []
    for edition in sorted(kept, key=lambda each: (bench.due_of(each), each.id)):
        if not begin < bench.due_of(edition) <= end:
            continue
        released = _released(edition, waiting, bench.store)
        if released is None:
            incidents.append(Incident(where=edition.id, what="尚未签发，未收入本期"))
        else:
            found.append(released)
    return tuple(found), tuple(incidents)


def put_together(
    editions: Sequence[Edition], *, plan: EditionPlan, occasion: Occasion, bench: Bench
) -> Edition:
    """The digest of these editions; equal arguments give an equal digest."""
    started = start_edition(plan, occasion, method=bench.inputs.get("method", ""))
    base = replace(started, gathered=())
    if not editions:
        return base
    week = gather(editions, items=plan.max_items)
    return replace(
        base,
        method=week.method,
        sections=week.sections,
        coverage=week.coverage,
        publications=week.publications,
        gathered=week.gathered,
    )


def is_too_early(plan: BriefPlan, slot: Slot, *, slots: Slots, now: datetime) -> bool:
    """Whether an edition that belongs to a digest is still to be made."""
    return plan.editions is not None and any(
        each.brief == plan.editions and each.due <= slot.due for each in slots.open_slots(now=now)
    )


def part_of(digest: Edition, edition: Edition) -> Edition:
    """The digest with the items alone that come from one of its editions."""
    sections = tuple(
        replace(
            section,
            stories=tuple(s for s in section.stories if s.id.startswith(f"{edition.id}/")),
        )
        for section in digest.sections
    )
    return replace(digest, sections=sections)


def _released(
    edition: Edition, waiting: AbstractSet[tuple[EditionId, int]], store: Store
) -> Edition | None:
    """The newest revision that readers may have."""
    if (edition.id, edition.revision) not in waiting:
        return edition
    sent = {
        each.revision
        for each in store.deliveries(limit=_MOST, states=[DeliveryState.SENT], edition=edition.id)
    }
    for revision in range(edition.revision - 1, 0, -1):
        inputs = store.inputs_of(edition.id, revision=revision) or {}
        if APPROVED_BY in inputs or revision in sent:
            return store.edition(edition.id, revision=revision)
    return None
