"""Editions written in the forms that were asked for."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from digest.cli.options import settings
from digest.cli.output import print_json, say
from digest.errors import DigestError, UsageError
from digest.model.editions import Edition
from digest.protocols import Renderer

_STDOUT_TEMPLATE = "brief.md.j2"
_FOLDER_TEMPLATES = ("brief.md.j2", "brief.html.j2")


def is_folder(output: str) -> bool:
    """Whether an output names a folder: an existing one, or a name without suffix."""
    path = Path(output)
    return output.endswith(("/", os.sep)) or path.is_dir() or not path.suffix


def write_editions(
    editions: Sequence[Edition], *, templates: Sequence[str], outputs: Sequence[str]
) -> None:
    """Write editions to files and folders, or print them where no output is named.

    A folder gets every edition in every form, named by its date, and an index; a file gets them
    in the form of its suffix. Raises UsageError for several editions into one file, ConfigError
    for a template that cannot be used.
    """
    if not outputs:
        print_editions(editions, templates)
    for output in outputs:
        if is_folder(output):
            _write_folder(editions, Path(output), templates)
        else:
            _write_file(editions, Path(output), templates)
    if outputs and settings().json:
        _print_as_json(editions)


def print_editions(editions: Sequence[Edition], templates: Sequence[str]) -> None:
    """Editions on stdout: through these templates, or as JSON where that was asked for."""
    if settings().json:
        _print_as_json(editions)
        return
    for template in templates or (_STDOUT_TEMPLATE,):
        renderer = _renderer(template)
        for edition in editions:
            click.echo(renderer.render(edition).body.decode(), nl=False)


def _print_as_json(editions: Sequence[Edition]) -> None:
    from digest.model.contracts import edition_json

    print_json([edition_json(edition) for edition in editions])


def _write_folder(editions: Sequence[Edition], folder: Path, templates: Sequence[str]) -> None:
    from digest.renderers.index import render_index

    forms: list[list[str]] = []
    for edition in editions:
        names: list[str] = []
        for template in templates or _FOLDER_TEMPLATES:
            rendition = _renderer(template).render(edition)
            name = f"{edition.day.isoformat()}.{rendition.format}"
            _write(folder / name, rendition.body)
            names.append(name)
        forms.append(names)
    for index in render_index(editions, files=forms, dirs=_template_dirs()):
        _write(folder / index.filename, index.body)


def _write_file(editions: Sequence[Edition], path: Path, templates: Sequence[str]) -> None:
    if len(editions) != 1:
        raise UsageError(
            f"{len(editions)} editions do not go into one file: {path}",
            hint="name a folder, or one day with --date",
        )
    renderer = _renderer(_template_for(path, templates))
    _write(path, renderer.render(editions[0]).body)


def _template_for(path: Path, templates: Sequence[str]) -> str:
    suffix = path.suffix.lower()
    for template in templates:
        if Path(template.removesuffix(".j2")).suffix.lower() == suffix:
            return template
    if templates and suffix != ".json":
        raise UsageError(
            f"none of the templates gives a {suffix} file: {path}",
            hint=f"-t NAME{suffix}.j2",
        )
    return f"brief{suffix}.j2" if suffix != ".json" else ".json"


def _renderer(template: str) -> Renderer:
    from digest.wiring.briefs import make_renderer

    return make_renderer(template, dirs=_template_dirs())


def _template_dirs() -> tuple[Path, ...]:
    chosen = settings().templates
    return (chosen,) if chosen else ()


def _write(path: Path, body: bytes) -> None:
    from digest.channels.folder import write_whole

    try:
        write_whole(path, body)
    except OSError as error:
        raise DigestError(f"cannot be written: {error.strerror}", where=str(path)) from error
    say(f"已写出 {path}", f"wrote {path}")
