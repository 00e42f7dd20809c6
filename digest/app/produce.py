"""Makes the edition of a slot: fetch, choose, make, render, publish, deliver."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from digest.app.address import FILE, Addressed, address, file_path
from digest.app.bench import Bench
from digest.app.collect import collect
from digest.app.dispatch import dispatch
from digest.app.earlier import EARLIER, find_earlier, name_all
from digest.app.files import write_files
from digest.app.gathered import GATHERED, find_editions, put_together
from digest.app.window import choose
from digest.errors import DeliveryError, FencedError, StoreError, TemporaryError
from digest.model.deliveries import (
    Delivery,
    DeliveryId,
    DeliveryState,
    ReleaseOrder,
    Slot,
    SlotClaim,
)
from digest.model.documents import Document
from digest.model.editions import Edition, Incident, Rendition
from digest.model.plans import BriefPlan, DeadlinePolicy, EmptyPolicy, Release
from digest.pipeline import Occasion

# How often another number is asked for when other editions take the one that was meant for this.
TRIES = 5
# Deliveries of an edition among which one that reached a reader is looked for.
LOOKED_AT = 100_000


class Outcome(StrEnum):
    """What became of an edition."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    REHEARSED = "rehearsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Produced:
    """An edition, its renditions, the files that were written, and which could not be.

    `edition` is what was kept, or, where nothing was, what would have been; `deliveries` are on
    their way from now on.
    """

    outcome: Outcome
    edition: Edition
    renditions: tuple[Rendition, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    delivered: tuple[str, ...] = ()
    failed: tuple[Incident, ...] = ()


def produce(
    plan: BriefPlan,
    *,
    slot: Slot,
    now: datetime,
    bench: Bench,
    late: bool = False,
    claim: SlotClaim | None = None,
) -> Produced:
    """The edition of a slot, made if there is none.

    One that exists stays as it is; its files are written again, byte for byte. `late` marks the
    edition as 补发. Raises FencedError where `claim` is another worker's when the edition is done.
    """
    known = bench.store.edition(slot.key)
    if known is not None:
        return _write_again(known, plan, now=now, bench=bench)
    draft = _make(plan, slot=slot, revision=1, now=now, bench=bench, late=late)
    return _keep(draft, plan, slot=slot, now=now, bench=bench, claim=claim)


def revise(plan: BriefPlan, *, slot: Slot, now: datetime, bench: Bench) -> Produced:
    """The next revision of a slot's edition; the first one where there is none.

    Where an earlier one has reached readers, it says 更正.
    """
    known = bench.store.edition(slot.key)
    revision, late = (1, False) if known is None else (known.revision + 1, known.late)
    draft = _make(plan, slot=slot, revision=revision, now=now, bench=bench, late=late)
    if _has_readers(slot, bench):
        draft = replace(draft, edition=replace(draft.edition, correction=True))
    return _keep(draft, plan, slot=slot, now=now, bench=bench, claim=None)


def rehearse(plan: BriefPlan, *, slot: Slot, now: datetime, bench: Bench) -> Produced:
    """The edition as it would be made now; nothing is kept or written."""
    known = bench.store.edition(slot.key)
    revision = 1 if known is None else known.revision + 1
    draft = _make(plan, slot=slot, revision=revision, now=now, bench=bench, late=False)
    done = address(draft.edition, plan, bench=bench, now=now)
    return Produced(
        outcome=Outcome.REHEARSED,
        edition=draft.edition,
        renditions=done.renditions,
        deliveries=done.deliveries,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    edition: Edition
    documents: tuple[Document, ...]
    inputs: Mapping[str, str]


def _keep(
    draft: _Draft,
    plan: BriefPlan,
    *,
    slot: Slot,
    now: datetime,
    bench: Bench,
    claim: SlotClaim | None,
) -> Produced:
    if not draft.edition.stories and plan.empty is EmptyPolicy.SKIP:
        return Produced(outcome=Outcome.EMPTY, edition=draft.edition)
    release = _release_order(draft.edition, plan, bench)
    for _ in range(TRIES):
        done = address(draft.edition, plan, bench=bench, now=now, is_released=release is None)
        try:
            bench.store.publish(
                draft.edition,
                documents=draft.documents,
                renditions=done.renditions,
                deliveries=done.deliveries,
                inputs={**bench.inputs, **bench.describe(plan), **draft.inputs},
                now=now,
                claim=claim,
                release=release,
            )
        except TemporaryError:
            number = _next_number(plan, slot, bench)
            if number == draft.edition.number:
                raise
            draft = replace(draft, edition=replace(draft.edition, number=number))
        except FencedError:
            raise
        except StoreError:
            # Another process has made this edition in the meantime; one of a slot is enough.
            revision = draft.edition.revision
            known = bench.store.edition(slot.key, revision=revision)
            if known is None or revision > 1:
                raise
            return _write_again(known, plan, now=now, bench=bench)
        else:
            return _write(draft.edition, done, bench=bench)
    raise TemporaryError(
        "other editions take the issue numbers", where=slot.key, hint="try again later"
    )


def _release_order(edition: Edition, plan: BriefPlan, bench: Bench) -> ReleaseOrder | None:
    if plan.release is Release.AUTO:
        return None
    return ReleaseOrder(
        edition=edition.id,
        revision=edition.revision,
        deadline=bench.deadline_of(plan, edition.day),
        sends_at_deadline=plan.on_deadline is DeadlinePolicy.SEND,
    )


def _has_readers(slot: Slot, bench: Bench) -> bool:
    sent = bench.store.deliveries(limit=LOOKED_AT, states=[DeliveryState.SENT], edition=slot.key)
    return any(each.channel != FILE for each in sent)


def _make(
    plan: BriefPlan, *, slot: Slot, revision: int, now: datetime, bench: Bench, late: bool
) -> _Draft:
    day = date.fromisoformat(str(slot.key).partition("/")[0])
    occasion = Occasion(
        edition=slot.key,
        revision=revision,
        day=day,
        day_names=bench.day_names(day),
        number=_next_number(plan, slot, bench),
        late=late,
    )
    if plan.editions is not None:
        gathered, unreleased = find_editions(plan, slot, bench=bench)
        edition = put_together(gathered, plan=plan.edition, occasion=occasion, bench=bench)
        return _Draft(
            edition=replace(edition, incidents=unreleased),
            documents=(),
            inputs={GATHERED: name_all(gathered)},
        )
    sources = [bench.sources[name] for name in plan.sources]
    documents, unread = collect(sources, since=None, now=now)
    chosen, undated = choose(
        documents,
        plan=plan,
        slot=slot,
        day=day,
        now=now,
        library=bench.store,
        page_date=bench.page_date,
    )
    earlier = find_earlier(plan.name, day, bench.store)
    edition = bench.make(chosen, plan=plan.edition, occasion=replace(occasion, earlier=earlier))
    incidents = (*unread, *undated, *edition.incidents)
    return _Draft(
        edition=replace(edition, incidents=incidents),
        documents=chosen,
        inputs={EARLIER: name_all(earlier)},
    )


def _next_number(plan: BriefPlan, slot: Slot, bench: Bench) -> int:
    day = date.fromisoformat(str(slot.key).partition("/")[0])
    return bench.store.next_number(plan.name, day=day, edition=slot.key)


def _write(edition: Edition, done: Addressed, *, bench: Bench) -> Produced:
    """The files are written at once; whatever goes to readers is dispatched by the caller."""
    written = write_files(edition, bench=bench)
    return Produced(
        outcome=Outcome.BUILT,
        edition=edition,
        renditions=done.renditions,
        deliveries=done.deliveries,
        delivered=tuple(e.filename for e in done.renditions if e.filename in written.paths),
        failed=written.failed,
    )


def _write_again(edition: Edition, plan: BriefPlan, *, now: datetime, bench: Bench) -> Produced:
    """The files as they were published; an output that is new is rendered from the edition."""
    kept = bench.store.renditions(edition.id, revision=edition.revision)
    if any(order.edition == edition.id for order in bench.store.unreleased()):
        return Produced(outcome=Outcome.UNCHANGED, edition=edition, renditions=kept)
    by_name = {rendition.filename: rendition for rendition in kept}
    dispatch(bench.store, channels=bench.channels, only=(FILE,), worker=bench.worker)
    renditions: list[Rendition] = []
    delivered: list[str] = []
    failed: list[Incident] = []
    for output in (each for each in plan.outputs if each.to == FILE):
        path = file_path(output, edition)
        known = by_name.get(path)
        alone = replace(plan, outputs=(output,))
        fresh = () if known else address(edition, alone, bench=bench, now=now).renditions
        found = (known,) if known else fresh
        delivery = Delivery(
            id=DeliveryId(f"{edition.id}#{edition.revision}:{FILE}:{path}"),
            edition=edition.id,
            revision=edition.revision,
            channel=FILE,
            recipient=path,
        )
        renditions += found
        try:
            bench.channels[FILE].deliver(delivery, found)
        except DeliveryError as error:
            failed.append(Incident(where=error.where or path, what=error.what))
        else:
            delivered.append(path)
    return Produced(
        outcome=Outcome.UNCHANGED,
        edition=edition,
        renditions=tuple(renditions),
        delivered=tuple(delivered),
        failed=tuple(failed),
    )
