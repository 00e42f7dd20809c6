"""Due slots against a calendar that walks through every minute of universal time."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.almanac.slots import due_slots
from digest.almanac.workdays import WorkCalendar
from digest.model.plans import BriefPlan, Clock, EditionPlan, WorkdayRule

MINUTE = timedelta(minutes=1)
ZONES = (
    "Asia/Shanghai",
    "Asia/Urumqi",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",  # the gap begins at midnight
    "Europe/London",
    "Europe/Lisbon",
    "Africa/Cairo",
    "Asia/Beirut",  # the gap begins at midnight
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Apia",
    "Pacific/Chatham",
)
CALENDAR = WorkCalendar(rule=WorkdayRule.EVERY_DAY)


def a_plan(at: list[time]) -> BriefPlan:
    return BriefPlan(
        edition=EditionPlan(brief="morning", title="t"),
        sources=("datong",),
        schedule=Clock(at=tuple(sorted(at))),
    )


def walk(
    zone: ZoneInfo, begin: datetime, minutes: int, at: list[time]
) -> list[tuple[datetime, str]]:
    """Slots as a person with a wall clock would find them, minute by minute.

    A nominal time is struck off when the clock first shows it, or has jumped over it.
    """
    found: list[tuple[datetime, str]] = []
    shown = (begin - MINUTE).astimezone(zone).replace(tzinfo=None)
    latest = shown
    for n in range(minutes):
        moment = begin + n * MINUTE
        wall = moment.astimezone(zone).replace(tzinfo=None)
        passed = [
            datetime.combine(latest.date() + timedelta(days=d), each)
            for d in range((wall.date() - latest.date()).days + 1)
            for each in sorted(at)
        ]
        due = [nominal for nominal in passed if latest < nominal <= wall]
        if due:
            ending = f"-{due[-1]:%H%M}" if len(at) > 1 else ""
            found.append((moment, f"{due[-1]:%Y-%m-%d}/morning{ending}"))
        latest = max(latest, wall)
    return found


def check(zone_name: str, first: date, days: int, at: list[time]) -> None:
    zone = ZoneInfo(zone_name)
    begin = datetime.combine(first, time(), tzinfo=UTC)
    # Two days of walking before the comparison: the walker must know what was shown before.
    walked = walk(zone, begin - timedelta(days=2), (days + 2) * 24 * 60, at)
    until = begin + timedelta(days=days) - MINUTE
    slots = due_slots(a_plan(at), after=begin - MINUTE, until=until, zone=zone, calendar=CALENDAR)
    expected = [(moment, key) for moment, key in walked if moment >= begin]
    assert [(slot.due, str(slot.key)) for slot in slots] == expected


times = st.lists(
    st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    min_size=1,
    max_size=4,
    unique=True,
)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    zone=st.sampled_from(ZONES),
    first=st.dates(date(2010, 1, 1), date(2030, 1, 1)),
    at=times,
)
def test_any_days_are_those_of_a_wall_clock(zone: str, first: date, at: list[time]) -> None:
    check(zone, first, 5, at)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/New_York", date(2024, 3, 10)),
        ("America/New_York", date(2024, 11, 3)),
        ("America/Havana", date(2024, 3, 10)),
        ("America/Havana", date(2024, 11, 3)),
        ("Asia/Beirut", date(2024, 3, 31)),
        ("Asia/Beirut", date(2024, 10, 27)),
        ("Australia/Lord_Howe", date(2024, 4, 7)),
        ("Australia/Lord_Howe", date(2024, 10, 6)),
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Africa/Cairo", date(2024, 4, 26)),
    ],
)
@pytest.mark.parametrize(
    "at",
    [
        [time(2, 30)],
        [time(0, 0), time(0, 30), time(1, 0), time(1, 59)],
        [time(hour, minute) for hour in range(24) for minute in (0, 30)],
    ],
)
def test_days_when_clocks_change_are_those_of_a_wall_clock(
    zone: str, day: date, at: list[time]
) -> None:
    check(zone, day - timedelta(days=2), 5, at)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    zone=st.sampled_from(ZONES),
    cuts=st.lists(st.integers(0, 60 * 24 * 60), min_size=1, max_size=6),
    at=times,
)
def test_looking_often_or_seldom_finds_the_same_slots(
    zone: str, cuts: list[int], at: list[time]
) -> None:
    begin = datetime(2024, 2, 20, tzinfo=UTC)
    edges = [begin, *(begin + cut * MINUTE for cut in sorted(cuts)), begin + timedelta(days=60)]
    plan = a_plan(at)

    def due(after: datetime, until: datetime) -> list[str]:
        slots = due_slots(plan, after=after, until=until, zone=ZoneInfo(zone), calendar=CALENDAR)
        return [str(slot.key) for slot in slots]

    pieces = [key for after, until in pairwise(edges) for key in due(after, until)]
    assert pieces == due(begin, edges[-1])
    assert len(set(pieces)) == len(pieces)
