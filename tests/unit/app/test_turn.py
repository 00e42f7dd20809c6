from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import pytest

from digest.app.alerts import Alarm
from digest.app.bench import Bench, Reader
from digest.app.catch_up import DueSlots
from digest.app.dispatch import ChannelRule, Rate
from digest.app.send import Choice, choose_deliveries, send
from digest.app.turn import Turn, has_failed, is_work_left, take_turn, take_turns
from digest.app.worker import Worker
from digest.errors import DeliveryError, UsageError
from digest.model.deliveries import Claim, Delivery, DeliveryState, Receipt, Slot, SlotState
from digest.model.editions import DayNames, EditionId, Rendition
from digest.model.plans import BriefPlan, DeadlinePolicy, OutputPlan, Release
from digest.stores.memory import MemoryStore
from tests.fakes import (
    MORNING,
    NOON,
    ListSource,
    PlainRenderer,
    RecordingChannel,
    a_document,
    a_plan,
    one_story_a_document,
)

MAIL = OutputPlan(to="mail", template="mail", recipients=("office",))
READERS = (Reader(address="a@b.cn"), Reader(address="B@b.cn"), Reader(address="b@b.cn"))


@dataclass(slots=True)
class Time:
    """A clock that moves when somebody sleeps."""

    now: datetime = NOON
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@dataclass(slots=True, kw_only=True)
class Post:
    """A channel that fails for the recipients in `errors`."""

    name: str = "mail"
    errors: dict[str, DeliveryError] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        error = self.errors.get(delivery.recipient) or self.errors.get("*")
        if error is not None:
            raise error
        (rendition,) = renditions
        self.sent.append(delivery.recipient)
        self.bodies.append(rendition.body)
        return Receipt(reference="250 OK")

    def close(self) -> None:
        pass


def due_at_noon(plan: BriefPlan, after: datetime, until: datetime) -> tuple[Slot, ...]:
    slot = Slot(key=MORNING, brief=plan.name, due=NOON)
    return (slot,) if after < NOON <= until else ()


def a_bench(
    post: Post, clock: Time, *, rule: ChannelRule | None = None, deadline: datetime | None = None
) -> Bench:
    return Bench(
        sources={"datong": ListSource(found=(a_document(),))},
        store=MemoryStore(),
        make=one_story_a_document,
        renderer_of=lambda _: PlainRenderer(),
        channels={"mail": post, "file": RecordingChannel()},
        worker=Worker(name="one", clock=lambda: clock.now, sleep=clock.sleep),
        page_date=lambda _: date(2024, 3, 27),
        day_names=lambda _: DayNames(weekday="星期三"),
        rules={"mail": rule or ChannelRule()},
        readers_of=lambda _: READERS,
        deadline_of=lambda *_: deadline,
    )


def the_plan(**changes: object) -> BriefPlan:
    plan = a_plan(at=[time(12)], outputs=[MAIL])
    return replace(plan, **changes)  # type: ignore[arg-type]


def turn(bench: Bench, *plans: BriefPlan, due: DueSlots = due_at_noon) -> Turn:
    return take_turn(plans or (the_plan(),), bench=bench, due_slots=due)


def refused(
    *, temporary: bool = False, of_channel: bool = False, ambiguous: bool = False
) -> DeliveryError:
    return DeliveryError(
        "550 no", where="b", temporary=temporary, of_channel=of_channel, ambiguous=ambiguous
    )


def states(bench: Bench) -> dict[str, DeliveryState]:
    return {each.recipient: each.state for each in bench.store.deliveries(limit=9)}


def test_a_turn_makes_what_is_due_and_sends_it_to_each_reader_once() -> None:
    post = Post()
    bench = a_bench(post, Time())
    first = turn(bench)
    assert [each.state for each in first.finished] == [SlotState.BUILT]
    assert post.sent == ["B@b.cn", "a@b.cn"]
    assert turn(bench) == Turn()
    assert len(post.sent) == 2


def test_a_refused_reader_keeps_nobody_from_theirs() -> None:
    post = Post(errors={"a@b.cn": refused()})
    bench = a_bench(post, Time())
    done = turn(bench)
    assert states(bench) == {"a@b.cn": DeliveryState.FAILED, "B@b.cn": DeliveryState.SENT}
    assert [each.recipient for each, _ in done.dispatched.ended] == ["a@b.cn"]
    assert not is_work_left([done], bench)


