"""Crontab expressions with crontab's own meaning: 0 and 7 are Sunday, 1 is Monday.

After crontab(5): minute, hour, day of month, month, day of week. Where day of month and day of
week are both restricted (neither starts with `*`), a day that fits either one fits.
"""

import difflib
from dataclasses import dataclass
from datetime import date, time

from digest.errors import UsageError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CHINESE = "日一二三四五六天"
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")

NICKNAMES = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}

# The most days each month can have; an expression that asks for none of them would never fire.
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class CronTimes:
    """A parsed expression: `times` of day in order, on the days for which `matches` is true.

    `weekdays` counts from 0, Monday, as Python does.
    """

    times: tuple[time, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool

    def matches(self, day: date) -> bool:
        """Whether the expression fires on `day`."""
        if day.month not in self.months:
            return False
        in_days, in_weekdays = day.day in self.days, day.weekday() in self.weekdays
        return in_days or in_weekdays if self.either_day else in_days and in_weekdays


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    name: str
    low: int
    high: int
    names: tuple[str, ...] = ()
    first_name: int = 0


_FIELDS = (
    _Field(name="minute", low=0, high=59),
    _Field(name="hour", low=0, high=23),
    _Field(name="day of month", low=1, high=31),
    _Field(name="month", low=1, high=12, names=MONTHS, first_name=1),
    _Field(name="day of week", low=0, high=7, names=WEEKDAYS),
)


def parse_cron(expression: str) -> CronTimes:
    """What a crontab expression means.

    Raises UsageError where it is not one, or would never fire.

    >>> parse_cron("30 7 * * 1-5").matches(date(2024, 3, 31))  # a Sunday
    False
    """
    text = expression.strip()
    if text.startswith("@"):
        text = _nickname(text)
    words = text.split()
    if len(words) != len(_FIELDS):
        has_seconds = len(words) == len(_FIELDS) + 1 and _is_number(words[0])
        raise UsageError(
            f"'{expression}' is no crontab expression: it has {len(words)} fields, not 5",
            hint=f"leave out the seconds: {' '.join(words[1:])}"
            if has_seconds
            else "minute hour day-of-month month day-of-week, such as 30 7 * * 1-5",
        )
    minutes, hours, days, months, weekdays = (
        _values(word, field) for word, field in zip(words, _FIELDS, strict=True)
    )
    either_day = not (words[2].startswith("*") or words[4].startswith("*"))
    times = CronTimes(
        times=tuple(time(hour, minute) for hour in sorted(hours) for minute in sorted(minutes)),
        days=days,
        months=months,
        weekdays=frozenset((number - 1) % 7 for number in weekdays),
        either_day=either_day,
    )
    if not either_day and not any(LONGEST_MONTHS[m - 1] >= min(days) for m in months):
        raise UsageError(
            f"'{expression}' never fires: no such month has {min(days)} days",
            hint="correct day of month or month",
        )
    return times


def _nickname(text: str) -> str:
    if text.casefold() in NICKNAMES:
        return NICKNAMES[text.casefold()]
    if text.casefold() == "@reboot":
        raise UsageError(
            "'@reboot' is no time", hint="'digest run' looks for due editions at start"
        )
    near = difflib.get_close_matches(text.casefold(), NICKNAMES, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(NICKNAMES)}"
    raise UsageError(f"'{text}' is no crontab nickname", hint=hint)


def _values(word: str, field: _Field) -> frozenset[int]:
    return frozenset(number for part in word.split(",") for number in _range(part, word, field))


def _range(part: str, word: str, field: _Field) -> range:
    span, slash, step_text = part.partition("/")
    step = 1
    if slash:
        if not _is_number(step_text) or int(step_text) == 0:
            raise _bad(word, field, f"'/{step_text}' is no step", "write */15")
        step = int(step_text)
    if span == "*":
        return range(field.low, field.high + 1, step)
    first_text, dash, last_text = span.partition("-")
    first = _number(first_text, word, field)
    if not dash:
        if slash:
            raise _bad(
                word, field, f"'{part}': a step needs a range", f"write {span}-{field.high}/{step}"
            )
        return range(first, first + 1)
    last = _number(last_text, word, field)
    if last == 0 and first > 0 and field.names == WEEKDAYS:
        last = 7  # sat-sun, fri-sun: the week ends with Sunday here
    if last < first:
        hint = f"write {first_text}-{field.high},{field.low}-{last_text}"
        raise _bad(word, field, f"'{span}' runs backwards", hint)
    return range(first, last + 1, step)


def _number(text: str, word: str, field: _Field) -> int:
    if _is_number(text):
        number = int(text)
        if field.low <= number <= field.high:
            return number
        raise _bad(word, field, f"{number} is not between {field.low} and {field.high}")
    name = text.casefold()
    if name in field.names:
        return field.names.index(name) + field.first_name
    near = difflib.get_close_matches(name, field.names, n=1)
    if field.names == WEEKDAYS and text[:-1] in {"周", "星期", "礼拜"} and text[-1] in CHINESE:
        near = [WEEKDAYS[CHINESE.index(text[-1]) % 7]]
    if text == "?":
        near = ["*"]
    hint = f"did you mean '{near[0]}'?" if near else ""
    raise _bad(word, field, f"'{text}' is no number" + (" or name" if field.names else ""), hint)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len("59") + 2


def _bad(word: str, field: _Field, what: str, hint: str = "") -> UsageError:
    return UsageError(f"{field.name} '{word}': {what}", hint=hint)
