"""The names of the files an edition is written to."""

import re

from digest.errors import ConfigError
from digest.model.editions import Edition

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def output_path(pattern: str, *, edition: Edition) -> str:
    """A path with {date}, {brief} and {number} filled in.

    {brief} is the edition's own name, with its time of day where there are several a day, so
    that two editions of one day have two names.
    """
    values = {
        "date": edition.day.isoformat(),
        "brief": str(edition.id).partition("/")[2],
    }
    if edition.number is not None:
        values["number"] = str(edition.number)

    def fill(match: re.Match[str]) -> str:
        if match[1] not in values:
            what = f"there is nothing to put for '{match[0]}'"
            raise ConfigError(what, where=pattern, hint=f"known: {', '.join(values)}")
        return values[match[1]]

    return _PLACEHOLDER.sub(fill, pattern)
