"""A channel as it is used: its variables looked up, its secrets read from their files."""

from collections.abc import Mapping
from pathlib import Path
from ssl import SSLError, create_default_context
from typing import Any

from pydantic import ValidationError

from digest.config.channel_schema import CHANNEL_PARTS, ChannelPart
from digest.config.explain import explain
from digest.config.problems import ConfigFileError, Problem, path_of
from digest.config.schedule import ChannelConfig, Schedule
from digest.config.variables import expand
from digest.errors import ConfigError

_FILE = "_file"
RELATIVE_HINT = "a relative path begins where schedule.yaml stands"


def settle_channel(
    config: ChannelConfig, *, schedule: Schedule, environ: Mapping[str, str]
) -> ChannelPart:
    """The channel's settings with nothing left to look up; secrets stand where files were named.

    Raises ConfigFileError for a variable that is not set, a file that cannot be read, and for
    whatever is wrong with the values now that they are known.
    """
    base = ("channels", config.name)
    value, problems = expand(dict(config.settings), environ=environ, loc=base)
    found = list(problems)
    part_type = CHANNEL_PARTS[config.kind]
    if not found:
        value, found = _with_secrets(value, part_type, folder=schedule.folder, base=base)
    if not found:
        found = _certificate_problems(value, folder=schedule.folder, base=base)
    if not found:
        try:
            return part_type.model_validate({**value, "kind": config.kind})
        except ValidationError as error:
            found = explain(error, part_type, loc=base)
    raise ConfigFileError([_error(problem, schedule) for problem in found])


def _with_secrets(
    value: dict[str, Any], part: type[ChannelPart], *, folder: Path, base: tuple[str, ...]
) -> tuple[dict[str, Any], list[Problem]]:
    problems: list[Problem] = []
    read = dict(value)
    for key in part.secrets:
        name = read.pop(key + _FILE, None)
        if name is None:
            continue
        if key in value:
            read[key + _FILE] = name  # both are given: the model says so
            continue
        loc = (*base, key + _FILE)
        try:
            text = (folder / str(name)).read_text(encoding="utf-8-sig").strip()
        except (OSError, UnicodeDecodeError, ValueError) as error:
            told = getattr(error, "strerror", None) or "is no text"
            problems.append(
                Problem(loc=loc, what=f"cannot be read: {name}: {told}", hint=RELATIVE_HINT)
            )
            continue
        if not text:
            problems.append(Problem(loc=loc, what=f"is empty: {name}"))
        read[key] = text
    return read, problems


def _certificate_problems(
    value: dict[str, Any], *, folder: Path, base: tuple[str, ...]
) -> list[Problem]:
    name, loc = value.get("ca_file"), (*base, "ca_file")
    if not isinstance(name, str):
        return []
    try:
        create_default_context(cafile=folder / name)
    except SSLError:
        return [Problem(loc=loc, what=f"holds no certificate: {name}", hint="a file of PEM")]
    except OSError as error:
        what = f"cannot be read: {name}: {error.strerror}"
        return [Problem(loc=loc, what=what, hint=RELATIVE_HINT)]
    return []


def _error(problem: Problem, schedule: Schedule) -> ConfigError:
    where = f"{schedule.where(*problem.loc)}: {path_of(problem.loc)}"
    return ConfigError(problem.what, where=where, hint=problem.hint)
