from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from digest.almanac.windows import next_opening

ZONE = ZoneInfo("Asia/Shanghai")
DAYTIME, NIGHT = (time(7), time(22)), (time(22), time(7))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2024-03-{text}").replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("window", "now", "opens"),
    [
        (DAYTIME, "27 07:00", "27 07:00"),
        (DAYTIME, "27 21:59", "27 21:59"),
        (DAYTIME, "27 22:00", "28 07:00"),
        (DAYTIME, "27 03:00", "27 07:00"),
        (NIGHT, "27 23:00", "27 23:00"),
        (NIGHT, "27 06:59", "27 06:59"),
        (NIGHT, "27 07:00", "27 22:00"),
    ],
)
def test_a_window_opens_at_its_beginning_and_is_shut_at_its_end(
    window: tuple[time, time], now: str, opens: str
) -> None:
    assert next_opening(window, now=at(now), zone=ZONE) == at(opens)


def test_an_hour_that_comes_twice_never_opens_in_the_past() -> None:
    zone = ZoneInfo("America/New_York")
    # 01:30 for the second time; the window begins at 01:45, which has been once already.
    now = datetime(2024, 11, 3, 6, 30, tzinfo=UTC)
    assert next_opening((time(1, 45), time(3)), now=now, zone=zone) >= now
