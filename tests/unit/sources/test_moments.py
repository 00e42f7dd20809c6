from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.moments import find_moment, parse_moment

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年11月20日 08:00", "2026-11-20T08:00:00+08:00"),
        ("2026年11月20日08时05分", "2026-11-20T08:05:00+08:00"),
        ("2026-11-20 8:00:07", "2026-11-20T08:00:07+08:00"),
        ("2026/11/20", "2026-11-20T00:00:00+08:00"),
        ("2026年11月20日 下午3:05", "2026-11-20T15:05:00+08:00"),
        ("2026年1月2日（星期五） 07:30", "2026-01-02T07:30:00+08:00"),
        ("2026-11-20T08:00:00Z", "2026-11-20T08:00:00+00:00"),
        ("2026-11-20T08:00:00.123+0800", "2026-11-20T08:00:00+08:00"),
        ("2026-11-20T08:00:00+08:00", "2026-11-20T08:00:00+08:00"),
        ("Fri, 20 Nov 2026 08:00:00 GMT", "2026-11-20T08:00:00+00:00"),
        ("Fri, 20 Nov 2026 08:00:00 +0800", "2026-11-20T08:00:00+08:00"),
        ("20 Nov 2026 08:00 +0800", "2026-11-20T08:00:00+08:00"),
        ("1795132800", "2026-11-20T00:00:00+00:00"),
        ("1795132800000", "2026-11-20T00:00:00+00:00"),
        ("20261120", "2026-11-20T00:00:00+08:00"),
    ],
)
def test_dates_are_read_as_sites_write_them(text: str, expected: str) -> None:
    moment = parse_moment(text, ZONE)

    assert moment is not None
    assert moment.replace(microsecond=0).isoformat() == expected


@pytest.mark.parametrize(
    "text", ["", "昨天", "11月20日", "2026年13月40日", "2026-02-30", "12345", "第2026-1号", "Nov"]
)
def test_what_is_no_date_with_a_year_is_none(text: str) -> None:
    assert parse_moment(text, ZONE) is None


def test_a_date_is_found_inside_a_line() -> None:
    moment = find_moment("来源：本报 2026年11月20日 08:00 字号", ZONE)

    assert moment is not None
    assert moment.isoformat() == "2026-11-20T08:00:00+08:00"


@given(st.text(max_size=60))
def test_no_text_is_a_crash(text: str) -> None:
    moment = parse_moment(text, UTC)

    assert moment is None or moment.tzinfo is not None
