"""Times of day in which readers may be disturbed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_opening(window: tuple[time, time], *, now: datetime, zone: ZoneInfo) -> datetime:
    """`now` where it is within the window, else when the window opens next; in UTC.

    A window whose end is before its beginning goes over midnight. The beginning belongs to it,
    the end does not.
    """
    begin, end = window
    local = now.astimezone(zone)
    at = local.time()
    within = begin <= at < end if begin < end else at >= begin or at < end
    if within:
        return now
    day = local.date() if at < begin else local.date() + timedelta(days=1)
    opens = datetime.combine(day, begin, zone).astimezone(UTC)
    # In the hour that an autumn day has twice, the first opening may have been.
    return max(opens, now)
