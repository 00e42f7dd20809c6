"""One turn of the scheduler: make what is due, release what is overdue, send what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.app.bench import Bench
from digest.app.catch_up import DueSlots, Finished, catch_up
from digest.app.dispatch import Dispatched, dispatch
from digest.model.deliveries import ReleaseOrder, SlotState
from digest.model.plans import BriefPlan

BY_DEADLINE = "deadline"
"""Who released an edition that nobody did in time."""
GLANCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a turn did; `overdue` are editions whose deadline passed and that stay held."""

    finished: tuple[Finished, ...] = ()
    released: tuple[ReleaseOrder, ...] = ()
    overdue: tuple[ReleaseOrder, ...] = ()
    dispatched: Dispatched = Dispatched()


def take_turn(plans: Sequence[BriefPlan], *, bench: Bench, due_slots: DueSlots) -> Turn:
    """Do what is to be done now.

    Editions are made before deliveries are sent: a server that is slow must not make the next
    brief late.
    """
    now = bench.worker.clock()
    finished = catch_up(plans, now=now, bench=bench, due_slots=due_slots)
    released, overdue = _release(bench)
    sent = dispatch(
        bench.store,
        channels=bench.channels,
        worker=bench.worker,
        rules=bench.rules,
        opens_at=bench.opens_at,
    )
    return Turn(finished=finished, released=released, overdue=overdue, dispatched=sent)


def take_turns(
    plans: Sequence[BriefPlan], *, bench: Bench, due_slots: DueSlots
) -> tuple[Turn, ...]:
    """Turns until nothing can be claimed any more; others' leases are waited for, one at most."""
    worker = bench.worker
    turns = [take_turn(plans, bench=bench, due_slots=due_slots)]
    until, has_waited = worker.clock() + worker.lease, False
    while not worker.is_stopped():
        now = worker.clock()
        free = _next_claimable(bench, now)
        if free is not None and now < free <= until:
            # In glances, because who holds it may be done before its lease is over.
            worker.sleep(min((free - now).total_seconds(), GLANCE_SECONDS))
            has_waited = True
            continue
        if not has_waited and (free is None or free > until):
            break
        turns.append(take_turn(plans, bench=bench, due_slots=due_slots))
        if not has_waited and not _has_done(turns[-1]):
            break  # what seemed free was another worker's, or its channel's rate is used up
        has_waited = False
    return tuple(turns)


def is_work_left(turns: Sequence[Turn], bench: Bench) -> bool:
    """Whether something is to be tried again: an edition, a delivery, a channel that is down."""
    if bench.store.open_slots(now=bench.worker.clock()):
        return True
    last: dict[str, bool] = {}
    for sent in (turn.dispatched for turn in turns):
        ended = {each.id for each, _ in sent.ended}
        last |= {each.id: each.id not in ended for each, _ in sent.failed}
        last |= {each.id: False for each in sent.sent}
        last |= {f"channel {each.channel}": False for each in sent.sent}
        last |= {f"channel {name}": True for name, _ in sent.paused}
    return any(last.values())


def has_failed(turns: Sequence[Turn]) -> bool:
    """Whether an edition could not be made in one of these turns."""
    return any(each.state is SlotState.FAILED for turn in turns for each in turn.finished)


def _has_done(turn: Turn) -> bool:
    sent = turn.dispatched
    return bool(turn.finished or turn.released or sent.sent or sent.failed or sent.paused)


def _release(bench: Bench) -> tuple[tuple[ReleaseOrder, ...], tuple[ReleaseOrder, ...]]:
    now = bench.worker.clock()
    released: list[ReleaseOrder] = []
    overdue: list[ReleaseOrder] = []
    for order in bench.store.unreleased():
        if order.deadline is None or order.deadline > now:
            continue
        if not order.sends_at_deadline:
            overdue.append(order)
        elif bench.store.release(order.edition, revision=order.revision, by=BY_DEADLINE, now=now):
            released.append(order)
    return tuple(released), tuple(overdue)


def _next_claimable(bench: Bench, now: datetime) -> datetime | None:
    """When something due can be claimed: an edition's lease ends, or a delivery's."""
    slots = bench.store.leased_until(now=now)
    posts = bench.store.next_due(now=now)
    moments = [moment for moment in (slots, posts) if moment is not None]
    return min(moments, default=None) if moments else None
