"""Crontab expressions against a reading of crontab(5) that tries every number."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.almanac.cron import parse_cron

NAMES = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


@st.composite
def items(draw: st.DrawFn, low: int, high: int) -> str:
    first = draw(st.integers(low, high))
    last = draw(st.integers(first, high))
    step = draw(st.integers(1, 7))
    return draw(
        st.sampled_from([str(first), f"{first}-{last}", f"{first}-{last}/{step}", "*", f"*/{step}"])
    )


def fields(low: int, high: int) -> st.SearchStrategy[str]:
    return st.lists(items(low, high), min_size=1, max_size=3).map(",".join)


def fits(field: str, number: int, low: int) -> bool:
    for item in field.split(","):
        span, _, step = item.partition("/")
        first, _, last = span.partition("-")
        lowest = low if span == "*" else int(first)
        highest = 99 if span == "*" else int(last or first)
        if lowest <= number <= highest and (number - lowest) % int(step or 1) == 0:
            return True
    return False


@settings(max_examples=150, deadline=None, derandomize=True)
@given(days=fields(1, 28), months=fields(1, 12), weekdays=fields(0, 7), start=st.integers(0, 9000))
def test_days_are_those_a_brute_force_reader_finds(
    days: str, months: str, weekdays: str, start: int
) -> None:
    times = parse_cron(f"0 7 {days} {months} {weekdays}")
    either = not days.startswith("*") and not weekdays.startswith("*")
    for offset in range(0, 400, 3):
        day = date(2000, 1, 1) + timedelta(days=start + offset)
        number = day.isoweekday() % 7
        by_week = fits(weekdays, number, 0) or (number == 0 and fits(weekdays, 7, 0))
        by_month = fits(days, day.day, 1)
        expected = by_week or by_month if either else by_week and by_month
        assert times.matches(day) == (expected and fits(months, day.month, 1)), day


@settings(max_examples=100, deadline=None, derandomize=True)
@given(minutes=fields(0, 59), hours=fields(0, 23))
def test_times_are_those_a_brute_force_reader_finds(minutes: str, hours: str) -> None:
    expected = [
        (hour, minute)
        for hour in range(24)
        for minute in range(60)
        if fits(hours, hour, 0) and fits(minutes, minute, 0)
    ]
    found = parse_cron(f"{minutes} {hours} * * *").times
    assert [(each.hour, each.minute) for each in found] == expected


@given(number=st.integers(0, 6))
@settings(derandomize=True)
def test_names_and_numbers_are_the_same(number: int) -> None:
    assert parse_cron(f"0 7 * * {NAMES[number]}") == parse_cron(f"0 7 * * {number}")
