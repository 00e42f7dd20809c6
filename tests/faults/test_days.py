"""Sixty days of a desk, with nights switched off, servers down and readers who refuse."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.almanac.slots import due_slots, slots_on
from digest.almanac.windows import next_opening
from digest.almanac.workdays import WorkCalendar
from digest.app.bench import Bench, Reader, Store
from digest.app.turn import take_turn
from digest.app.worker import Worker
from digest.errors import DeliveryError, StoreError, TemporaryError
from digest.model.deliveries import Delivery, DeliveryState, Receipt, Slot, SlotState
from digest.model.editions import DayNames, Rendition
from digest.model.plans import BriefPlan, Clock, Days, OutputPlan, WorkdayRule
from digest.stores.memory import MemoryStore
from digest.stores.sql import open_store
from tests.fakes import ListSource, PlainRenderer, RecordingChannel, a_plan, one_story_a_document
from tests.faults.figures import record, size

ZONE = ZoneInfo("Asia/Shanghai")
BEGIN = datetime(2024, 4, 1, tzinfo=ZONE).astimezone(UTC)
# Over 清明, 劳动节 and their make-up days.
CALENDAR = WorkCalendar(rule=WorkdayRule.CN, own={})
MAIL = OutputPlan(to="mail", template="mail", recipients=("office",))
FILE = OutputPlan(to="file", template="md", path="out/{date}-{brief}.md")
READERS = tuple(Reader(address=f"r{number}@example.com") for number in range(5))


@dataclass(slots=True, kw_only=True)
class Post:
    """Takes mail, refuses it, is away, or loses its reply, as chance has it."""

    chance: random.Random
    name: str = "mail"
    is_up: bool = True
    lost_replies: int = 0
    taken: list[tuple[str, str]] = field(default_factory=list)

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        draw = self.chance.random()
        told = (delivery.edition, delivery.recipient)
        if not self.is_up:
            raise DeliveryError("away", temporary=True, of_channel=True)
        if draw < 0.1:
            raise DeliveryError("450 greylisted", temporary=True)
        assert renditions
        self.taken.append(told)
        if draw < 0.12:
            self.lost_replies += 1
            raise DeliveryError("no reply", temporary=True, ambiguous=True)
        return Receipt(reference="250")

    def close(self) -> None:
        pass


def plans() -> tuple[BriefPlan, ...]:
    morning = replace(
        a_plan(outputs=(FILE, MAIL)),
        schedule=Clock(at=(time(7, 30),), days=Days.WORKDAY),
        catch_up=timedelta(hours=6),
        push_window=(time(7), time(22)),
    )
    evening = replace(
        a_plan(brief="evening", outputs=(MAIL,)),
        schedule=Clock(at=(time(12), time(18, 30))),
        catch_up=timedelta(hours=1),
    )
    return morning, evening


def due(plan: BriefPlan, after: datetime, until: datetime) -> Sequence[Slot]:
    return due_slots(plan, after=after, until=until, zone=ZONE, calendar=CALENDAR)


def a_bench(store: Store, post: Post, clock: Callable[[], datetime], name: str) -> Bench:
    worker = Worker(name=name, clock=clock, sleep=lambda _: None)
    windows = {plan.name: plan.push_window for plan in plans()}

    def opens_at(delivery: Delivery, now: datetime) -> datetime:
        window = windows.get(delivery.edition.partition("/")[2])
        return next_opening(window, now=now, zone=ZONE) if window else now

    return Bench(
        sources={"datong": ListSource(found=())},
        store=store,
        make=one_story_a_document,
        renderer_of=lambda _: PlainRenderer(),
        channels={"mail": post, "file": RecordingChannel()},
        worker=worker,
        page_date=lambda _: None,
        day_names=lambda _: DayNames(weekday="星期三"),
        readers_of=lambda _: READERS,
        opens_at=opens_at,
    )


@dataclass(slots=True, kw_only=True)
class Flaky:
    """A store whose writes fail now and then, before or after they are done."""

    inner: Store
    chance: random.Random
    rate: float
    failures: int = 0

    def __getattr__(self, name: str) -> object:
        found = getattr(self.inner, name)
        if name not in _WRITES:
            return found

        def call(*arguments: object, **named: object) -> object:
            draw = self.chance.random()
            if draw < self.rate:
                self.failures += 1
                raise StoreError("the disk is full")
            result = found(*arguments, **named)
            if name in _SAFE_TO_REPEAT and draw > 1 - self.rate:
                self.failures += 1
                raise TemporaryError("the database was locked")
            return result

        return call


_WRITES = {
    "add", "raise_high_water", "claim_slot", "publish", "settle", "put_back_slot",
    "claim", "hand_over", "pass_on", "mark_sent", "mark_later", "mark_ended", "put_back",
}  # fmt: skip
# What is done although it was reported as failed.
_SAFE_TO_REPEAT = {
    "add", "raise_high_water", "claim_slot", "publish", "claim", "pass_on", "mark_sent",
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Desk:
    """Two workers over one store, and the time."""

    benches: tuple[Bench, ...]
    now: datetime = BEGIN
    up: list[datetime] = field(default_factory=list)

    def turn(self, *plans: BriefPlan) -> None:
        for bench in self.benches:
            # The next tick goes on where an error ended this one.
            with suppress(StoreError, TemporaryError):
                take_turn(plans, bench=bench, due_slots=due)


@pytest.mark.parametrize(
    ("kind", "flaw", "days"),
    [("memory", 0.0, 30), ("memory", 0.02, 15), ("sqlite", 0.0, 2), ("sqlite", 0.02, 2)],
)
def test_sixty_days_end_with_every_edition_once(
    tmp_path: Path, kind: str, flaw: float, days: int
) -> None:
    days = size(days, 60)
    chance = random.Random(11)  # noqa: S311
    opened = MemoryStore() if kind == "memory" else open_store(tmp_path / "digest.db")
    store: Store = opened
    if flaw:
        store = Flaky(inner=opened, chance=chance, rate=flaw)  # type: ignore[assignment]
    post = Post(chance=chance)
    desk = Desk(benches=())
    desk.benches = tuple(a_bench(store, post, lambda: desk.now, f"w{n}") for n in range(2))
    off_until = BEGIN
    while desk.now < BEGIN + timedelta(days=days):
        desk.now += timedelta(minutes=size(20, 10))
        if desk.now < off_until:
            continue
        desk.up.append(desk.now)
        draw = chance.random()
        if draw < 0.005:
            off_until = desk.now + timedelta(hours=chance.randrange(1, 30))
        if draw > 0.99:
            post.is_up = not post.is_up
        desk.turn(*plans())
    # The last day is over: everything that still waits goes out.
    post.is_up = True
    for _ in range(40):
        desk.now += timedelta(hours=3)
        desk.turn()
    check(opened, post, desk.up, until=BEGIN + timedelta(days=days), kind=kind, flaw=flaw)


def check(
    store: Store, post: Post, up: list[datetime], *, until: datetime, kind: str, flaw: float
) -> None:
    slots = [slot for slot in store.recent(limit=10_000) if slot.due <= until]
    expected = {
        slot.key
        for plan in plans()
        for day in {(BEGIN + timedelta(days=n)).astimezone(ZONE).date() for n in range(70)}
        for slot in slots_on(plan, day, zone=ZONE)
        if up[0] - max(plan.catch_up, timedelta(minutes=5)) < slot.due <= up[-1]
        and due(plan, slot.due - timedelta(seconds=1), slot.due)
    }
    assert {slot.key for slot in slots} >= expected, "a slot was missed without a word"
    states = Counter(slot.state for slot in slots)
    patience = {plan.name: max(plan.catch_up, timedelta(minutes=5)) for plan in plans()}
    for slot in slots:
        in_time = any(slot.due <= moment <= slot.due + patience[slot.brief] for moment in up)
        if not flaw and slot.key in expected:
            wanted = SlotState.BUILT if in_time else SlotState.SKIPPED
            assert slot.state is wanted, (slot, in_time)
        assert slot.state is not SlotState.DUE or slot.key not in expected or flaw
    built = {slot.key for slot in slots if slot.state is SlotState.BUILT}
    editions = store.editions(limit=10_000)
    assert {each.id for each in editions} >= built
    assert len({each.id for each in editions}) == len(editions)
    numbers = Counter((each.brief, each.number) for each in editions)
    assert set(numbers.values()) == {1}
    deliveries = store.deliveries(limit=100_000)
    assert {each.state for each in deliveries} <= {DeliveryState.SENT, DeliveryState.FAILED}
    got = Counter(post.taken)
    mails = [each for each in deliveries if each.channel == "mail"]
    sent = [each for each in mails if each.state is DeliveryState.SENT]
    lost = [each for each in sent if not got[each.edition, each.recipient]]
    assert lost == []
    doubtful = {(each.edition, each.recipient) for each in mails if each.ambiguous}
    assert {key for key, count in got.items() if count > 1} <= doubtful
    twice = sum(got.values()) - len(got)
    if not flaw:
        assert twice <= post.lost_replies
    record(
        f"simulated days, {kind}" + (", flaky" if flaw else ""),
        days=(until - BEGIN).days, slots=len(slots), built=states[SlotState.BUILT],
        skipped=states[SlotState.SKIPPED], failed=states[SlotState.FAILED], mails=len(got),
        lost=len(lost), twice=twice, lost_replies=post.lost_replies,
    )  # fmt: skip