def test_what_fails_for_now_is_sent_later_and_given_up_after_two_days() -> None:
    clock, post = Time(), Post(errors={"a@b.cn": refused(temporary=True)})
    bench = a_bench(post, clock)
    assert is_work_left([turn(bench)], bench)
    clock.now += timedelta(seconds=29)
    assert turn(bench) == Turn()
    clock.now += timedelta(seconds=9)
    assert turn(bench).dispatched.failed
    for _ in range(40):
        clock.now += timedelta(hours=6)
        turn(bench)
    (kept,) = bench.store.deliveries(limit=9, states=[DeliveryState.FAILED])
    assert (kept.recipient, kept.last_error) == ("a@b.cn", "given up after 48 hours: b: 550 no")
    assert 5 < kept.attempts < 25


def test_a_channel_that_is_down_costs_no_reader_an_attempt() -> None:
    clock, post = Time(), Post(errors={"*": refused(temporary=True, of_channel=True)})
    bench = a_bench(post, clock)
    assert is_work_left([turn(bench)], bench)
    assert {each.attempts for each in bench.store.deliveries(limit=9)} == {0}
    post.errors.clear()
    assert turn(bench) == Turn()
    clock.now += timedelta(seconds=31)
    turn(bench)
    assert len(post.sent) == 2
    assert bench.store.pauses() == ()


def test_a_lost_reply_is_sent_again_or_held_as_the_channel_has_it() -> None:
    for holds in (False, True):
        clock = Time()
        post = Post(errors={"a@b.cn": refused(temporary=True, ambiguous=True)})
        bench = a_bench(post, clock, rule=ChannelRule(holds_ambiguous=holds))
        turn(bench)
        clock.now += timedelta(minutes=1)
        post.errors.clear()
        turn(bench)
        expected = DeliveryState.HELD if holds else DeliveryState.SENT
        assert states(bench)["a@b.cn"] is expected
        assert [each.ambiguous for each in bench.store.deliveries(limit=9)] == [False, True]


def test_a_rate_lets_so_many_through_and_the_others_later() -> None:
    clock, post = Time(), Post()
    rate = Rate(count=1, span=timedelta(minutes=1))
    bench = a_bench(post, clock, rule=ChannelRule(rate=rate))
    turn(bench)
    turn(bench)
    assert len(post.sent) == 1
    clock.now += timedelta(seconds=61)
    turn(bench)
    assert len(post.sent) == 2


@pytest.mark.parametrize("policy", list(DeadlinePolicy))
def test_an_edition_waits_for_its_release_until_the_deadline(policy: DeadlinePolicy) -> None:
    clock, post = Time(), Post()
    bench = a_bench(post, clock, deadline=NOON + timedelta(hours=1))
    plan = the_plan(release=Release.APPROVE, on_deadline=policy)
    turn(bench, plan)
    assert set(states(bench).values()) == {DeliveryState.WAITING}
    clock.now += timedelta(hours=1)
    done = turn(bench, plan)
    if policy is DeadlinePolicy.SEND:
        assert [each.edition for each in done.released] == [MORNING]
        assert len(post.sent) == 2
    else:
        assert [each.edition for each in done.overdue] == [MORNING]
        assert post.sent == []


def test_turns_wait_for_another_worker_s_lease_once() -> None:
    clock, post = Time(), Post()
    bench = a_bench(post, clock)
    bench.store.add([Slot(key=MORNING, brief="morning", due=NOON)])
    lease = timedelta(seconds=20)
    assert bench.store.claim_slot(MORNING, owner="dead", now=NOON, until=NOON + lease)
    turns = take_turns([the_plan()], bench=bench, due_slots=due_at_noon)
    assert 20 <= sum(clock.slept) < 21
    assert not has_failed(turns)
    assert len(post.sent) == 2


def test_turns_do_not_wait_for_a_worker_that_is_done_sooner() -> None:
    clock, post = Time(), Post()
    bench = a_bench(post, clock)
    bench.store.add([Slot(key=MORNING, brief="morning", due=NOON)])
    lease = timedelta(seconds=30)
    other = bench.store.claim_slot(MORNING, owner="other", now=NOON, until=NOON + lease)

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        if sum(clock.slept) >= 5:
            bench.store.settle(MORNING, SlotState.BUILT, claim=other)

    waiting = replace(bench, worker=replace(bench.worker, sleep=sleep))
    take_turns([the_plan()], bench=waiting, due_slots=due_at_noon)
    assert 5 <= sum(clock.slept) < 8


