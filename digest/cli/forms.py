"""Editions written in the forms that were asked for."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from digest.cli.options import settings
from digest.cli.output import print_json, say
from digest.errors import DigestError, UsageError
from digest.model.editions import Edition, Rendition
from digest.protocols import Renderer

F = TypeVar("F", bound=Callable[..., Any])

_STDOUT_FORM = "md"
_FOLDER_FORMS = ("md", "html")
_BINARY = frozenset({"docx"})


def accept_forms(command: F) -> F:
    """Give a command `-t/--template` and `-f/--format`, as `chosen` and `formats`."""
    template = click.option(
        "-t", "--template", "chosen", multiple=True, help="An own template: name or path."
    )
    form = click.option(
        "-f",
        "--format",
        "formats",
        multiple=True,
        callback=_check_forms,
        metavar="FORM",
        help="A form: md html txt mail jianbao docx im wechat atom json.",
    )
    return template(form(command))


def is_folder(output: str) -> bool:
    """Whether an output names a folder: an existing one, or a name without suffix."""
    path = Path(output)
    return output.endswith(("/", os.sep)) or path.is_dir() or not path.suffix


def write_editions(
    editions: Sequence[Edition], *, forms: Sequence[str], outputs: Sequence[str]
) -> None:
    """Write editions to files and folders, or print them where no output is named.

    `forms` are names of forms, or templates by name or path. A folder gets every edition in
    every form, named by its date, and an index; a file gets them in the form of its suffix.
    Raises UsageError for several editions into one file, ConfigError for a template that cannot
    be used.
    """
    if not outputs:
        print_editions(editions, forms)
    for output in outputs:
        if is_folder(output):
            _write_folder(editions, Path(output), forms)
        else:
            _write_file(editions, Path(output), forms)
    if outputs and settings().json:
        _print_as_json(editions)


def print_editions(editions: Sequence[Edition], forms: Sequence[str]) -> None:
    """Editions on stdout in these forms, or as JSON where that was asked for."""
    if settings().json:
        _print_as_json(editions)
        return
    for form in forms or (_STDOUT_FORM,):
        renderer = _renderer(form)
        if renderer.format in _BINARY and sys.stdout.isatty():
            raise UsageError("a Word file is not for the terminal", hint="-o NAME.docx")
        for rendition in _render(renderer, editions):
            if renderer.format in _BINARY:
                click.echo(rendition.body, nl=False)
            else:
                click.echo(rendition.body.decode(), nl=False)


def _check_forms(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    del context, parameter
    if not value:
        return ()
    from digest.renderers.forms import form_named

    return tuple(form_named(name) for name in value)


def _print_as_json(editions: Sequence[Edition]) -> None:
    from digest.model.contracts import edition_json

    print_json([edition_json(edition) for edition in editions])


def _render(renderer: Renderer, editions: Sequence[Edition]) -> tuple[Rendition, ...]:
    """A rendition for each edition; a feed is one of all."""
    from digest.renderers.atom import AtomRenderer

    if isinstance(renderer, AtomRenderer):
        return (renderer.render_all(editions),) if editions else ()
    return tuple(renderer.render(edition) for edition in editions)


def _write_folder(editions: Sequence[Edition], folder: Path, forms: Sequence[str]) -> None:
    from digest.renderers.index import render_index

    files: list[list[str]] = [[] for _ in editions]
    names = _names(forms or _FOLDER_FORMS)
    for form, name in names.items():
        renditions = _render(_renderer(form), editions)
        if renditions and renditions[0].format == "atom":
            _write(folder / renditions[0].filename, renditions[0].body)
            continue
        for place, (edition, rendition) in enumerate(zip(editions, renditions, strict=True)):
            file = name.format(edition.day.isoformat())
            _write(folder / file, rendition.body)
            files[place].append(file)
    for index in render_index(editions, files=files, dirs=_template_dirs()):
        _write(folder / index.filename, index.body)


def _names(forms: Sequence[str]) -> dict[str, str]:
    """Each form with the pattern of its files' names; two forms never share one."""
    names: dict[str, str] = {}
    for form in forms:
        suffix = _renderer(form).format
        stem = Path(form).name.partition(".")[0]
        plain = f"{{}}.{suffix}"
        is_main = form == suffix or stem in {"brief", suffix} or _is_alone(form, suffix, forms)
        name = plain if is_main else f"{{}}-{stem}.{suffix}"
        while name in names.values():
            name = name.replace(f".{suffix}", f"-{stem}.{suffix}")
        names[form] = name
    return names


def _is_alone(form: str, suffix: str, forms: Sequence[str]) -> bool:
    return not any(_renderer(other).format == suffix for other in forms if other != form)


def _write_file(editions: Sequence[Edition], path: Path, forms: Sequence[str]) -> None:
    renderer = _renderer(_form_for(path, forms))
    if len(editions) != 1 and renderer.format != "atom":
        raise UsageError(
            f"{len(editions)} editions do not go into one file: {path}",
            hint="name a folder, or one day with --date",
        )
    for rendition in _render(renderer, editions):
        _write(path, rendition.body)


def _form_for(path: Path, forms: Sequence[str]) -> str:
    from digest.renderers.forms import SUFFIXES

    suffix = path.suffix.lower()
    wanted = SUFFIXES.get(suffix)
    if wanted is None:
        raise UsageError(f"no form is known for {suffix}: {path}", hint=f"{' '.join(SUFFIXES)}")
    form_of_suffix = _renderer(wanted).format
    for form in forms:
        if _renderer(form).format == form_of_suffix:
            return form
    if forms and wanted != "json":
        raise UsageError(
            f"none of the forms gives a {suffix} file: {path}", hint=f"--format {wanted}"
        )
    return wanted


def _renderer(form: str) -> Renderer:
    from digest.renderers.forms import make_renderer

    return make_renderer(form, dirs=_template_dirs())


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
