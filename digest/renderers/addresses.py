"""Under which name an edition is kept, and where it can be read."""

import re

from digest.model.editions import Edition


def filename(edition: Edition) -> str:
    """The edition's file name without ending: 2024-03-27-morning."""
    return re.sub(r"[^\w.-]+", "-", edition.id).strip("-.") or edition.day.isoformat()


def fill_address(pattern: str, edition: Edition) -> str:
    """An address with the edition's {date}, {brief} and {number} filled in.

    A pattern that needs a number gives no address for an edition without one.
    """
    values = {
        "{date}": edition.day.isoformat(),
        "{brief}": edition.id.partition("/")[2] or edition.brief,
        "{number}": "" if edition.number is None else str(edition.number),
    }
    if edition.number is None and "{number}" in pattern:
        return ""
    for name, value in values.items():
        pattern = pattern.replace(name, value)
    return pattern
