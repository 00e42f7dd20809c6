"""An edition as a mail: subject, HTML and text, and the files that go with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from digest.model.editions import Edition, Rendition
from digest.protocols import Renderer
from digest.renderers.addresses import filename
from digest.renderers.contacts import mask_contacts
from digest.renderers.head import edition_mark, edition_title, number_line
from digest.renderers.mime import Attachment, write_message
from digest.renderers.templates import TemplateRenderer, find_template

MAIL_TEMPLATE: Final = "mail.html.j2"
_TEXT_TEMPLATE: Final = "mail.txt.j2"
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a mail says, before it has a sender and a reader."""

    subject: str
    html: str
    text: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRenderer:
    """The edition as a complete message but for From, To, Date and Message-ID.

    `attach` are renderers of the forms that go with it as files.
    """

    template: str = MAIL_TEMPLATE
    attach: tuple[Renderer, ...] = ()
    dirs: tuple[Path, ...] = ()
    address: str = ""

    @property
    def format(self) -> str:
        """The form: eml."""
        return "eml"

    def render(self, edition: Edition) -> Rendition:
        """The message as bytes, CRLF, ASCII throughout. Raises ConfigError for a faulty template.

        Whoever sends it puts its own headers before these bytes, or reads them with
        `email.message_from_bytes(body, policy=email.policy.SMTP)` and adds them.
        """
        mail = render_mail(
            edition,
            template=self.template,
            attach=self.attach,
            dirs=self.dirs,
            address=self.address,
        )
        return Rendition(
            format="eml",
            media_type="message/rfc822",
            filename=f"{filename(edition)}.eml",
            body=write_message(
                subject=mail.subject,
                text=mail.text,
                html=mail.html,
                attachments=mail.attachments,
            ),
        )


def render_mail(
    edition: Edition,
    *,
    template: str = MAIL_TEMPLATE,
    attach: Sequence[Renderer] = (),
    dirs: tuple[Path, ...] = (),
    address: str = "",
) -> Mail:
    """The subject, the HTML and text bodies, and the attachments of an edition's mail.

    The text comes from the template of the same name in its text form (mail.txt.j2 beside
    mail.html.j2), else from the packaged one. `address` is where readers find the edition.
    Mobile numbers are masked in the bodies; attached files are what they are elsewhere.
    Raises ConfigError for a faulty template.
    """
    masked = mask_contacts(edition)
    html = TemplateRenderer(template, dirs, address).render(masked).body.decode()
    text_template = find_template(_text_name(template), dirs) or _TEXT_TEMPLATE
    text = TemplateRenderer(text_template, dirs, address)
    return Mail(
        subject=subject_of(edition),
        html=html,
        text=text.render(masked).body.decode(),
        attachments=tuple(_attachment(edition, renderer) for renderer in attach),
    )


def subject_of(edition: Edition) -> str:
    """The mail's subject: 【补发】大同要闻 第86期 2024-03-27 星期三.

    A provider that refuses equal subjects in a row (554 DT:SPM) never sees two.
    """
    parts = [edition_title(edition), number_line(edition).replace(" ", "")]
    parts += [edition.day.isoformat(), edition.day_names.weekday]
    mark = edition_mark(edition)
    return (f"【{mark}】" if mark else "") + " ".join(part for part in parts if part)


def _text_name(template: str) -> str:
    name = template.removesuffix(".j2")
    return f"{name.removesuffix('.html').removesuffix('.htm')}.txt.j2"


def _attachment(edition: Edition, renderer: Renderer) -> Attachment:
    rendition = renderer.render(edition)
    name = f"{edition.header.name or edition.title}-{rendition.filename}"
    return Attachment(
        filename=_UNSAFE.sub("-", name),
        media_type=rendition.media_type.partition(";")[0],
        body=rendition.body,
    )
