from datetime import date
from pathlib import Path

import pytest

from digest.config.holidays import load_holidays
from digest.errors import ConfigError


def load(tmp_path: Path, text: str) -> dict[date, bool]:
    path = tmp_path / "holidays.yaml"
    path.write_text(text, encoding="utf-8")
    return dict(load_holidays(path, name="holidays.yaml"))


def test_days_and_ranges_of_days_are_read(tmp_path: Path) -> None:
    days = load(tmp_path, "holidays: [2026-10-01..2026-10-03]\nworkdays: [2026-09-27]\n")
    assert days == {
        date(2026, 10, 1): False,
        date(2026, 10, 2): False,
        date(2026, 10, 3): False,
        date(2026, 9, 27): True,
    }


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("holiday: []", "unknown key"),
        ("holidays: [2026-10-03..2026-10-01]", "is no range of days"),
        ("holidays: [10-01]", "must be a date"),
        ("holidays: [1026-10-01..2026-10-01]", "is no range of days"),
        ("holidays: [2026-10-01]\nworkdays: [2026-10-01]", "both a holiday and a workday"),
    ],
)
def test_a_wrong_file_is_explained(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(ConfigError, match=what) as caught:
        load(tmp_path, text)
    assert caught.value.where.startswith("holidays.yaml:")
