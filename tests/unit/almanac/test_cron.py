from datetime import date, time, timedelta

import pytest

from digest.almanac.cron import parse_cron
from digest.errors import UsageError

MONDAY = date(2024, 3, 25)


def weekdays_of(expression: str) -> str:
    times = parse_cron(expression)
    return "".join(
        "一二三四五六日"[n] for n in range(7) if times.matches(MONDAY + timedelta(days=n))
    )


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("1-5", "一二三四五"),
        ("0", "日"),
        ("7", "日"),
        ("6,0", "六日"),
        ("5-7", "五六日"),
        ("sat-sun", "六日"),
        ("MON,wed", "一三"),
        ("*/2", "二四六日"),
        ("1-5/2", "一三五"),
        ("*", "一二三四五六日"),
    ],
)
def test_weekdays_mean_what_crontab_means(field: str, days: str) -> None:
    assert weekdays_of(f"30 7 * * {field}") == days


def test_times_come_in_order() -> None:
    times = parse_cron("30,0 7-9/2,20 * * *").times
    assert times == (time(7), time(7, 30), time(9), time(9, 30), time(20), time(20, 30))


def test_either_day_fits_when_both_are_restricted() -> None:
    times = parse_cron("0 7 1 * mon")
    assert times.matches(date(2024, 3, 1))
    assert times.matches(MONDAY)
    assert not times.matches(date(2024, 3, 26))


def test_both_days_must_fit_when_one_begins_with_a_star() -> None:
    times = parse_cron("0 7 */2 * mon")
    assert times.matches(MONDAY)
    assert not times.matches(date(2024, 3, 18))
    assert not times.matches(date(2024, 3, 27))


def test_nicknames_are_known() -> None:
    assert parse_cron("@daily") == parse_cron("0 0 * * *")
    assert parse_cron("@Weekly") == parse_cron("0 0 * * 0")
    assert len(parse_cron("@hourly").times) == 24


def test_months_have_names() -> None:
    assert parse_cron("0 0 1 jan-mar,DEC *").months == {1, 2, 3, 12}


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("", "0 fields"),
        ("30 7 * *", "4 fields"),
        ("30 7 * * * *", "6 fields"),
        ("60 7 * * *", "60 is not between 0 and 59"),
        ("30 24 * * *", "24 is not between 0 and 23"),
        ("30 7 0 * *", "0 is not between 1 and 31"),
        ("30 7 * 13 *", "13 is not between"),
        ("30 7 * * 8", "8 is not between 0 and 7"),
        ("*/0 7 * * *", "'/0' is no step"),
        ("5/15 7 * * *", "a step needs a range"),
        ("30 22-6 * * *", "runs backwards"),
        ("30 7 * * mno", "no number or name"),
        ("30 7 * * 1,,2", "no number"),
        ("3０ 7 * * *", "no number"),
        ("30 7 30 feb *", "never fires"),
        ("@reboot", "no time"),
        ("@dayly", "no crontab nickname"),
        ("-1 7 * * *", "no number"),
        ("9999999999 7 * * *", "no number"),
    ],
)
def test_a_bad_expression_is_explained(expression: str, what: str) -> None:
    with pytest.raises(UsageError, match=what.replace("?", r"\?")):
        parse_cron(expression)


def test_a_misspelt_word_gets_a_suggestion() -> None:
    with pytest.raises(UsageError) as caught:
        parse_cron("30 7 * * mno")
    assert caught.value.hint == "did you mean 'mon'?"
