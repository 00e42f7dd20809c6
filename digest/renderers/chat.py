"""An edition as a message of a chat program: whole where there is room, else its headlines."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from digest.model.editions import Edition, Rendition
from digest.renderers.addresses import filename
from digest.renderers.contacts import mask_contacts
from digest.renderers.context import context
from digest.renderers.templates import MEDIA_TYPES, TemplateRenderer, format_of

CHAT_TEMPLATE: Final = "im.md.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRenderer:
    """The edition as Markdown for 企业微信, 钉钉 and 飞书.

    What is longer than `max_bytes` becomes headlines and a link to `address`; without an address
    it stays whole, to be sent in several messages. Items are parted by blank lines.
    """

    template: str = CHAT_TEMPLATE
    dirs: tuple[Path, ...] = ()
    address: str = ""
    max_bytes: int | None = None

    @property
    def format(self) -> str:
        """The form: that of the template."""
        return format_of(self.template)

    def render(self, edition: Edition) -> Rendition:
        """The message, UTF-8. Raises ConfigError for a faulty template."""
        masked = mask_contacts(edition)
        template = TemplateRenderer(self.template, self.dirs, form="chat")
        body = template.fill(context(masked, address=self.address)).encode()
        too_long = self.max_bytes is not None and len(body) > self.max_bytes
        if too_long and self.address:
            body = template.fill(context(masked, address=self.address, short=True)).encode()
        return Rendition(
            format=self.format,
            media_type=f"{MEDIA_TYPES[self.format]}; charset=utf-8",
            filename=f"{filename(edition)}.{self.format}",
            body=body,
        )
