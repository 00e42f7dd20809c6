"""Values of schedule.yaml that have a notation of their own: times, days, durations, names."""

import codecs
import difflib
import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic_core import PydanticCustomError

from digest.config.problems import suggest
from digest.config.slips import meant_day, meant_duration, meant_zone, plain

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KINDS_OF_DAY = ("daily", "workday", "weekend")
PLACEHOLDERS = ("date", "brief", "number")

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_LOOSE_TIME = re.compile(r"([0-9]{1,2})[:.点时]([0-9]{1,2})分?(?::00)?")
_DATE = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?")
_DURATION = re.compile(r"([0-9]{1,6})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_NAME = re.compile(r"[^\W_](?:[\w-]*\w)?")
_SLOT_ENDING = re.compile(r"-[0-9]{4}$")
# Names that are devices on Windows, with any suffix.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*\\]')
LONGEST_NAME = 60


def refuse(what: str, hint: str = "") -> PydanticCustomError:
    """An error of a value, with a hint."""
    return PydanticCustomError("digest", "{what}", {"what": what, "hint": hint})


def parse_time(value: Any) -> time:
    """A time of day, written "07:30"."""
    if isinstance(value, str) and (match := _TIME.fullmatch(value)):
        return time(int(match[1]), int(match[2]))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise refuse(f"must be a time of day, not {kind_of(value)}", 'write it as "07:30"')
    meant = _meant_time(value)
    if isinstance(value, str):
        what = f"'{value}' is no time of day"
    else:
        what = f"is the number {value}, because the time is not in quotes"
    raise refuse(what, f'write "{meant}"' if meant else 'write it in quotes, as "07:30"')


def _meant_time(value: str | float) -> str:
    if isinstance(value, int):
        hour, minute = divmod(value, 100)
    else:
        text = f"{value:05.2f}" if isinstance(value, float) else plain(value)
        match = _LOOSE_TIME.fullmatch(text)
        if match is None:
            return ""
        hour, minute = int(match[1]), int(match[2])
    return f"{hour:02}:{minute:02}" if 0 <= hour <= 23 and 0 <= minute <= 59 else ""


def parse_window(value: Any) -> tuple[time, time]:
    """From when until when in a day, written ["07:00", "22:00"]; it may go over midnight."""
    if not isinstance(value, list) or len(value) != 2:
        raise refuse("must be two times of day", 'write it as ["07:00", "22:00"]')
    begin, end = (parse_time(each) for each in value)
    if begin == end:
        raise refuse("begins when it ends", 'write it as ["07:00", "22:00"]')
    return begin, end


def parse_duration(value: Any) -> timedelta:
    """A duration, written as a whole number and s, m, h or d: "6h"; 0 is none.

    >>> parse_duration("6h")
    datetime.timedelta(seconds=21600)
    """
    if value == 0 and not isinstance(value, bool):
        return timedelta()
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        shown = f"'{value}'" if isinstance(value, str) else kind_of(value)
        hint = f"write {value}m or {value}h" if isinstance(value, int) else "write 90m, 6h or 2d"
        meant = meant_duration(value) if isinstance(value, str) else ""
        hint = f"write {meant}" if meant else hint
        raise refuse(f"must be a duration such as 6h, not {shown}", hint)
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def parse_date(value: Any) -> date:
    """A day, written 2024-03-27."""
    if isinstance(value, date):
        return value
    shown = f"'{value}'" if isinstance(value, str) else kind_of(value)
    digits = _DATE.fullmatch(str(value).strip()) if isinstance(value, (str, int)) else None
    try:
        meant = date(*(int(number) for number in digits.groups())) if digits else None
    except ValueError as error:
        raise refuse(f"{shown} is no day of the calendar") from error
    if meant is not None and value == meant.isoformat():
        return meant
    raise refuse(f"must be a date, not {shown}", f"write {meant or '2024-03-27'}")


def parse_days(value: Any) -> str | frozenset[int]:
    """A kind of day, or the numbers of the weekdays that are named (0 is Monday)."""
    if isinstance(value, str) and value in KINDS_OF_DAY:
        return value
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names:
        raise refuse("must be daily, workday, weekend or a list such as [mon, wed]")
    numbers = []
    for name in names:
        if not isinstance(name, str) or name.casefold()[:3] not in WEEKDAYS:
            known = (*KINDS_OF_DAY, *WEEKDAYS) if len(names) == 1 else WEEKDAYS
            meant = meant_day(name)
            hint = f"write {meant}" if meant else suggest(str(name), known)
            raise refuse(f"'{name}' is no weekday", hint)
        numbers.append(WEEKDAYS.index(name.casefold()[:3]))
    return frozenset(numbers)


def check_name(value: str) -> str:
    """A name of a source, channel or group of recipients: letters, digits, - and _."""
    if not _NAME.fullmatch(value) or len(value) > LONGEST_NAME or _DEVICES.fullmatch(value):
        raise refuse(
            f"'{value}' cannot be a name",
            f"letters, digits, - and _, at most {LONGEST_NAME} characters",
        )
    return value


def check_brief_name(value: str) -> str:
    """A name of a brief; it must not look like the slot of another one."""
    if _SLOT_ENDING.search(value):
        raise refuse(
            f"'{value}' cannot be the name of a brief: '-' and four digits name a time of day",
            "write the digits without '-'",
        )
    return check_name(value)


def check_zone(value: str) -> str:
    """A time zone of the IANA list."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        meant = meant_zone(value)
        if meant:
            raise refuse(f"'{value}' is no time zone", f"write {meant}") from error
        near = difflib.get_close_matches(value, sorted(available_timezones()), n=1)
        hint = f"did you mean '{near[0]}'?" if near else "write it as Asia/Shanghai"
        raise refuse(f"'{value}' is no time zone", hint) from error
    return value


def check_encoding(value: str) -> str:
    """A text encoding Python knows, or auto."""
    if value == "auto":
        return value
    try:
        known = codecs.lookup(value)
    except (LookupError, ValueError) as error:
        raise refuse(f"'{value}' is no encoding", "auto, utf-8, gb18030, utf-16 or big5") from error
    if not getattr(known, "_is_text_encoding", True):
        raise refuse(f"'{value}' is no encoding of text", "auto, utf-8, gb18030, utf-16 or big5")
    return value


def check_output_path(value: str) -> str:
    """A file name with placeholders that is the same file on every system."""
    names = re.findall(r"\{([^{}]*)\}", value)
    for name in names:
        if name not in PLACEHOLDERS:
            hint = suggest(name, PLACEHOLDERS)
            raise refuse(f"'{{{name}}}' is no placeholder of a path", hint)
    plain = re.sub(r"\{[^{}]*\}", "x", value)
    if "{" in plain or "}" in plain:
        raise refuse("a brace of a placeholder is not closed", "write {date}, {brief} or {number}")
    parts = re.sub(r"^[A-Za-z]:(?=/)", "", plain.replace("\\", "/")).split("/")
    if not parts[-1]:
        raise refuse("is a folder, not a file", "end it with a name such as {date}-{brief}.md")
    _check_parts(part for part in parts if part)
    return value


def _check_parts(parts: Iterable[str]) -> None:
    for part in parts:
        if part == "..":
            raise refuse(
                "'..' may not stand in the path of an output", "write the folder's full path"
            )
        bad = _UNSAFE.search(part) or _DEVICES.fullmatch(part) or part != part.rstrip(". ")
        if bad and part != ".":
            raise refuse(
                f"'{part}' cannot be a file's name on every system",
                'leave out < > : " | ? * and a dot or space at the end',
            )


def kind_of(value: Any) -> str:
    """A value in words, for messages: "the number 3", "a list"."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    return f"the text '{value}'" if isinstance(value, str) else f"the date {value}"


def check_address(url: str) -> str:
    """An address of the web: http or https, without a user name."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise refuse(f"'{url}' is no address of the web", "https://example.com/feed.xml")
    if parts.username is not None or parts.password is not None:
        raise refuse("an address with a user name is not fetched")
    return url


def check_network(text: str) -> str:
    """A network, as 192.168.1.0/24, or a single address."""
    try:
        ip_network(text, strict=False)
    except ValueError:
        raise refuse(f"'{text}' is no network", "127.0.0.0/8 or 192.168.1.10") from None
    return text
