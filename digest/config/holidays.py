"""The user's own holidays file: days off and make-up workdays, as dates or ranges of dates.

```yaml
holidays: [2026-10-01..2026-10-07, 2026-12-31]
workdays: [2026-09-27, 2026-10-10]
```
"""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from digest.config.checked import check_tree
from digest.config.parts import Part
from digest.config.values import parse_date, refuse
from digest.config.yaml_tree import read_tree

LONGEST_RANGE = timedelta(days=366)


def load_holidays(path: Path, *, name: str | None = None) -> Mapping[date, bool]:
    """Whether each day the file names is a workday.

    Raises ConfigError or ConfigFileError, with file and line, where it cannot be used.
    """
    tree = read_tree(path, name=name or path.as_posix(), missing_hint=HINT)
    part = check_tree(tree, _HolidaysPart)
    off = {day: False for days in part.holidays for day in days}
    return off | {day: True for days in part.workdays for day in days}


HINT = "write 'holidays: [2026-10-01..2026-10-07]' and 'workdays: [2026-10-10]'"


def _parse_days(value: Any) -> tuple[date, ...]:
    if not isinstance(value, str) or ".." not in value:
        return (parse_date(value),)
    first, last = (parse_date(text.strip()) for text in value.split("..", 1))
    if not first <= last <= first + LONGEST_RANGE:
        raise refuse(f"'{value}' is no range of days", "write the earlier day first")
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


_Days = Annotated[tuple[date, ...], BeforeValidator(_parse_days)]


class _HolidaysPart(Part):
    holidays: list[_Days] = Field(default=[])
    workdays: list[_Days] = Field(default=[])

    @model_validator(mode="after")
    def _each_day_once(self) -> "_HolidaysPart":
        both = {d for days in self.holidays for d in days} & {
            d for days in self.workdays for d in days
        }
        if both:
            raise refuse(f"{min(both)} is both a holiday and a workday")
        return self
