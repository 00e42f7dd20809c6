"""Makes the edition of a slot: fetch, choose, make, render, publish, deliver."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from digest.app.bench import Bench
from digest.app.collect import collect
from digest.app.dispatch import dispatch
from digest.app.naming import output_path
from digest.app.window import choose
from digest.errors import ConfigError, DeliveryError, StoreError, TemporaryError
from digest.model.deliveries import Delivery, DeliveryId, Slot
from digest.model.documents import Document
from digest.model.editions import Edition, Incident, Rendition
from digest.model.plans import BriefPlan, EmptyPolicy, OutputPlan
from digest.pipeline import Occasion

FILE = "file"
# How often another number is asked for when other editions take the one that was meant for this.
TRIES = 5


class Outcome(StrEnum):
    """What became of an edition."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    REHEARSED = "rehearsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Produced:
    """An edition, its renditions, where they were delivered, and which deliveries failed.

    `edition` is what was kept, or, where nothing was, what would have been.
    """

    outcome: Outcome
    edition: Edition
    renditions: tuple[Rendition, ...] = ()
    delivered: tuple[str, ...] = ()
    failed: tuple[Incident, ...] = ()


def produce(
    plan: BriefPlan, *, slot: Slot, now: datetime, bench: Bench, late: bool = False
) -> Produced:
    """The edition of a slot, made if there is none.

    One that exists stays as it is; its files are written again, byte for byte. `late` marks the
    edition as 补发.
    """
    known = bench.store.edition(slot.key)
    if known is not None:
        return _write_again(known, plan, now=now, bench=bench)
    return _make_and_keep(plan, slot=slot, revision=1, now=now, bench=bench, late=late)


def revise(plan: BriefPlan, *, slot: Slot, now: datetime, bench: Bench) -> Produced:
    """The next revision of a slot's edition; the first one where there is none."""
    known = bench.store.edition(slot.key)
    revision, late = (1, False) if known is None else (known.revision + 1, known.late)
    return _make_and_keep(plan, slot=slot, revision=revision, now=now, bench=bench, late=late)


def rehearse(plan: BriefPlan, *, slot: Slot, now: datetime, bench: Bench) -> Produced:
    """The edition as it would be made now; nothing is kept or written."""
    known = bench.store.edition(slot.key)
    revision = 1 if known is None else known.revision + 1
    draft = _make(plan, slot=slot, revision=revision, now=now, bench=bench, late=False)
    renditions = render_outputs(draft.edition, plan, bench)
    return Produced(outcome=Outcome.REHEARSED, edition=draft.edition, renditions=renditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    edition: Edition
    documents: tuple[Document, ...]


def _make_and_keep(
    plan: BriefPlan, *, slot: Slot, revision: int, now: datetime, bench: Bench, late: bool
) -> Produced:
    draft = _make(plan, slot=slot, revision=revision, now=now, bench=bench, late=late)
    if not draft.edition.stories and plan.empty is EmptyPolicy.SKIP:
        return Produced(outcome=Outcome.EMPTY, edition=draft.edition)
    for _ in range(TRIES):
        renditions = render_outputs(draft.edition, plan, bench)
        try:
            bench.store.publish(
                draft.edition,
                documents=draft.documents,
                renditions=renditions,
                deliveries=make_deliveries(draft.edition, plan.outputs),
                inputs={**bench.inputs, **bench.describe(plan)},
                now=now,
            )
        except TemporaryError:
            number = _next_number(plan, slot, bench)
            if number == draft.edition.number:
                raise
            draft = replace(draft, edition=replace(draft.edition, number=number))
        except StoreError:
            # Another process has made this edition in the meantime; one of a slot is enough.
            known = bench.store.edition(slot.key, revision=revision)
            if known is None or revision > 1:
                raise
            return _write_again(known, plan, now=now, bench=bench)
        else:
            return _deliver(draft.edition, renditions, now=now, bench=bench)
    raise TemporaryError(
        "other editions take the issue numbers", where=slot.key, hint="try again later"
    )


def _make(
    plan: BriefPlan, *, slot: Slot, revision: int, now: datetime, bench: Bench, late: bool
) -> _Draft:
    day = date.fromisoformat(str(slot.key).partition("/")[0])
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
    occasion = Occasion(
        edition=slot.key,
        revision=revision,
        day=day,
        day_names=bench.day_names(day),
        number=_next_number(plan, slot, bench),
        late=late,
    )
    edition = bench.make(chosen, plan=plan.edition, occasion=occasion)
    incidents = (*unread, *undated, *edition.incidents)
    return _Draft(edition=replace(edition, incidents=incidents), documents=chosen)


def _next_number(plan: BriefPlan, slot: Slot, bench: Bench) -> int:
    day = date.fromisoformat(str(slot.key).partition("/")[0])
    return bench.store.next_number(plan.name, day=day, edition=slot.key)


def render_outputs(edition: Edition, plan: BriefPlan, bench: Bench) -> tuple[Rendition, ...]:
    """The edition in every form that the brief's outputs ask for."""
    return tuple(
        replace(bench.renderer_of(output).render(edition), filename=_path(output, edition))
        for output in plan.outputs
    )


def make_deliveries(edition: Edition, outputs: Sequence[OutputPlan]) -> tuple[Delivery, ...]:
    """A delivery for each output."""
    return tuple(
        Delivery(
            id=DeliveryId(f"{edition.id}#{edition.revision}:{output.to}:{path}"),
            edition=edition.id,
            revision=edition.revision,
            channel=output.to,
            recipient=path,
        )
        for output in outputs
        for path in (_path(output, edition),)
    )


def _path(output: OutputPlan, edition: Edition) -> str:
    if output.path is None:
        raise ConfigError("an output to a file needs a path", where=output.template)
    return output_path(output.path, edition=edition)


def _deliver(
    edition: Edition, renditions: tuple[Rendition, ...], *, now: datetime, bench: Bench
) -> Produced:
    done = dispatch(bench.store, channels=bench.channels, now=now)
    sent = {each.recipient for each in done.sent if each.edition == edition.id}
    return Produced(
        outcome=Outcome.BUILT,
        edition=edition,
        renditions=renditions,
        delivered=tuple(each.filename for each in renditions if each.filename in sent),
        failed=tuple(
            Incident(where=error.where or each.recipient, what=error.what)
            for each, error in done.failed
            if each.edition == edition.id
        ),
    )


def _write_again(edition: Edition, plan: BriefPlan, *, now: datetime, bench: Bench) -> Produced:
    """The files as they were published; an output that is new is rendered from the edition."""
    dispatch(bench.store, channels=bench.channels, now=now)
    kept = bench.store.renditions(edition.id, revision=edition.revision)
    by_name = {rendition.filename: rendition for rendition in kept}
    outputs = [output for output in plan.outputs if output.to == FILE]
    renditions: list[Rendition] = []
    delivered: list[str] = []
    failed: list[Incident] = []
    for output, delivery in zip(outputs, make_deliveries(edition, outputs), strict=True):
        path = delivery.recipient
        rendition = by_name.get(path) or replace(
            bench.renderer_of(output).render(edition), filename=path
        )
        renditions.append(rendition)
        try:
            bench.channels[FILE].deliver(delivery, [rendition])
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
