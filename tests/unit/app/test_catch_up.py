import errno
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.almanac.slots import due_slots
from digest.almanac.workdays import WorkCalendar
from digest.app.catch_up import ON_TIME, Finished, catch_up
from digest.errors import DeliveryError, InputError, StoreError, TemporaryError
from digest.model.deliveries import Slot, SlotState
from digest.model.editions import Edition, EditionId, Rendition
from digest.model.plans import BriefPlan, EmptyPolicy, OutputPlan, WorkdayRule
from digest.stores.memory import MemoryStore
from tests.fakes import (
    NOON,
    BrokenSource,
    ListSource,
    PlainRenderer,
    RecordingChannel,
    a_document,
    a_plan,
    a_worker,
)
from tests.unit.app.test_produce import a_bench

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkCalendar(rule=WorkdayRule.EVERY_DAY)
DUE = datetime(2024, 3, 26, 23, 30, tzinfo=UTC)  # 07:30 on the 27th in Shanghai
MINUTE, HOUR, ONE_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def due(plan: BriefPlan, after: datetime, until: datetime) -> Sequence[Slot]:
    return due_slots(plan, after=after, until=until, zone=ZONE, calendar=CALENDAR)


def patient(hours: int, brief: str = "morning") -> BriefPlan:
    return replace(a_plan(brief=brief), catch_up=timedelta(hours=hours))


@dataclass(slots=True, kw_only=True)
class Office:
    """A scheduler whose clock is set by hand."""

    plans: tuple[BriefPlan, ...]
    store: MemoryStore

    def tick(self, now: datetime) -> list[tuple[str, str]]:
        return [(str(each.slot.key)[5:], each.state.value) for each in self.finished(now)]

    def finished(self, now: datetime) -> tuple[Finished, ...]:
        bench = a_bench(ListSource(found=(a_document(),)), store=self.store, now=now)
        return catch_up(self.plans, now=now, bench=bench, due_slots=due)

    def states(self) -> dict[str, SlotState]:
        return {str(slot.key)[5:]: slot.state for slot in self.store.recent(limit=99)}


def an_office(*plans: BriefPlan) -> Office:
    return Office(plans=plans, store=MemoryStore())


def test_an_edition_is_made_when_it_is_due_and_once() -> None:
    office = an_office(patient(0))
    assert office.tick(DUE - MINUTE) == []
    assert office.tick(DUE) == [("03-27/morning", "built")]
    assert office.tick(DUE) == []
    assert office.tick(DUE + MINUTE) == []
    assert office.states() == {"03-27/morning": SlotState.BUILT}


def test_a_first_start_goes_back_as_far_as_catch_up() -> None:
    assert an_office(patient(6)).tick(DUE + 6 * HOUR - MINUTE) == [("03-27/morning", "built")]
    assert an_office(patient(6)).tick(DUE + 6 * HOUR + MINUTE) == []
    assert an_office(patient(0)).tick(DUE + HOUR) == []


def test_a_restart_catches_up_what_was_missed_and_says_it_is_late() -> None:
    office = an_office(patient(30))
    office.tick(DUE - 3 * ONE_DAY)
    finished = office.finished(DUE + HOUR)
    assert [(str(each.slot.key)[5:10], each.state.value) for each in finished] == [
        ("03-25", "skipped"),
        ("03-26", "built"),
        ("03-27", "built"),
    ]
    late = [each.produced.edition.title for each in finished if each.produced]
    assert late == ["每日简报（补发）"] * 2
    assert finished[0].reason == "too old: due 2 d 1 h ago, catch_up is 1 d 6 h"


def test_within_a_few_minutes_an_edition_is_on_time() -> None:
    office = an_office(patient(0))
    office.tick(DUE - HOUR)
    (finished,) = office.finished(DUE + ON_TIME)
    assert finished.produced is not None
    assert "补发" not in finished.produced.edition.title


def test_without_catch_up_a_missed_edition_is_skipped_and_said_so() -> None:
    office = an_office(patient(0))
    office.tick(DUE - HOUR)
    assert office.tick(DUE + HOUR) == [("03-27/morning", "skipped")]
    assert office.tick(DUE + HOUR + MINUTE) == []


def test_a_clock_that_goes_back_never_opens_a_slot_again() -> None:
    office = an_office(patient(48))
    office.tick(DUE)
    office.tick(DUE + ONE_DAY)
    assert office.tick(DUE - ONE_DAY) == []
    assert office.tick(DUE + HOUR) == []
    assert office.tick(DUE + ONE_DAY + MINUTE) == []
    assert office.tick(DUE + 2 * ONE_DAY) == [("03-29/morning", "built")]


def test_briefs_are_made_in_the_order_in_which_they_are_due() -> None:
    early = replace(a_plan(brief="early", at=[time(6)]), catch_up=timedelta(hours=6))
    office = an_office(patient(6), early)
    assert office.tick(DUE + HOUR) == [("03-27/early", "built"), ("03-27/morning", "built")]


def test_a_slot_a_crash_left_behind_is_made_after_all() -> None:
    office = an_office(patient(6))
    office.store.add(due(patient(6), DUE - MINUTE, DUE))
    assert office.tick(DUE + MINUTE) == [("03-27/morning", "built")]


def test_a_crash_after_publishing_leaves_one_edition() -> None:
    office = an_office(patient(6))
    office.tick(DUE)
    crashed = Office(plans=office.plans, store=MemoryStore())
    crashed.store._issues = office.store._issues
    (finished,) = crashed.finished(DUE + MINUTE)
    assert finished.state is SlotState.BUILT
    assert finished.produced is not None
    assert finished.produced.edition.revision == 1


