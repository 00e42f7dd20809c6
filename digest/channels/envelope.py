"""What a rendered mail needs before it can go: sender, reader, date, and the headers of a list."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parseaddr
from functools import cache
from typing import Final
from urllib.parse import quote

from digest.errors import ConfigError, DeliveryError
from digest.model.deliveries import Delivery
from digest.text.mail_header import clean_header, encode_header

_SLOT_ENDING: Final = re.compile(r"-[0-9]{4}$")
_ADDRESS: Final = re.compile(r"[^@\s<>,;:\"()\[\]\\\x00-\x1f\x7f]+@[^@\s<>,;:\"()\\\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who a mail is from. `unsubscribe` is where a reader leaves the list: mailto: or https:.

    An https address may hold `{mail}`, the reader's own; only such a one is one-click (RFC 8058).
    """

    name: str
    address: str
    unsubscribe: str = ""

    @property
    def domain(self) -> str:
        """The part after the @, as the network knows it."""
        return _ascii_domain(self.address.rpartition("@")[2])


def parse_sender(text: str, *, unsubscribe: str = "") -> Sender:
    """The sender in "简报 <brief@example.com>". Raises ConfigError where there is no address."""
    name, address = parseaddr(text)
    if not _ADDRESS.fullmatch(address) or not address.isascii():
        raise ConfigError(
            f"'{text}' has no mail address", hint='write it as "简报 <brief@example.com>"'
        )
    return Sender(name=name, address=address, unsubscribe=unsubscribe)


def seal(body: bytes, *, sender: Sender, delivery: Delivery, now: datetime) -> bytes:
    """The message as it goes over the wire, but for the dots that SMTP doubles.

    The Message-ID is the delivery's own: one that is sent again after a lost reply bears the same,
    so that mailboxes can put the two together. Raises DeliveryError for a reader with no address.
    """
    name = list_name(delivery)
    head = [
        f"From: {_mailbox(sender)}",
        f"To: {wire_address(delivery.recipient)}",
        f"Date: {format_datetime(now)}",
        f"Message-ID: {message_id(delivery, sender=sender)}",
        f"List-Id: <{name}.{sender.domain}>",
        *_unsubscribe(sender, delivery, name),
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
    ]
    lines = "\r\n".join(head).encode("ascii") + b"\r\n"
    return lines + body + (b"" if body.endswith(b"\r\n") else b"\r\n")


def message_id(delivery: Delivery, *, sender: Sender) -> str:
    """The name of a message: the same whenever the delivery is sent."""
    mark = hashlib.sha256(delivery.id.encode()).hexdigest()[:32]
    return f"<{mark}@{sender.domain}>"


def wire_address(address: str) -> str:
    """An address as SMTP takes it, its domain in ASCII. Raises DeliveryError where it is none."""
    local, _, domain = address.rpartition("@")
    if not _ADDRESS.fullmatch(address) or not local.isascii():
        what = "no mail address" if local.isascii() else "the name before the @ must be ASCII"
        raise DeliveryError(what, temporary=False, where=address)
    try:
        return f"{local}@{_ascii_domain(domain)}"
    except UnicodeError as error:
        raise DeliveryError("no mail address", temporary=False, where=address) from error


def list_name(delivery: Delivery) -> str:
    """The brief an edition belongs to, as the label of a list."""
    brief = _SLOT_ENDING.sub("", delivery.edition.partition("/")[2])
    if re.fullmatch(r"[A-Za-z0-9-]+", brief):
        return brief.lower()
    return f"brief-{hashlib.sha256(brief.encode()).hexdigest()[:8]}"


def _unsubscribe(sender: Sender, delivery: Delivery, name: str) -> list[str]:
    chosen = sender.unsubscribe or f"mailto:{sender.address}?subject=unsubscribe%20{name}"
    target = chosen.replace("{mail}", quote(delivery.recipient, safe=""))
    lines = [f"List-Unsubscribe: <{target}>"]
    if target.startswith("https:"):
        lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    return lines


@cache
def _mailbox(sender: Sender) -> str:
    name = clean_header(sender.name)
    if not name:
        return sender.address
    if name.isascii():
        quoted = name.replace("\\", "").replace('"', "")
        return f'"{quoted}" <{sender.address}>'
    return f"{encode_header(name, taken=len('From: '))}\r\n <{sender.address}>"


def _ascii_domain(domain: str) -> str:
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")
