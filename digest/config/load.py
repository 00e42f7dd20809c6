"""Reads schedule.yaml; every message has file and line, and all errors come at once."""

import difflib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from digest.config.channel_schema import CHANNEL_PARTS, is_open
from digest.config.checked import find_problems
from digest.config.convert import (
    alert_config,
    brief_plan,
    calendar_config,
    network_config,
    recipients_of,
    source_config,
    summary_plan,
)
from digest.config.explain import explain
from digest.config.problems import ConfigFileError, Problem, suggest
from digest.config.schedule import ChannelConfig, Schedule
from digest.config.schema import Known, SchedulePart
from digest.config.variables import check_references, expand
from digest.config.yaml_tree import Tree, read_tree

MISSING_HINT = "'digest init' writes a commented schedule.yaml to start from"


def load_schedule(
    path: Path,
    *,
    name: str | None = None,
    environ: Mapping[str, str],
    check_cron: Callable[[str], object],
) -> Schedule:
    """The schedule a file holds. `name` is the file as the user wrote it.

    `check_cron` raises a DigestError for a bad crontab expression. Raises ConfigError where the
    file cannot be read, ConfigFileError with all of its errors where it is not valid.
    """
    tree = read_tree(path, name=name or str(path), missing_hint=MISSING_HINT)
    value, problems = _expanded(tree.value, environ)
    kinds = _channel_kinds(value)
    channels, channel_problems, warnings = _channels(value, kinds, tree)
    briefs = _mapping(value, "briefs")
    known = Known(
        sources=_names(value, "sources"),
        channels=None if _names(value, "channels") is None else kinds,
        recipients=_names(value, "recipients"),
        briefs=frozenset(briefs),
        digests=frozenset(n for n, b in briefs.items() if isinstance(b, dict) and "editions" in b),
        check_cron=check_cron,
    )
    part, findings = find_problems(tree, SchedulePart, value, context=known)
    findings += [*problems, *channel_problems]
    if part is not None:
        findings += _shared_paths(part)
    if part is None or findings:
        ordered = sorted(findings, key=tree.line_of)
        raise ConfigFileError([tree.error(problem) for problem in ordered])
    return _schedule(part, path=path, tree=tree, channels=channels, warnings=warnings)


def _schedule(
    part: SchedulePart,
    *,
    path: Path,
    tree: Tree,
    channels: tuple[ChannelConfig, ...],
    warnings: tuple[str, ...],
) -> Schedule:
    summary = summary_plan(part.summary)
    folder = path.parent
    return Schedule(
        path=path,
        name=tree.name,
        timezone=ZoneInfo(part.timezone),
        calendar=calendar_config(part.calendar, folder=folder),
        network=network_config(part.network),
        sources=tuple(source_config(n, s, folder=folder) for n, s in part.sources.items()),
        summary=summary,
        briefs=tuple(brief_plan(n, b, summary=summary) for n, b in part.briefs.items()),
        channels=channels,
        recipients={n: recipients_of(group) for n, group in part.recipients.items()},
        on_failure=alert_config(part.on_failure),
        topics=None if part.topics is None else path.parent / part.topics,
        warnings=warnings,
        lines=tree.lines,
    )


def _expanded(value: dict[str, Any], environ: Mapping[str, str]) -> tuple[Any, list[Problem]]:
    """All values with their variables replaced, those of channels excepted.

    A channel's variables are looked up when it is used: a schedule without its secrets can be
    checked and its files written.
    """
    rest = {key: item for key, item in value.items() if key != "channels"}
    expanded, problems = expand(rest, environ=environ)
    if "channels" not in value:
        return expanded, list(problems)
    channels = value["channels"]
    unlooked = check_references(channels, loc=("channels",))
    return expanded | {"channels": channels}, [*problems, *unlooked]


def _mapping(value: dict[str, Any], key: str) -> dict[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _names(value: dict[str, Any], key: str) -> frozenset[str] | None:
    """The names that are defined; `None` where that part is wrong itself, which is told once."""
    if isinstance(value.get(key), dict):
        return frozenset(value[key])
    is_misspelled = bool(difflib.get_close_matches(key, map(str, value), n=1))
    return None if key == "sources" or is_misspelled else frozenset()


def _channel_kinds(value: dict[str, Any]) -> dict[str, str]:
    return {
        name: str(channel.get("kind", name)) if isinstance(channel, dict) else name
        for name, channel in _mapping(value, "channels").items()
    }


def _channels(
    value: dict[str, Any], kinds: Mapping[str, str], tree: Tree
) -> tuple[tuple[ChannelConfig, ...], list[Problem], tuple[str, ...]]:
    configs: list[ChannelConfig] = []
    problems: list[Problem] = []
    warnings: list[str] = []
    for name, channel in _mapping(value, "channels").items():
        loc = ("channels", name)
        kind = kinds[name]
        if not isinstance(channel, dict):
            continue
        if kind not in CHANNEL_PARTS:
            what = f"there is no channel kind '{kind}'"
            problems.append(Problem(loc=loc, what=what, hint=suggest(kind, CHANNEL_PARTS)))
        else:
            try:
                CHANNEL_PARTS[kind].model_validate({**channel, "kind": kind})
            except ValidationError as error:
                problems += explain(error, CHANNEL_PARTS[kind], loc=loc)
            configs.append(ChannelConfig(name=name, kind=kind, settings=channel))
        for key in CHANNEL_PARTS[kind].secrets if kind in CHANNEL_PARTS else ():
            secret = channel.get(key)
            if isinstance(secret, str) and not is_open(secret):
                place = f"{tree.name}:{tree.line((*loc, key))}"
                warnings.append(f"{place}: a {key} stands in the file; write ${{NAME}} instead")
    return tuple(configs), problems, tuple(warnings)


def _shared_paths(part: SchedulePart) -> list[Problem]:
    """Outputs of different briefs that would overwrite each other."""
    problems: list[Problem] = []
    first: dict[str, str] = {}
    for name, brief in part.briefs.items():
        for index, output in enumerate(brief.outputs):
            path = output.path
            if path is None:
                continue
            other = first.setdefault(path, name)
            if other != name and "{brief}" not in path:
                loc = ("briefs", name, "outputs", index, "path")
                what = f"the brief '{other}' is written to '{path}' too"
                problems.append(Problem(loc=loc, what=what, hint="put {brief} into the path"))
    return problems
