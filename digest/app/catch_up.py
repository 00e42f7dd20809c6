"""Makes the editions that are due, and says what became of every slot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.app.bench import Bench
from digest.app.dispatch import dispatch
from digest.app.produce import Outcome, Produced, produce
from digest.errors import TemporaryError
from digest.model.deliveries import Slot, SlotState
from digest.model.plans import BriefPlan
from digest.protocols import Slots

# The scheduler looks every few seconds, and another brief may be in the making: so much later than
# its minute an edition is still on time, whatever the brief's catch_up.
ON_TIME = timedelta(minutes=5)
# Slots that are looked through for ones the schedule no longer has.
RECENT = 1000

DueSlots = Callable[[BriefPlan, datetime, datetime], Sequence[Slot]]
"""The slots of a plan later than one moment and not later than another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueEdition:
    """An edition to be made now; a `late` one is marked 补发."""

    plan: BriefPlan
    slot: Slot
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What became of a due edition; `state` is still `due` where it is tried again later."""

    slot: Slot
    state: SlotState
    reason: str | None = None
    produced: Produced | None = None
    error: Exception | None = None


def catch_up(
    plans: Sequence[BriefPlan], *, now: datetime, bench: Bench, due_slots: DueSlots
) -> tuple[Finished, ...]:
    """Make every edition that is due, the earliest first.

    One that fails does not keep the others from being made. Slots that are too old for their
    brief's catch_up are skipped, and so recorded. Deliveries that wait from before are tried first.
    """
    dispatch(bench.store, channels=bench.channels, now=now)
    skipped, due = find_due(plans, now=now, slots=bench.store, due_slots=due_slots)
    finished = tuple(_finish(each, now=now, bench=bench) for each in due)
    for plan in plans:
        waiting = [
            each.slot.due
            for each in finished
            if each.slot.brief == plan.name and each.state is SlotState.DUE
        ]
        known = min(waiting) - timedelta(microseconds=1) if waiting else now
        bench.store.raise_high_water(plan.name, known)
    return (*skipped, *finished)


def find_due(
    plans: Sequence[BriefPlan], *, now: datetime, slots: Slots, due_slots: DueSlots
) -> tuple[tuple[Finished, ...], tuple[DueEdition, ...]]:
    """The slots that are skipped and the editions that are due, each the earliest first.

    Looks from the brief's high-water mark on; at the first start, as far back as catch_up says.
    """
    skipped: list[Finished] = []
    due: list[DueEdition] = []
    for plan in plans:
        patience = max(plan.catch_up, ON_TIME)
        mark = slots.high_water(plan.name) or now - patience
        for slot in slots.add(due_slots(plan, mark, now)):
            age = now - slot.due
            if age <= patience:
                due.append(DueEdition(plan=plan, slot=slot, late=age > ON_TIME))
            else:
                reason = f"too old: due {_ago(age)} ago, catch_up is {_ago(plan.catch_up)}"
                skipped.append(_skip(slot, reason, slots))
    planned = {each.slot.key for each in due} | {each.slot.key for each in skipped}
    skipped += [
        _skip(slot, "no longer in the schedule", slots)
        for slot in slots.recent(limit=RECENT)
        if slot.state is SlotState.DUE and slot.due <= now and slot.key not in planned
    ]
    skipped.sort(key=lambda each: (each.slot.due, each.slot.key))
    due.sort(key=lambda each: (each.slot.due, each.slot.key))
    return tuple(skipped), tuple(due)


def _skip(slot: Slot, reason: str, slots: Slots) -> Finished:
    slots.settle(slot.key, SlotState.SKIPPED, reason=reason)
    return Finished(slot=slot, state=SlotState.SKIPPED, reason=reason)


def _finish(due: DueEdition, *, now: datetime, bench: Bench) -> Finished:
    slot = due.slot
    try:
        produced = produce(due.plan, slot=slot, now=now, bench=bench, late=due.late)
    except TemporaryError as error:
        return Finished(slot=slot, state=SlotState.DUE, reason=str(error), error=error)
    except Exception as error:  # noqa: BLE001  # one brief's fault must not stop the others
        reason = str(error) or type(error).__name__
        bench.store.settle(slot.key, SlotState.FAILED, reason=reason)
        return Finished(slot=slot, state=SlotState.FAILED, reason=reason, error=error)
    state, reason_or_none = settled_as(produced)
    bench.store.settle(slot.key, state, reason=reason_or_none)
    return Finished(slot=slot, state=state, reason=reason_or_none, produced=produced)


def settled_as(produced: Produced) -> tuple[SlotState, str | None]:
    """The state of a slot whose edition was made, and the reason where it was not kept."""
    if produced.outcome is not Outcome.EMPTY:
        return SlotState.BUILT, None
    incidents = produced.edition.incidents
    if incidents:
        return SlotState.FAILED, "; ".join(f"{each.where}: {each.what}" for each in incidents)
    return SlotState.SKIPPED, "no news"


def _ago(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    parts = ((days, "d"), (rest // 60, "h"), (rest % 60, "m"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 m"
