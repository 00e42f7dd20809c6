"""Workdays: the legal calendar with its make-up days, Monday to Friday, or the user's own days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import chinese_calendar

from digest.model.plans import WorkdayRule

SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Which days are workdays. `own` are the days of the user's holidays file; they win.

    >>> WorkCalendar(rule=WorkdayRule.CN).is_workday(date(2023, 4, 23))  # a make-up Sunday
    True
    """

    rule: WorkdayRule = WorkdayRule.CN
    own: Mapping[date, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether people work on `day`."""
        if day in self.own:
            return self.own[day]
        if self.rule is WorkdayRule.EVERY_DAY:
            return True
        if self.rule is WorkdayRule.CN and _is_known(day):
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < SATURDAY

    def is_weekend(self, day: date) -> bool:
        """Whether `day` is a Saturday or Sunday that is no make-up workday."""
        if day.weekday() < SATURDAY:
            return False
        return self.rule is WorkdayRule.EVERY_DAY or not self.is_workday(day)

    def warning(self, day: date) -> str | None:
        """What the user should know about the year of `day`, if the calendar lacks it."""
        if self.rule is not WorkdayRule.CN or _is_known(day):
            return None
        if any(own.year == day.year for own in self.own):
            return None
        return (
            f"the legal workdays of {day.year} are not in this version's calendar; "
            "Monday to Friday are taken until it is updated or a holidays_file names the days"
        )


def _is_known(day: date) -> bool:
    # The table's own limits: the State Council publishes a year's days the autumn before.
    try:
        chinese_calendar.is_workday(day)
    except NotImplementedError:
        return False
    return True
