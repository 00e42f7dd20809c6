from datetime import date

import pytest

from digest.almanac.workdays import WorkCalendar
from digest.model.plans import WorkdayRule

CN = WorkCalendar(rule=WorkdayRule.CN)
FAR = date(2099, 3, 2)  # a Monday of a year no table has


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 4, 23), True),  # Sunday, worked for 1 May
        (date(2024, 2, 4), True),  # Sunday before 春节
        (date(2024, 2, 12), False),  # Monday in 春节
        (date(2024, 3, 27), True),
        (date(2024, 3, 30), False),
        (date(2024, 10, 1), False),
        (date(2024, 10, 12), True),  # Saturday after 国庆
    ],
)
def test_legal_workdays_follow_the_state_council(day: date, *, works: bool) -> None:
    assert CN.is_workday(day) is works


def test_a_make_up_sunday_is_no_weekend() -> None:
    assert not CN.is_weekend(date(2023, 4, 23))
    assert CN.is_weekend(date(2024, 3, 31))


def test_a_holiday_in_the_week_is_no_weekend() -> None:
    assert not CN.is_weekend(date(2024, 2, 12))


def test_a_year_without_a_table_falls_back_and_says_so() -> None:
    assert CN.is_workday(FAR)
    warning = CN.warning(FAR)
    assert warning is not None
    assert "2099" in warning
    assert CN.warning(date(2024, 1, 1)) is None


def test_the_users_own_days_win() -> None:
    own = {FAR: False, date(2099, 3, 1): True, date(2024, 3, 27): False}
    calendar = WorkCalendar(rule=WorkdayRule.CN, own=own)
    assert not calendar.is_workday(FAR)
    assert calendar.is_workday(date(2099, 3, 1))
    assert not calendar.is_workday(date(2024, 3, 27))
    assert calendar.warning(FAR) is None


def test_other_rules_need_no_table() -> None:
    week = WorkCalendar(rule=WorkdayRule.MON_FRI)
    always = WorkCalendar(rule=WorkdayRule.EVERY_DAY)
    sunday = date(2023, 4, 23)
    assert not week.is_workday(sunday)
    assert always.is_workday(sunday)
    assert always.is_weekend(sunday)
    assert week.warning(FAR) is None
