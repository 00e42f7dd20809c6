"""Makes the editions that are due, and says what became of every slot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.app.address import FILE
from digest.app.bench import Bench
from digest.app.dispatch import dispatch
from digest.app.gathered import is_too_early
from digest.app.lacking import what_lacks
from digest.app.produce import Outcome, Produced, produce
from digest.app.worker import LEASE
from digest.errors import FencedError, StoreError, TemporaryError
from digest.model.deliveries import Slot, SlotClaim, SlotState
from digest.model.plans import BriefPlan
from digest.protocols import Slots

# The scheduler looks every few seconds, and another brief may be in the making: so much later than
# its minute an edition is still on time, whatever the brief's catch_up.
ON_TIME = timedelta(minutes=5)
# Whose claim it is when a slot is settled without being made.
SETTLING = "settling"

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
    """Make every edition that is due and nobody else's, the earliest first.

    One that fails does not keep the others from being made. Slots that are too old for their
    brief's catch_up are settled, and so recorded. Files that wait from before are tried first.
    """
    dispatch(bench.store, channels=bench.channels, only=(FILE,), worker=bench.worker)
    settled, due = find_due(plans, now=now, slots=bench.store, due_slots=due_slots)
    for plan in plans:
        bench.store.raise_high_water(plan.name, now)
    finished = [*settled]
    for each in due:
        if bench.worker.is_stopped():
            break
        if is_too_early(each.plan, each.slot, slots=bench.store, now=now):
            continue
        done = _claim_and_finish(each, now=now, bench=bench)
        if done is not None:
            finished.append(done)
    return tuple(finished)


def find_due(
    plans: Sequence[BriefPlan], *, now: datetime, slots: Slots, due_slots: DueSlots
) -> tuple[tuple[Finished, ...], tuple[DueEdition, ...]]:
    """The slots that are settled unmade and the editions that are due, each the earliest first.

    Looks from the brief's high-water mark on; at the first start, as far back as catch_up says.
    Slots inserted before and not settled yet are due as well, whoever inserted them.
    """
    by_name = {plan.name: plan for plan in plans}
    for plan in plans:
        mark = slots.high_water(plan.name) or now - max(plan.catch_up, ON_TIME)
        slots.add(due_slots(plan, mark, now))
    settled: list[Finished] = []
    due: list[DueEdition] = []
    for slot in slots.open_slots(now=now):
        slot_plan = by_name.get(slot.brief)
        if slot_plan is None or not _is_planned(slot, slot_plan, due_slots):
            settled += _settle(slot, SlotState.SKIPPED, "no longer in the schedule", slots, now)
            continue
        age = now - slot.due
        if age <= max(slot_plan.catch_up, ON_TIME):
            due.append(DueEdition(plan=slot_plan, slot=slot, late=age > ON_TIME))
        elif slot.reason:
            settled += _settle(slot, SlotState.FAILED, slot.reason, slots, now)
        else:
            reason = f"too old: due {_ago(age)} ago, catch_up is {_ago(slot_plan.catch_up)}"
            settled += _settle(slot, SlotState.SKIPPED, reason, slots, now)
    return tuple(settled), tuple(due)


def _is_planned(slot: Slot, plan: BriefPlan, due_slots: DueSlots) -> bool:
    just_before = slot.due - timedelta(microseconds=1)
    return any(each.key == slot.key for each in due_slots(plan, just_before, slot.due))


def _settle(
    slot: Slot, state: SlotState, reason: str, slots: Slots, now: datetime
) -> tuple[Finished, ...]:
    """Nothing where another worker is still making the edition."""
    claim = slots.claim_slot(slot.key, owner=SETTLING, now=now, until=now + LEASE)
    if claim is None or not slots.settle(slot.key, state, reason=reason, claim=claim):
        return ()
    return (Finished(slot=slot, state=state, reason=reason),)


def _claim_and_finish(due: DueEdition, *, now: datetime, bench: Bench) -> Finished | None:
    slots, worker = bench.store, bench.worker
    claim = slots.claim_slot(
        due.slot.key, owner=worker.name, now=worker.clock(), until=worker.lease_end()
    )
    if claim is None:
        return None
    with worker.holding(lambda until: slots.renew_slot(claim, until=until)):
        return _finish(due, claim, now=now, bench=bench)


def _finish(due: DueEdition, claim: SlotClaim, *, now: datetime, bench: Bench) -> Finished | None:
    slot, slots = due.slot, bench.store
    try:
        produced = produce(due.plan, slot=slot, now=now, bench=bench, late=due.late, claim=claim)
    except FencedError:
        return None  # another worker makes it, or has made it
    except Exception as error:  # noqa: BLE001  # one brief's fault must not stop the others
        passes = what_lacks(error) or error
        reason = str(passes) or type(passes).__name__
        if isinstance(passes, TemporaryError | StoreError):
            # A full disk or a lock passes; what does not is told as failed when catch_up is over.
            slots.put_back_slot(claim, reason=reason)
            return Finished(slot=slot, state=SlotState.DUE, reason=reason, error=error)
        if not slots.settle(slot.key, SlotState.FAILED, reason=reason, claim=claim):
            return None
        return Finished(slot=slot, state=SlotState.FAILED, reason=reason, error=error)
    state, reason_or_none = settled_as(produced)
    slots.settle(slot.key, state, reason=reason_or_none, claim=claim)
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
