"""Editions through Jinja2 templates: sandboxed, strict, article text escaped for the form."""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from digest.errors import ConfigError
from digest.model.editions import Edition, Rendition
from digest.renderers import escape
from digest.renderers.addresses import filename
from digest.renderers.context import CONTEXT, SECTION, context
from digest.renderers.stories import STORY

MEDIA_TYPES: Final = {
    "md": "text/markdown",
    "html": "text/html",
    "txt": "text/plain",
    "docx": "application/xml",
    "atom": "application/atom+xml",
}

_SUFFIXES: Final = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".txt": "txt",
    ".docx": "docx",
    ".atom": "atom",
}
_UNDEFINED: Final = re.compile(r"'(?:.* object' has no attribute ')?(?P<name>\w+)'")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
# What an expression in a template may raise besides Jinja's own errors.
_FAULTS: Final = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


def packaged_templates() -> Path:
    """The templates that come with the program.

    In the wheel they stand in the package; an editable checkout has them beside it.
    """
    package = Path(__file__).resolve().parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def find_template(name: str, dirs: Sequence[Path] = ()) -> str | None:
    """The name again if there is such a template: a path, in `dirs` or packaged; else `None`."""
    places = (Path(), *dirs, packaged_templates())
    return name if any((place / name).is_file() for place in places) else None


def read_beside(name: str, dirs: Sequence[Path] = ()) -> str:
    """The text of a file that stands beside the templates, the first one found.

    Raises ConfigError where there is none or it is not UTF-8.
    """
    for folder in (*dirs, packaged_templates()):
        try:
            return (folder / name).read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError):
            continue
        except UnicodeDecodeError as error:
            raise ConfigError("is not UTF-8", where=str(folder / name)) from error
    raise ConfigError("there is no such file among the templates", where=name)


def format_of(template: str) -> str:
    """The form a template gives, by its suffix: brief.md.j2 gives "md".

    Raises ConfigError for a suffix that is not known.
    """
    name = Path(template.removesuffix(".j2"))
    try:
        return _SUFFIXES[name.suffix.lower()]
    except KeyError:
        raise ConfigError(
            f"the template's form is not known from '{name.suffix or name.name}'",
            where=template,
            hint="name it NAME.md.j2, NAME.html.j2, NAME.txt.j2 or NAME.docx.j2",
        ) from None


@dataclass(frozen=True)
class TemplateRenderer:
    """Renders editions through one template, found by path or by name.

    A name is looked up in `dirs`, in their order, and then among the packaged templates;
    `digest/NAME` names the packaged one, so that an own brief.html.j2 can extend it. `address`
    says where readers find the edition, with {date}, {brief} and {number} to be filled in.
    `form` is how values are escaped where it is not the form that the suffix says.
    """

    template: str
    dirs: tuple[Path, ...] = ()
    address: str = ""
    form: str = ""

    @property
    def format(self) -> str:
        """The form: md, html or txt."""
        return format_of(self.template)

    def render(self, edition: Edition) -> Rendition:
        """The edition in this form, UTF-8. Raises ConfigError for a faulty template."""
        return Rendition(
            format=self.format,
            media_type=f"{MEDIA_TYPES[self.format]}; charset=utf-8",
            filename=f"{filename(edition)}.{self.format}",
            body=self.fill(context(edition, address=self.address)).encode(),
        )

    def fill(self, values: dict[str, Any]) -> str:
        """The template with these values. Raises ConfigError for a faulty template."""
        template = self.loaded
        try:
            return _tidy(template.render(values), self.form or self.format)
        except TemplateSyntaxError as error:
            raise _syntax_error(error) from error
        except TemplateNotFound as error:
            raise self._not_found(str(error.name or "")) from error
        except _FAULTS as error:
            raise ConfigError(
                f"{error}",
                where=_place_in_template(error.__traceback__) or self.template,
                hint=_name_hint(str(error)),
            ) from error

    @cached_property
    def loaded(self) -> Template:
        """The template, compiled. Raises ConfigError where it is missing or has a fault."""
        path = Path(self.template)
        is_path = len(path.parts) > 1 or (path.is_file() and not self._is_known(path.name))
        if is_path and not path.is_file() and not self.template.startswith("digest/"):
            raise ConfigError(f"there is no template '{self.template}'", where=self.template)
        own_dir = (path.resolve().parent,) if is_path and path.is_file() else ()
        name = path.name if own_dir else self.template
        environment = make_environment(self.form or self.format, (*own_dir, *self.dirs))
        try:
            return environment.get_template(name)
        except TemplateSyntaxError as error:
            raise _syntax_error(error) from error
        except TemplateNotFound as error:
            raise self._not_found(str(error.name or name)) from error
        except UnicodeDecodeError as error:
            raise ConfigError("the template is not UTF-8", where=self.template) from error

    def _is_known(self, name: str) -> bool:
        return any((folder / name).is_file() for folder in (*self.dirs, packaged_templates()))

    def _not_found(self, name: str) -> ConfigError:
        names = sorted(
            path.name
            for folder in (*self.dirs, packaged_templates())
            if folder.is_dir()
            for path in folder.glob("*.j2")
        )
        close = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean '{close[0]}'?" if close else f"there are {', '.join(names)}"
        return ConfigError(f"there is no template '{name}'", where=self.template, hint=hint)


