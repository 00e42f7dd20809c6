"""The forms of an edition by name: what `--format` and schedule.yaml call them."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from digest.errors import UsageError
from digest.model.editions import Edition, Rendition
from digest.protocols import Renderer
from digest.renderers.chat import ChatRenderer
from digest.renderers.contacts import mask_contacts
from digest.renderers.templates import TemplateRenderer, format_of

FORMS: Final[Mapping[str, str]] = {
    "md": "brief.md.j2",
    "html": "brief.html.j2",
    "txt": "brief.txt.j2",
    "mail": "mail.html.j2",
    "jianbao": "jianbao.html.j2",
    "docx": "jianbao.docx.j2",
    "im": "im.md.j2",
    "wechat": "wechat.txt.j2",
    "atom": "feed.atom.j2",
    "json": "",
}
"""Each form's name and the template it is made by; JSON is made by none."""

SUFFIXES: Final[Mapping[str, str]] = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".txt": "txt",
    ".json": "json",
    ".docx": "docx",
    ".eml": "mail",
    ".atom": "atom",
    ".xml": "atom",
}
"""Which form a file of that suffix gets where none is named."""

_ALIASES: Final[Mapping[str, str]] = {
    "markdown": "md",
    "text": "txt",
    "eml": "mail",
    "email": "mail",
    "word": "docx",
    "chat": "im",
    "feed": "atom",
}
# Forms that leave the house; the others are files, which keep every number.
_MASKED: Final = frozenset({"mail.html.j2", "wechat.txt.j2"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedRenderer:
    """Another renderer's form with mobile numbers masked."""

    inner: Renderer

    @property
    def format(self) -> str:
        """The other renderer's form."""
        return self.inner.format

    def render(self, edition: Edition) -> Rendition:
        """The edition without whole mobile numbers."""
        return self.inner.render(mask_contacts(edition))


def form_named(name: str) -> str:
    """The form of that name. Raises UsageError, with a suggestion, where there is none.

    >>> form_named("markdown")
    'md'
    """
    form = _ALIASES.get(name.lower(), name.lower())
    if form not in FORMS:
        names = [*FORMS, *_ALIASES]
        close = difflib.get_close_matches(form, names, n=1)
        hint = f"did you mean '{close[0]}'?" if close else f"one of {', '.join(FORMS)}"
        raise UsageError(f"there is no form '{name}'", hint=hint)
    return form


def is_form(name: str) -> bool:
    """Whether this is a form's name, not a template's."""
    return name.lower() in FORMS or name.lower() in _ALIASES


def check_template(name: str, *, dirs: Sequence[Path] = ()) -> None:
    """Nothing, if the form's or the named template is there and can be compiled.

    Raises ConfigError with file and line where it is missing or has a fault.
    """
    template = FORMS[form_named(name)] if is_form(name) else name
    if template and template != ".json":
        _ = TemplateRenderer(template, tuple(dirs)).loaded


def make_renderer(
    name: str,
    *,
    dirs: Sequence[Path] = (),
    address: str = "",
    attach: Sequence[str] = (),
    max_bytes: int | None = None,
) -> Renderer:
    """The renderer of a form, or of a template named or found by path.

    "docx" and "mail" give whole files; a template's suffix says what it gives, and
    "mail.html.j2" is only the page. `address` is where readers find the edition, `attach` the
    forms that go with a mail, `max_bytes` what a chat program takes in one message.
    Raises ConfigError for a template of no known form, UsageError for an unknown one to attach.
    """
    folders = tuple(dirs)
    form = form_named(name) if is_form(name) else ""
    template = FORMS[form] if form else name
    if form == "json" or name == ".json":
        from digest.renderers.dump import JsonRenderer

        return JsonRenderer()
    if form == "mail":
        from digest.renderers.mail import MailRenderer

        attached = tuple(make_renderer(form_named(each), dirs=folders) for each in attach)
        return MailRenderer(template=template, attach=attached, dirs=folders, address=address)
    suffix = format_of(template)
    if suffix == "docx":
        from digest.renderers.docx import DocxRenderer

        return DocxRenderer(template=template, dirs=folders)
    if suffix == "atom":
        from digest.renderers.atom import AtomRenderer

        return AtomRenderer(template=template, dirs=folders, address=address)
    if Path(template).name.startswith("im."):
        return ChatRenderer(template=template, dirs=folders, address=address, max_bytes=max_bytes)
    renderer = TemplateRenderer(template, folders, address)
    return MaskedRenderer(inner=renderer) if Path(template).name in _MASKED else renderer
