from datetime import date, timedelta

import pytest

from digest.almanac.lunar import FIRST_DAY, LAST_DAY, day_names

# New Year's days as announced, from the public calendars of those years.
NEW_YEARS = [
    "1949-01-29", "1966-01-21", "1976-01-31", "1984-02-02", "1985-02-20", "1997-02-07",
    "2000-02-05", "2008-02-07", "2012-01-23", "2015-02-19", "2016-02-08", "2017-01-28",
    "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22",
    "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2033-01-31",
]  # fmt: skip


@pytest.mark.parametrize("day", NEW_YEARS)
def test_new_years_day_is_the_first_of_the_first_month(day: str) -> None:
    new_year = date.fromisoformat(day)
    assert day_names(new_year).lunar == "农历正月初一"
    eve = day_names(new_year - timedelta(days=1)).lunar
    assert eve in {"农历腊月廿九", "农历腊月三十"}


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        ("2024-03-27", "农历二月十八"),
        ("2023-03-22", "农历闰二月初一"),
        ("2025-07-25", "农历闰六月初一"),
        ("2020-05-23", "农历闰四月初一"),
        ("2023-11-24", "农历十月十二"),
        ("2023-11-14", "农历十月初二"),
        ("2022-11-07", "农历十月十四"),
        ("2023-04-23", "农历三月初四"),
        ("2024-06-10", "农历五月初五"),  # 端午
        ("2024-09-17", "农历八月十五"),  # 中秋
        ("2023-12-13", "农历冬月初一"),
        ("2024-03-29", "农历二月二十"),
        ("2024-03-30", "农历二月廿一"),
    ],
)
def test_days_have_their_lunar_names(day: str, lunar: str) -> None:
    assert day_names(date.fromisoformat(day)).lunar == lunar


@pytest.mark.parametrize(
    ("day", "term"),
    [
        ("2024-03-20", "春分"),
        ("2024-04-04", "清明"),
        ("2023-04-20", "谷雨"),
        ("2022-11-07", "立冬"),
        ("2023-12-22", "冬至"),
        ("2024-03-27", None),
    ],
)
def test_a_solar_term_is_named_on_its_day(day: str, term: str | None) -> None:
    assert day_names(date.fromisoformat(day)).solar_term == term


def test_weekdays_are_named() -> None:
    week = [day_names(date(2024, 3, 25) + timedelta(days=n)).weekday for n in range(7)]
    assert "".join(name[-1] for name in week) == "一二三四五六日"


def test_days_outside_the_tables_keep_their_weekday() -> None:
    for day in (FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)):
        names = day_names(day)
        assert names.lunar is None
        assert names.weekday.startswith("星期")


def test_every_month_begins_with_its_first_day_and_none_is_left_out() -> None:
    days = [day_names(date(2023, 1, 22) + timedelta(days=n)).lunar or "" for n in range(384)]
    months = [day.removeprefix("农历").removesuffix("初一") for day in days if day.endswith("初一")]
    assert "".join(months) == "正月二月闰二月三月四月五月六月七月八月九月十月冬月腊月"
