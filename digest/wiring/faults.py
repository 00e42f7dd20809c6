"""What would keep editions from being made although schedule.yaml itself is valid: its files."""

import difflib
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from digest.config.channels import RELATIVE_HINT
from digest.config.holidays import load_holidays
from digest.config.manifest import MANIFEST, load_manifest
from digest.config.problems import ConfigFileError, Loc, path_of
from digest.config.schedule import Schedule, SourceType
from digest.errors import ConfigError, DigestError, InputError, UsageError
from digest.plugins import resolve_method
from digest.renderers.forms import check_template
from digest.sources.folder import find_files
from digest.wiring.outlets import Outlets
from digest.wiring.topic_files import read_topic_model

_CLOSE_NAMES = 0.6


def find_faults(schedule: Schedule, outlets: Outlets) -> tuple[DigestError, ...]:
    """Every fault, in the order of lines: an unknown method, a missing file, a faulty template.

    What stands in another file is told with that file's line.
    """
    faults = [
        *_method_faults(schedule),
        *_holiday_faults(schedule),
        *_topic_faults(schedule),
        *_manifest_faults(schedule),
        *_template_faults(schedule, outlets),
    ]
    try:
        outlets.channels(clock=lambda: datetime.now(UTC))
    except ConfigFileError as error:
        faults += error.errors
    return tuple(dict.fromkeys(faults))


def own_days(schedule: Schedule) -> Mapping[date, bool]:
    """Whether each day of the holidays file is a workday; none without one.

    Raises ConfigError, with the line that names the file or the line in it.
    """
    path = schedule.calendar.holidays_file
    if path is None:
        return {}
    check_file(schedule, path, "calendar", "holidays_file")
    return load_holidays(path, name=_shown(schedule, path))


def check_file(schedule: Schedule, path: Path, *loc: str | int) -> None:
    """Nothing, if a file that schedule.yaml names is there.

    Raises ConfigError, with the line that names it and the name that may be meant.
    """
    if path.is_file():
        return
    what = "is a folder, not a file" if path.is_dir() else "no such file"
    raise ConfigError(
        f"{_shown(schedule, path)}: {what}", where=_place(schedule, loc), hint=_near_name(path)
    )


def _method_faults(schedule: Schedule) -> Iterator[DigestError]:
    try:
        resolve_method(schedule.summary.method)
    except UsageError as error:
        where = _place(schedule, ("summary", "method"))
        yield ConfigError(error.what, where=where, hint=error.hint)


def _holiday_faults(schedule: Schedule) -> Iterator[DigestError]:
    try:
        own_days(schedule)
    except ConfigFileError as error:
        yield from error.errors
    except ConfigError as error:
        yield error


def _topic_faults(schedule: Schedule) -> Iterator[DigestError]:
    path = schedule.topics
    if path is None:
        return
    try:
        check_file(schedule, path, "topics")
        read_topic_model(path)
    except ConfigError as error:
        hint = "'digest train sections' makes one of labelled articles"
        is_near = error.hint != RELATIVE_HINT
        yield ConfigError(error.what, where=error.where, hint=error.hint if is_near else hint)
    except InputError as error:
        what = f"{_shown(schedule, path)}: {error.what}"
        yield ConfigError(what, where=_place(schedule, ("topics",)), hint=error.hint)


def _manifest_faults(schedule: Schedule) -> Iterator[DigestError]:
    for loc, path in _manifests(schedule):
        name = _shown(schedule, path)
        try:
            check_file(schedule, path, *loc)
            load_manifest(path, name=name)
        except ConfigFileError as error:
            yield from error.errors
        except ConfigError as error:
            yield error


def _manifests(schedule: Schedule) -> Iterator[tuple[Loc, Path]]:
    """The manifests that are named, and those beside the files there are now."""
    for source in schedule.sources:
        if source.manifest is not None:
            yield ("sources", source.name, "manifest"), source.manifest
        elif source.type is SourceType.FILES:
            try:
                files = find_files(source.path, base=schedule.folder)
            except InputError:
                continue  # told as a warning: files may come later
            for folder in dict.fromkeys((schedule.folder / file).parent for file in files):
                if (folder / MANIFEST).is_file():
                    yield ("sources", source.name), folder / MANIFEST


def _template_faults(schedule: Schedule, outlets: Outlets) -> Iterator[DigestError]:
    for plan in schedule.briefs:
        for index, output in enumerate(plan.outputs):
            try:
                check_template(output.template, dirs=outlets.dirs)
                outlets.renderer(output)
            except ConfigError as error:
                where = _place(schedule, ("briefs", plan.name, "outputs", index, "template"))
                if error.where != output.template:  # a line of the template
                    where = error.where.removeprefix(f"{schedule.folder}{os.sep}")
                yield ConfigError(error.what, where=where, hint=error.hint)


def _place(schedule: Schedule, loc: Loc) -> str:
    return f"{schedule.where(*loc)}: {path_of(loc)}"


def _shown(schedule: Schedule, path: Path) -> str:
    """The file as it stands in schedule.yaml."""
    inside = path.is_relative_to(schedule.folder)
    return (path.relative_to(schedule.folder) if inside else path).as_posix()


def _near_name(path: Path) -> str:
    try:
        names = sorted(each.name for each in path.parent.iterdir())
    except OSError:
        return ""
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=_CLOSE_NAMES)
    return f"did you mean '{near[0]}'?" if near else RELATIVE_HINT
