"""What a day is called: the weekday, the day of the lunar calendar, the solar term."""

from datetime import date, datetime

import cnlunar

from digest.model.editions import DayNames

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")

# cnlunar's tables reach from the lunar new year of 1901 to the end of 2099; outside of them it
# fails or answers wrongly. Inside, its 72,635 lunar days are those of sxtwl 2.0.7 everywhere,
# and its solar terms differ on 6 days, the latest in 1979 (大寒 fell within seconds of midnight).
FIRST_DAY = date(1901, 2, 19)
LAST_DAY = date(2099, 12, 31)


def day_names(day: date) -> DayNames:
    """The names of a day; a day outside the tables has no lunar name.

    >>> day_names(date(2024, 3, 27))
    DayNames(weekday='星期三', lunar='农历二月十八', solar_term=None)
    """
    weekday = WEEKDAYS[day.weekday()]
    if not FIRST_DAY <= day <= LAST_DAY:
        return DayNames(weekday=weekday)
    # At noon: cnlunar gives the last hour of a day to the next one.
    lunar = cnlunar.Lunar(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001
    month = str(lunar.lunarMonthCn).rstrip("大小")
    term = str(lunar.todaySolarTerms)
    return DayNames(
        weekday=weekday,
        lunar=f"农历{month}{lunar.lunarDayCn}",
        solar_term=None if term == "无" else term,
    )
