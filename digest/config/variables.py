"""`${VAR}` and `${VAR:-default}` in the values of schedule.yaml."""

import re
from collections.abc import Mapping
from typing import Any

from digest.config.problems import Loc, Problem

REFERENCE = re.compile(r"\$\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?P<default>[^{}]*))?\}")


def expand(
    value: Any, *, environ: Mapping[str, str], loc: Loc = ()
) -> tuple[Any, tuple[Problem, ...]]:
    """The value with every reference replaced, and a problem for each that cannot be.

    A variable that is set but empty counts as unset where a default is given, as in the shell.

    >>> expand("${IN:-inbox}/*.txt", environ={})
    ('inbox/*.txt', ())
    """
    problems: list[Problem] = []
    expanded = _expand(value, environ, loc, problems)
    return expanded, tuple(problems)


def check_references(value: Any, *, loc: Loc = ()) -> tuple[Problem, ...]:
    """A problem for each reference that is badly written; the values are not looked up."""
    if isinstance(value, str):
        left = REFERENCE.sub("", value)
        return (_bad_reference(loc),) if "${" in left else ()
    if isinstance(value, dict):
        items: list[tuple[str | int, Any]] = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    else:
        return ()
    return tuple(
        problem for key, item in items for problem in check_references(item, loc=(*loc, key))
    )


def _expand(value: Any, environ: Mapping[str, str], loc: Loc, problems: list[Problem]) -> Any:
    if isinstance(value, dict):
        return {key: _expand(item, environ, (*loc, key), problems) for key, item in value.items()}
    if isinstance(value, list):
        return [_expand(item, environ, (*loc, i), problems) for i, item in enumerate(value)]
    if not isinstance(value, str) or "${" not in value:
        return value
    problems.extend(check_references(value, loc=loc))

    def look_up(match: re.Match[str]) -> str:
        name, default = match["name"], match["default"]
        found = environ.get(name)
        if default is not None:
            return found or default
        if found is None:
            problems.append(
                Problem(
                    loc=loc,
                    what=f"the environment variable '{name}' is not set",
                    hint=f"set it, or write ${{{name}:-default}}",
                )
            )
            return match[0]
        return found

    return REFERENCE.sub(look_up, value)


def _bad_reference(loc: Loc) -> Problem:
    return Problem(
        loc=loc,
        what="a variable is written ${NAME} or ${NAME:-default}",
        hint="letters, digits and _ in the name, and a closing brace",
    )
