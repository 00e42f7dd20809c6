from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from digest.almanac.slots import (
    due_slots,
    is_due_on,
    moment_of,
    next_slots,
    previous_slot,
    slot_named,
    slots_on,
)
from digest.almanac.workdays import WorkCalendar
from digest.errors import UsageError
from digest.model.plans import BriefPlan, Clock, Cron, Days, EditionPlan
from tests.fakes import a_plan

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
CN = WorkCalendar()
DAY = date(2024, 3, 27)


def a_cron(expression: str) -> BriefPlan:
    return BriefPlan(
        edition=EditionPlan(brief="morning", title="每日简报"),
        sources=("datong",),
        schedule=Cron(expression=expression),
    )


def on(days: Days) -> BriefPlan:
    clock = Clock(at=(time(7, 30),), days=days)
    edition = EditionPlan(brief="morning", title="每日简报")
    return BriefPlan(edition=edition, sources=("datong",), schedule=clock)


def keys(plan: BriefPlan, first: date, days: int, zone: ZoneInfo = SHANGHAI) -> list[str]:
    after = datetime.combine(first, time(), tzinfo=zone) - timedelta(seconds=1)
    until = after + timedelta(days=days)
    return [str(s.key) for s in due_slots(plan, after=after, until=until, zone=zone, calendar=CN)]


def test_the_slot_before_a_moment_is_found_however_far_back() -> None:
    def before(plan: BriefPlan, moment: datetime) -> str | None:
        slot = previous_slot(plan, before=moment, zone=SHANGHAI, calendar=CN)
        return None if slot is None else str(slot.key)

    noon = datetime(2024, 3, 27, 12, tzinfo=SHANGHAI)
    assert before(a_cron("0 16 * * fri"), noon) == "2024-03-22/morning"
    assert before(a_cron("0 12 * * *"), noon) == "2024-03-26/morning"
    assert before(a_cron("0 9 1 * *"), noon) == "2024-03-01/morning"
    assert before(a_cron("0 9 29 2 *"), noon - timedelta(days=300)) == "2020-02-29/morning"


def test_a_slot_is_named_by_its_local_day_and_brief() -> None:
    (slot,) = slots_on(a_plan(), DAY, zone=SHANGHAI)
    assert slot.key == "2024-03-27/morning"
    assert slot.due == datetime(2024, 3, 26, 23, 30, tzinfo=UTC)


def test_several_slots_of_a_day_are_named_by_their_times() -> None:
    plan = a_plan(at=(time(7, 30), time(12)))
    assert keys(plan, DAY, 1) == ["2024-03-27/morning-0730", "2024-03-27/morning-1200"]


def test_workdays_include_the_make_up_sunday_and_leave_out_holidays() -> None:
    assert keys(on(Days.WORKDAY), date(2023, 4, 22), 9) == [
        f"2023-04-{day}/morning" for day in (23, 24, 25, 26, 27, 28)
    ]


def test_a_make_up_sunday_has_no_weekend_edition() -> None:
    assert keys(on(Days.WEEKEND), date(2023, 4, 22), 9) == [
        f"2023-04-{day}/morning" for day in (22, 29, 30)
    ]


def test_crontabs_one_to_five_is_monday_to_friday() -> None:
    assert keys(a_cron("30 7 * * 1-5"), date(2024, 3, 25), 7) == [
        f"2024-03-{day}/morning" for day in (25, 26, 27, 28, 29)
    ]


def test_the_interval_is_open_at_its_beginning_and_closed_at_its_end() -> None:
    due = moment_of(DAY, time(7, 30), zone=SHANGHAI)
    second = timedelta(seconds=1)

    def count(after: datetime, until: datetime) -> int:
        slots = due_slots(a_plan(), after=after, until=until, zone=SHANGHAI, calendar=CN)
        return len(slots)

    assert count(due - second, due) == 1
    assert count(due, due + second) == 0
    assert count(due, due) == 0
    assert count(due + second, due - second) == 0


def test_in_a_fold_the_first_occurrence_counts() -> None:
    moment = moment_of(date(2024, 11, 3), time(1, 30), zone=NEW_YORK)
    assert moment == datetime(2024, 11, 3, 5, 30, tzinfo=UTC)
    assert keys(a_cron("30 1 * * *"), date(2024, 11, 3), 1, NEW_YORK) == ["2024-11-03/morning"]


def test_a_time_in_a_gap_moves_to_the_next_valid_minute() -> None:
    moment = moment_of(date(2024, 3, 10), time(2, 30), zone=NEW_YORK)
    assert moment.astimezone(NEW_YORK).time() == time(3, 0)


def test_slots_that_a_gap_moves_together_are_one() -> None:
    plan = a_plan(at=(time(2, 0), time(2, 30), time(4, 0)))
    assert keys(plan, date(2024, 3, 10), 1, NEW_YORK) == [
        "2024-03-10/morning-0230",
        "2024-03-10/morning-0400",
    ]


def test_a_day_that_was_left_out_moves_to_the_next() -> None:
    apia = ZoneInfo("Pacific/Apia")
    moment = moment_of(date(2011, 12, 30), time(7, 30), zone=apia)
    assert moment == datetime(2011, 12, 31, tzinfo=apia)


def test_a_slot_is_found_by_its_name() -> None:
    plan = a_plan(at=(time(7, 30), time(12)))
    assert slot_named("morning-1200", plan, DAY, zone=SHANGHAI).key == "2024-03-27/morning-1200"
    assert slot_named("morning", a_plan(), DAY, zone=SHANGHAI).key == "2024-03-27/morning"


def test_a_name_that_fits_no_slot_is_explained() -> None:
    with pytest.raises(UsageError) as caught:
        slot_named("morning", a_plan(at=(time(7, 30), time(12))), DAY, zone=SHANGHAI)
    assert caught.value.hint == "write morning-0730 or morning-1200"


def test_the_next_runs_are_listed_in_order() -> None:
    after = datetime(2024, 2, 8, 12, tzinfo=SHANGHAI)
    slots = next_slots(on(Days.WORKDAY), after=after, count=3, zone=SHANGHAI, calendar=CN)
    assert [str(s.key)[:10] for s in slots] == ["2024-02-09", "2024-02-18", "2024-02-19"]


def test_the_next_29_february_is_found_across_a_century() -> None:
    after = datetime(2097, 1, 1, tzinfo=SHANGHAI)
    (slot,) = next_slots(a_cron("0 7 29 2 *"), after=after, count=1, zone=SHANGHAI, calendar=CN)
    assert slot.key == "2104-02-29/morning"


def test_named_weekdays_are_kept_on_holidays() -> None:
    plan = BriefPlan(
        edition=EditionPlan(brief="morning", title="t"),
        sources=("datong",),
        schedule=Clock(at=(time(7, 30),), weekdays=frozenset({0, 2})),
    )
    assert is_due_on(plan, date(2024, 2, 12), calendar=CN)
    assert not is_due_on(plan, date(2024, 2, 13), calendar=CN)
