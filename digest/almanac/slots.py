"""When editions are due: pure functions of a plan, a time zone and a calendar of workdays.

A slot is a local day and a nominal time of that day. Its moment is the first one at which local
clocks show that time; where they never do (a gap when summer time begins), it is the first minute
after the gap. Slots of one brief that a gap moves to the same minute are one slot, the last.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Protocol
from zoneinfo import ZoneInfo

from digest.almanac.cron import parse_cron
from digest.errors import UsageError
from digest.model.deliveries import Slot
from digest.model.editions import EditionId
from digest.model.plans import BriefPlan, Clock, Cron, Days

# A plan that fires on no day for so long is taken to fire never again: 29 February falls on one
# weekday every 28 years (40 across 2100).
FARTHEST = timedelta(days=366 * 41)
ONE_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
# A local day can be skipped whole (Samoa, 30 December 2011); its slots move to the next one.
WIDEST_GAP = timedelta(days=2)


class Calendar(Protocol):
    """Says which days are workdays and which are weekends."""

    def is_workday(self, day: date) -> bool:
        """Whether people work on `day`."""
        ...

    def is_weekend(self, day: date) -> bool:
        """Whether `day` belongs to a weekend."""
        ...


def due_slots(
    plan: BriefPlan, *, after: datetime, until: datetime, zone: ZoneInfo, calendar: Calendar
) -> tuple[Slot, ...]:
    """The slots due later than `after` and not later than `until`, in order."""
    slots = _slots(plan, after=after, zone=zone, calendar=calendar)
    return tuple(takewhile(lambda slot: slot.due <= until, slots))


def next_slots(
    plan: BriefPlan, *, after: datetime, count: int, zone: ZoneInfo, calendar: Calendar
) -> tuple[Slot, ...]:
    """The next `count` slots; fewer where the plan ends."""
    return tuple(islice(_slots(plan, after=after, zone=zone, calendar=calendar), count))


def previous_slot(
    plan: BriefPlan, *, before: datetime, zone: ZoneInfo, calendar: Calendar
) -> Slot | None:
    """The last slot that was due before a moment."""
    for span in (timedelta(days=8), timedelta(days=40), timedelta(days=370), FARTHEST):
        until = before - timedelta(microseconds=1)
        found = due_slots(plan, after=before - span, until=until, zone=zone, calendar=calendar)
        if found:
            return found[-1]
    return None


def slots_on(plan: BriefPlan, day: date, *, zone: ZoneInfo) -> tuple[Slot, ...]:
    """The slots of a day as if the brief appeared on it, whether it does or not."""
    times = slot_times(plan)
    return tuple(_slot(plan, day, at, zone, several=len(times) > 1) for at in times)


def slot_named(name: str, plan: BriefPlan, day: date, *, zone: ZoneInfo) -> Slot:
    """The slot of a day by its name: "morning", or "morning-1200" where there are several.

    Raises UsageError, with the names there are, for another one.
    """
    slots = slots_on(plan, day, zone=zone)
    for slot in slots:
        if slot.key == f"{day}/{name}":
            return slot
    names = [str(slot.key).partition("/")[2] for slot in slots]
    raise UsageError(
        f"'{name}' names no edition of '{plan.name}'", hint=f"write {' or '.join(names)}"
    )


def slot_times(plan: BriefPlan) -> tuple[time, ...]:
    """The times of day of a plan, the same on each of its days."""
    schedule = plan.schedule
    return schedule.at if isinstance(schedule, Clock) else parse_cron(schedule.expression).times


def is_due_on(plan: BriefPlan, day: date, *, calendar: Calendar) -> bool:
    """Whether the brief appears on a day."""
    return _appears(plan, calendar)(day)


def moment_of(day: date, at: time, *, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which a slot of a local day is due."""
    wall = datetime.combine(day, at)
    while not _exists(wall, zone):
        wall += MINUTE
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _exists(wall: datetime, zone: ZoneInfo) -> bool:
    there_and_back = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) == wall


def _appears(plan: BriefPlan, calendar: Calendar) -> Callable[[date], bool]:
    schedule = plan.schedule
    if isinstance(schedule, Cron):
        return parse_cron(schedule.expression).matches
    if schedule.weekdays is not None:
        weekdays = schedule.weekdays
        return lambda day: day.weekday() in weekdays
    if schedule.days is Days.WORKDAY:
        return calendar.is_workday
    if schedule.days is Days.WEEKEND:
        return calendar.is_weekend
    return lambda _: True


def _slots(
    plan: BriefPlan, *, after: datetime, zone: ZoneInfo, calendar: Calendar
) -> Iterator[Slot]:
    appears, times = _appears(plan, calendar), slot_times(plan)
    day = (after.astimezone(zone) - WIDEST_GAP).date()
    end = day + FARTHEST
    waiting: Slot | None = None
    while day <= end:
        for at in times if appears(day) else ():
            slot = _slot(plan, day, at, zone, several=len(times) > 1)
            if waiting is not None and after < waiting.due < slot.due:
                yield waiting
            waiting = slot
        day += ONE_DAY
    if waiting is not None and waiting.due > after:
        yield waiting


def _slot(plan: BriefPlan, day: date, at: time, zone: ZoneInfo, *, several: bool) -> Slot:
    name = f"{plan.name}-{at:%H%M}" if several else plan.name
    return Slot(
        key=EditionId(f"{day.isoformat()}/{name}"),
        brief=plan.name,
        due=moment_of(day, at, zone=zone),
    )
