"""The options every command takes, before or after its name."""

import locale
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was said on the command line for all commands."""

    config: Path | None = None
    data_dir: Path | None = None
    templates: Path | None = None
    verbosity: int = 0
    json: bool = False
    lang: str | None = None
    color: bool = True
    debug: bool = False

    @property
    def chinese(self) -> bool:
        """Whether messages are in Chinese: as asked for, else as the locale has it."""
        if self.lang:
            return self.lang == "zh"
        name = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
        return name.lower().startswith(("zh", "chinese"))


def settings() -> Settings:
    """The settings of the command that runs."""
    return _of(click.get_current_context())


def _of(context: click.Context) -> Settings:
    found = context.obj
    return found if isinstance(found, Settings) else Settings()


def _remember(field: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        del parameter
        if value:
            context.obj = replace(_of(context), **{field: value})

    return remember


def _remember_verbosity(step: int) -> Callable[[click.Context, click.Parameter, int], None]:
    def remember(context: click.Context, parameter: click.Parameter, value: int) -> None:
        del parameter
        before = _of(context)
        context.obj = replace(before, verbosity=before.verbosity + step * value)

    return remember


def _forget_color(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    del parameter
    if value or os.environ.get("NO_COLOR"):
        context.obj = replace(_of(context), color=False)
        context.color = False


def _option(*names: str, field: str, **attributes: Any) -> Callable[[F], F]:
    return click.option(*names, callback=_remember(field), expose_value=False, **attributes)


_PATH = click.Path(path_type=Path)
_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _option("-c", "--config", field="config", type=_PATH, help="The schedule.yaml to use."),
    _option("--data-dir", field="data_dir", type=_PATH, help="Where the database is kept."),
    _option("--templates", field="templates", type=_PATH, help="A folder of own templates."),
    click.option(
        "-v", "--verbose", count=True, callback=_remember_verbosity(1), expose_value=False,
        help="Say more on stderr.",
    ),
    click.option(
        "-q", "--quiet", count=True, callback=_remember_verbosity(-1), expose_value=False,
        help="Say less on stderr.",
    ),
    _option("--json", field="json", is_flag=True, help="One JSON document on stdout."),
    _option("--lang", field="lang", type=click.Choice(["zh", "en"]), help="Language of messages."),
    click.option(
        "--no-color", is_flag=True, callback=_forget_color, expose_value=False,
        help="No colours (also NO_COLOR).",
    ),
    _option("--debug", field="debug", is_flag=True, help="Show tracebacks."),
)  # fmt: skip


def accept_settings(command: F) -> F:
    """Give a command the common options; what stands after its name adds to what stood before.

    The command reads them with `settings()`.
    """
    return reduce(lambda decorated, option: option(decorated), reversed(_OPTIONS), command)
