"""Due slots of whole years against a calendar that only looks at wall clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.almanac.slots import due_slots
from digest.almanac.workdays import WorkCalendar
from digest.model.plans import BriefPlan, Clock, EditionPlan, WorkdayRule
from tests.faults.figures import record, size

ZONES = (
    "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "America/Havana",
    "Europe/London", "Africa/Cairo", "Asia/Beirut", "America/St_Johns",
    "Pacific/Chatham", "America/Santiago", "Asia/Tehran", "Pacific/Auckland",
)  # fmt: skip
AT = (time(0, 30), time(2, 30), time(7, 30))
CALENDAR = WorkCalendar(rule=WorkdayRule.EVERY_DAY)
MINUTE = timedelta(minutes=1)


def first_shown(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first minute at which the clock on the wall shows that time, or has jumped over it."""
    wanted = datetime.combine(day, at)
    moment = datetime.combine(day, time(), UTC) - timedelta(hours=15)
    while moment.astimezone(zone).replace(tzinfo=None) < wanted:
        far = wanted - moment.astimezone(zone).replace(tzinfo=None)
        # Leaps while it is far, then goes minute by minute: clocks change by hours, not by days.
        moment += timedelta(hours=1) if far > timedelta(hours=4) else MINUTE
    return moment


def test_slots_are_those_of_the_clock_on_the_wall() -> None:
    zones, days = ZONES[: size(3, 12)], size(240, 400)
    first, compared = date(2024, 2, 1), 0
    for name in zones:
        zone = ZoneInfo(name)
        plan = BriefPlan(
            edition=EditionPlan(brief="morning", title="t"), sources=("a",), schedule=Clock(at=AT)
        )
        begin = datetime.combine(first, time(), UTC)
        end = begin + timedelta(days=days)
        ours = {
            slot.due
            for slot in due_slots(plan, after=begin, until=end, zone=zone, calendar=CALENDAR)
        }
        theirs = {
            moment
            for number in range(-2, days + 2)
            for at in AT
            if begin < (moment := first_shown(first + timedelta(days=number), at, zone)) <= end
        }
        assert ours == theirs, name
        compared += len(theirs)
    record("zones against wall clocks", zones=len(zones), days=days, slots=compared, differences=0)
