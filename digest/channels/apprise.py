"""The channel for everything Apprise knows: what it says of a delivery is yes or no, nothing more.

Apprise tells whether a service took a request, not what the service made of it: a delivery is
accepted by HTTP only, and a refusal may have been a lost reply.
"""

import logging
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import apprise

from digest.channels.discreet import hide
from digest.errors import ConfigError, DeliveryError
from digest.model.deliveries import Delivery, Receipt
from digest.model.editions import Rendition

ACCEPTED: Final = "accepted by HTTP only"
"""What is known of a delivery that went through."""

LONGEST_TITLE: Final = 60
_FORMATS: Final = {
    "md": apprise.NotifyFormat.MARKDOWN,
    "html": apprise.NotifyFormat.HTML,
}
# Parts of an address this long may be its token.
_TELLING: Final = 5
_LONGEST_REASON: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class AppriseChannel:
    """Hands each delivery to the service at an address such as "ntfy://host/topic"."""

    name: str
    url: str = field(repr=False)
    timeout: float = 60.0

    def __post_init__(self) -> None:
        """Raise ConfigError for an address Apprise does not know."""
        self._service()

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        """Hand the delivery's message over. Raises DeliveryError, which may have been a yes."""
        rendition = next(iter(renditions), None)
        if rendition is None:
            raise DeliveryError(
                "the edition has no such message", temporary=False, where=delivery.recipient
            )
        try:
            text = rendition.body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise DeliveryError(
                "is no text; Apprise sends text only", temporary=False, where=rendition.filename
            ) from error
        first = next((line for line in text.splitlines() if line.strip()), "digest")
        with _listening() as heard:
            is_taken = self._service().notify(
                body=text,
                title=first.replace("*", "").lstrip("#> ").strip()[:LONGEST_TITLE],
                body_format=_FORMATS.get(rendition.format, apprise.NotifyFormat.TEXT),
            )
        if not is_taken:
            raise DeliveryError(
                self._hide("; ".join(heard))[:_LONGEST_REASON] or "was not taken",
                temporary=True,
                where=self.name,
                hint="check the address; Apprise does not say more",
                ambiguous=True,
            )
        return Receipt(reference=ACCEPTED)

    def close(self) -> None:
        """Nothing is held open."""

    def _service(self) -> apprise.NotifyBase:
        with _listening():
            service = apprise.Apprise.instantiate(
                self.url, asset=apprise.AppriseAsset(app_id="digest", secure_logging=True)
            )
        if service is None:
            raise ConfigError(
                "is no address Apprise knows", hint="see https://appriseit.com for what it knows"
            )
        service.socket_connect_timeout = service.socket_read_timeout = self.timeout
        if "overflow=" not in self.url:
            service.overflow_mode = apprise.OverflowMode.SPLIT
        return service

    def _hide(self, text: str) -> str:
        # Where its token stands depends on the service; it may be what looks like the host.
        parts = [part for part in re.split(r"[^\w.-]+", self.url) if len(part) >= _TELLING]
        return " ".join(hide(text, parts).split())


class _Heard(logging.Handler):
    """What Apprise says in this thread; nothing of it is printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is said."""
        if record.thread == self._thread:
            self.lines.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    heard = _Heard()
    logger = logging.getLogger("apprise")
    logger.addHandler(heard)
    try:
        yield heard.lines
    finally:
        logger.removeHandler(heard)