def test_a_slot_the_schedule_no_longer_has_is_skipped() -> None:
    office = an_office(patient(6))
    gone = Slot(key=EditionId("2024-03-27/gone"), brief="gone", due=DUE)
    ahead = Slot(key=EditionId("2024-03-30/gone"), brief="gone", due=DUE + 3 * ONE_DAY)
    office.store.add([gone, ahead])
    office.tick(DUE + MINUTE)
    assert office.states()["03-27/gone"] is SlotState.SKIPPED
    assert office.states()["03-30/gone"] is SlotState.DUE


class Faulty:
    """A renderer that fails as often as it is told."""

    format = "txt"

    def __init__(self, error: Exception, times: int) -> None:
        self._error, self._times = error, times

    def render(self, edition: Edition) -> Rendition:
        if self._times:
            self._times -= 1
            raise self._error
        return PlainRenderer().render(edition)


def test_one_brief_that_fails_does_not_keep_others_from_being_made() -> None:
    store = MemoryStore()
    faulty = Faulty(ZeroDivisionError("by zero"), 1)

    def renderer_of(output: OutputPlan) -> Faulty | PlainRenderer:
        return faulty if "bad" in output.template else PlainRenderer()

    bad = replace(a_plan(brief="bad"), outputs=(OutputPlan(to="file", template="bad", path="a"),))
    bench = replace(
        a_bench(ListSource(found=(a_document(),)), store=store), renderer_of=renderer_of
    )
    finished = catch_up([bad, patient(0)], now=DUE, bench=bench, due_slots=due)
    assert [(each.slot.brief, each.state.value, each.reason) for each in finished] == [
        ("bad", "failed", "by zero"),
        ("morning", "built", None),
    ]
    assert catch_up([bad, patient(0)], now=DUE + MINUTE, bench=bench, due_slots=due) == ()


def test_a_temporary_failure_is_tried_again_at_the_next_tick() -> None:
    faulty = Faulty(TemporaryError("the database was locked"), 2)
    bench = replace(a_bench(ListSource(found=(a_document(),))), renderer_of=lambda _: faulty)
    states = [
        [each.state.value for each in catch_up([patient(6)], now=now, bench=bench, due_slots=due)]
        for now in (DUE, DUE + MINUTE, DUE + 2 * MINUTE, DUE + 3 * MINUTE)
    ]
    assert states == [["due"], ["due"], ["built"], []]


def test_an_edition_waits_for_file_handles_rather_than_lack_an_article() -> None:
    out = OSError(errno.EMFILE, "Too many open files", "inbox/a.txt")
    unread = InputError("cannot be read", where="inbox/a.txt")
    unread.__cause__ = out
    lacking = a_bench(ListSource(found=(a_document("b.txt"), unread)))
    faulty = Faulty(out, 1)
    for bench in (lacking, replace(a_bench(ListSource(found=())), renderer_of=lambda _: faulty)):
        (finished,) = catch_up([patient(6)], now=DUE, bench=bench, due_slots=due)
        lack = "the machine lacks something: too many open files"
        assert (finished.state, finished.reason) == (SlotState.DUE, lack)
        assert bench.store.edition(finished.slot.key) is None


def test_a_full_disk_is_a_failure_with_its_reason_when_it_is_too_late() -> None:
    faulty = Faulty(StoreError("the disk is full"), 9)
    bench = replace(a_bench(ListSource(found=(a_document(),))), renderer_of=lambda _: faulty)
    seen = [
        [(each.state.value, each.reason) for each in catch_up(
            [patient(0)], now=now, bench=bench, due_slots=due
        )]
        for now in (DUE, DUE + MINUTE, DUE + 6 * MINUTE)
    ]  # fmt: skip
    full = "the disk is full"
    assert seen == [[("due", full)], [("due", full)], [("failed", full)]]


def test_what_could_not_be_written_is_written_at_a_later_tick() -> None:
    channel = RecordingChannel(error=DeliveryError("the disk is full", temporary=True))
    bench = a_bench(ListSource(found=(a_document(),)), channel=channel)
    (finished,) = catch_up([patient(0)], now=DUE, bench=bench, due_slots=due)
    assert finished.produced is not None
    assert [each.what for each in finished.produced.failed] == ["the disk is full"]
    channel.error = None
    later = replace(bench, worker=a_worker(now=NOON + HOUR))
    assert catch_up([patient(0)], now=DUE + MINUTE, bench=later, due_slots=due) == ()
    assert [name for name, _ in channel.delivered] == ["out/2024-03-27-morning.md"]


def test_a_day_without_news_is_skipped_but_a_broken_source_is_a_failure() -> None:
    plan = replace(patient(0), empty=EmptyPolicy.SKIP)
    quiet = a_bench(ListSource(found=()))
    (finished,) = catch_up([plan], now=DUE, bench=quiet, due_slots=due)
    assert (finished.state, finished.reason) == (SlotState.SKIPPED, "no news")
    broken = replace(a_bench(BrokenSource()), store=MemoryStore())
    (finished,) = catch_up(
        [replace(plan, sources=("broken",))], now=DUE, bench=broken, due_slots=due
    )
    assert (finished.state, finished.reason) == (SlotState.FAILED, "inbox: no such folder")


def test_sixty_days_of_ticks_with_pauses_miss_nothing() -> None:
    office = an_office(patient(12))
    now, pauses = DUE - HOUR, (1, 7, 20, 3, 11, 30, 5)
    made: list[str] = []
    step = 0
    while now < DUE + 60 * ONE_DAY:
        made += [key for key, state in office.tick(now) if state in {"built", "skipped"}]
        now += pauses[step % len(pauses)] * HOUR
        step += 1
    last = max(made)
    days = [f"{date(2024, 3, 27) + n * ONE_DAY}"[5:] + "/morning" for n in range(len(made))]
    assert made == days
    assert last == days[-1]