def test_turns_end_where_what_is_left_comes_later() -> None:
    clock, post = Time(), Post(errors={"*": refused(temporary=True)})
    bench = a_bench(post, clock)
    turns = take_turns([the_plan()], bench=bench, due_slots=due_at_noon)
    assert clock.now - NOON < timedelta(minutes=1)
    assert is_work_left(turns, bench)


def an_alarm(post: Post) -> Alarm:
    def write(subject: str, lines: Sequence[str]) -> Rendition:
        body = "\n".join([subject, *lines]).encode()
        return Rendition(format="txt", media_type="text/plain", filename="n.txt", body=body)

    return Alarm(channel=post, recipients=("chief",), write=write)


def test_a_failure_is_told_once() -> None:
    bench, alerts = a_bench(Post(errors={"a@b.cn": refused()}), Time()), Post(name="alert")
    alarm = an_alarm(alerts)
    first = turn(bench)
    assert alarm.look_at(first) == ()
    assert alarm.look_at(first) == ()
    assert alarm.look_at(Turn()) == ()
    assert len(alerts.bodies) == 1
    assert "未能送达 a@b.cn：550 no" in alerts.bodies[0].decode()


def test_an_alert_that_cannot_be_sent_is_sent_with_the_next_turn() -> None:
    bench, alerts = a_bench(Post(errors={"*": refused()}), Time()), Post(name="alert")
    alarm = an_alarm(alerts)
    alerts.errors["*"] = refused(temporary=True)
    assert len(alarm.look_at(turn(bench))) == 1
    alerts.errors.clear()
    assert alarm.look_at(Turn()) == ()
    assert alerts.bodies[0].decode().count("550 no") == 3


def choose(bench: Bench, **how: object) -> tuple[Delivery, ...]:
    edition = bench.store.edition(EditionId(MORNING))
    assert edition is not None
    choice = Choice(**how)  # type: ignore[arg-type]
    return choose_deliveries(edition, choice, bench=bench, now=NOON)


def test_sending_by_hand_reaches_those_who_still_wait() -> None:
    post = Post(errors={"a@b.cn": refused()})
    bench = a_bench(post, Time())
    turn(bench)
    post.errors.clear()
    chosen = choose(bench)
    assert [each.recipient for each in chosen] == ["a@b.cn"]
    assert len(send(chosen, bench=bench, now=NOON).sent) == 1
    assert choose(bench) == ()


def test_sending_again_or_to_someone_else_is_a_delivery_of_its_own() -> None:
    post = Post()
    bench = a_bench(post, Time())
    turn(bench)
    for _ in range(2):
        send(choose(bench, resend=True, to="A@b.cn"), bench=bench, now=NOON)
    send(choose(bench, to="new@b.cn"), bench=bench, now=NOON)
    assert post.sent == ["B@b.cn", "a@b.cn", "a@b.cn", "a@b.cn", "new@b.cn"]
    assert len({each.id for each in bench.store.deliveries(limit=9)}) == 5


def test_sending_what_waits_for_its_release_is_refused() -> None:
    bench = a_bench(Post(), Time())
    turn(bench, the_plan(release=Release.APPROVE))
    with pytest.raises(UsageError, match="waits for its release"):
        choose(bench)
    with pytest.raises(UsageError, match="no such deliveries"):
        choose(a_sent_bench(), channel="wecom")


def a_sent_bench() -> Bench:
    bench = a_bench(Post(), Time())
    turn(bench)
    return bench


def test_a_lease_that_ran_out_while_the_database_was_locked_sends_nothing() -> None:
    clock, post = Time(), Post()
    bench = a_bench(post, clock)
    hand_over = bench.store.hand_over
    waits = [25.0]

    def slow(claim: Claim, *, now: datetime, until: datetime) -> bool:
        done = hand_over(claim, now=now, until=until)
        clock.now += timedelta(seconds=waits.pop() if waits else 0)
        return done

    bench.store.hand_over = slow  # type: ignore[method-assign]
    turn(bench)
    assert sorted(post.sent) == ["B@b.cn", "a@b.cn"]
    assert waits == []
    assert {each.attempts for each in bench.store.deliveries(limit=9)} == {1}
    assert {each.ambiguous for each in bench.store.deliveries(limit=9)} == {False}
