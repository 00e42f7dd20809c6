"""Dates as pages and feeds write them."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

_CHINESE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:[-/.]|年)\s*(?P<month>\d{1,2})\s*(?:[-/.]|月)\s*"
    r"(?P<day>\d{1,2})(?!\d)\s*(?:日|号)?"
    r"(?:[T\s,，]*(?:星期.|周.|[(（]\S{1,3}[)）])?\s*(?P<half>上午|下午|晚上|晚|中午|凌晨|早上|早|AM|PM)?"
    r"\s*(?P<hour>\d{1,2})\s*(?:[:：]|时|点)\s*(?P<minute>\d{1,2})?(?:(?:[:：]|分)\s*(?P<second>\d{1,2}))?"
    r"(?:\.\d+)?)?"
)
_OFFSET = re.compile(
    r"\s*(?:秒|分)?\s*(?:(?P<utc>Z|UTC|GMT)|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d))?"
)
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_COMPACT = re.compile(r"^(?:19|20)\d{6}$")
_AFTERNOON = frozenset({"下午", "晚上", "晚", "PM"})
_LONGEST = 200


def find_moment(text: str, zone: tzinfo) -> datetime | None:
    """The first date with a year in a text, with its time of day if one stands behind it.

    A moment without an offset is one in `zone`.

    >>> from zoneinfo import ZoneInfo
    >>> find_moment("来源：本报 2026年11月20日 08:00", ZoneInfo("Asia/Shanghai")).isoformat()
    '2026-11-20T08:00:00+08:00'
    """
    for found in _CHINESE.finditer(text):
        moment = _moment(found, text, zone)
        if moment is not None:
            return moment
    return None


def parse_moment(text: str, zone: tzinfo) -> datetime | None:
    """A text that is a date: ISO, RFC 2822, Chinese, or seconds since 1970; `None` for others.

    >>> from datetime import UTC
    >>> parse_moment("Sun, 23 Aug 2026 06:15:28 +0800", UTC).isoformat()
    '2026-08-23T06:15:28+08:00'
    """
    text = text.strip()[:_LONGEST]
    if _EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if _COMPACT.match(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return _in_zone(datetime.fromisoformat(text), zone)
    except ValueError:
        pass
    found = find_moment(text, zone)
    if found is not None:
        return found
    try:
        return _in_zone(parsedate_to_datetime(text), zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _moment(found: "re.Match[str]", text: str, zone: tzinfo) -> datetime | None:
    parts = found.groupdict()
    hour = int(parts["hour"] or 0)
    if parts["half"] in _AFTERNOON and hour < 12:
        hour += 12
    try:
        moment = datetime(
            int(parts["year"]),
            int(parts["month"]),
            int(parts["day"]),
            hour,
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
            tzinfo=zone,
        )
    except ValueError:
        return None
    offset = _OFFSET.match(text, found.end())
    if parts["hour"] and offset and (offset["utc"] or offset["sign"]):
        shift = timedelta(hours=int(offset["hours"] or 0), minutes=int(offset["minutes"] or 0))
        utc = moment.replace(tzinfo=UTC)
        return utc + shift if offset["sign"] == "-" else utc - shift
    return moment


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