@lru_cache(maxsize=16)
def make_environment(form: str, dirs: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """A Jinja2 environment for one form: what a template prints is escaped for it.

    It is kept, with the templates it has compiled; one whose file changes is compiled anew.
    """
    packaged = FileSystemLoader(packaged_templates())
    loaders: list[BaseLoader] = [FileSystemLoader(folder) for folder in dirs]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*loaders, packaged, PrefixLoader({"digest": packaged})]),
        # In every form a macro or a block gives Markup, so that nothing is escaped twice.
        autoescape=True,
        finalize=_FINALIZE[form],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["link"] = _LINK[form]
    environment.globals["web"] = _web
    environment.filters["within"] = escape.within
    return environment


def _finalize_html(value: Any) -> Any:
    if isinstance(value, StrictUndefined):
        return value
    return escape.without_controls(value) if isinstance(value, Markup) else escape.plain(value)


def _finalize_markdown(value: Any) -> Any:
    if isinstance(value, StrictUndefined | Markup):
        return value
    return Markup(escape.markdown(value))  # noqa: S704  # escaped for its form


def _finalize_text(value: Any) -> Any:
    if isinstance(value, StrictUndefined | Markup):
        return value
    return Markup(escape.plain(value))  # noqa: S704  # a text form has no markup


def _finalize_chat(value: Any) -> Any:
    if isinstance(value, StrictUndefined | Markup):
        return value
    return Markup(escape.chat(value))  # noqa: S704  # escaped for its form


def _web(address: str) -> str:
    return escape.safe_address(address) or ""


_FINALIZE: Final[dict[str, Callable[[Any], Any]]] = {
    "md": _finalize_markdown,
    "html": _finalize_html,
    "txt": _finalize_text,
    "chat": _finalize_chat,
    "docx": _finalize_html,
    "atom": _finalize_html,
}
_LINK: Final[dict[str, Callable[[str, str], Markup]]] = {
    "md": escape.markdown_link,
    "html": escape.html_link,
    "txt": escape.text_link,
    "chat": escape.chat_link,
    "docx": escape.text_link,
    "atom": escape.html_link,
}


def _name_hint(message: str) -> str:
    """Which name was probably meant, where a name is not defined."""
    match = _UNDEFINED.match(message)
    if match is None:
        return ""
    close = difflib.get_close_matches(match["name"], [*CONTEXT, *STORY, *SECTION], n=1)
    return f"did you mean '{close[0]}'?" if close else f"there are {', '.join(CONTEXT)}"


def _tidy(text: str, form: str) -> str:
    """The text without trailing spaces and with single blank lines; markup stays as it is."""
    if form not in {"md", "txt", "chat"}:
        return text
    lines = "\n".join(line.rstrip(" \t\u3000") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip("\n") + "\n"


def _syntax_error(error: TemplateSyntaxError) -> ConfigError:
    return ConfigError(
        error.message or "the template has a fault",
        where=f"{error.filename or error.name}:{error.lineno}",
    )


def _place_in_template(traceback: TracebackType | None) -> str | None:
    """File and line of the innermost template that an error passed through.

    Jinja2 rewrites tracebacks so that template frames bear the template's file and line.
    """
    place = None
    while traceback is not None:
        frame = traceback.tb_frame
        if "__jinja_exception__" in frame.f_globals:
            place = f"{frame.f_code.co_filename}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
