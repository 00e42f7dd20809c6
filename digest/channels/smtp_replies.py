"""What a mail server's refusal means: for the reader, for this mail, or for the whole channel."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from digest.errors import DeliveryError

LONGEST_REPLY: Final = 300


class Verb(StrEnum):
    """Where in the conversation it was."""

    CONNECT = "CONNECT"
    STARTTLS = "STARTTLS"
    AUTH = "AUTH"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    END = "END"
    """The reply to the message itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What providers say in words where their number says something else, or too little."""

    found: str
    temporary: bool
    of_channel: bool
    wait: float | None = None
    hint: str = ""


# Netease's words: help.mail.163.com, 退信代码说明 (HL, MI, RP, DT). QQ's: service.mail.qq.com,
# 退信原因; both as of 2024. "frequency limited" comes as a 550, though it passes.
_KNOWN: Final = (
    _Words(
        found="frequency limited", temporary=True, of_channel=True, wait=300,
        hint="the provider takes fewer mails in this time; set a rate for the channel",
    ),
    _Words(
        found="mi:sfq", temporary=True, of_channel=True, wait=900,
        hint="too many mails within 15 minutes; set a rate for the channel",
    ),
    _Words(
        found="mi:dmc", temporary=True, of_channel=True, wait=60,
        hint="too many mails over one connection",
    ),
    _Words(
        found="rp:qrc", temporary=True, of_channel=True, wait=900,
        hint="too many readers in a short time; set a rate for the channel",
    ),
    _Words(
        found="hl:", temporary=True, of_channel=True, wait=900,
        hint="the provider does not like this machine's address just now",
    ),
    _Words(
        found="must equal authorized user", temporary=True, of_channel=True,
        hint="'from' must be the address that logs in",
    ),
    _Words(
        found="dt:sum", temporary=True, of_channel=True,
        hint="'from' must be the address that logs in",
    ),
    _Words(
        found="dt:spm", temporary=False, of_channel=False,
        hint="the provider takes this mail for spam: equal subjects in a row, or words in it",
    ),
)  # fmt: skip


def refusal(
    verb: Verb, code: int, reply: bytes, *, where: str, login_hint: str = "", secret: str = ""
) -> DeliveryError:
    """The error of a reply that is none of success. `secret` does not appear in it."""
    text = one_line(reply, secret=secret)
    temporary, of_channel = _by_number(verb, code)
    wait, hint = None, ""
    known = next((words for words in _KNOWN if words.found in text.lower()), None)
    if known is not None:
        temporary, of_channel = known.temporary, known.of_channel
        wait, hint = known.wait, known.hint
    elif verb is Verb.AUTH and code // 100 == 5:
        hint = login_hint or "check user and password"
    elif verb is Verb.MAIL and code // 100 == 5 and of_channel:
        hint = "the server does not take mail from this sender"
    return DeliveryError(
        f"{verb}: {code} {text}".rstrip(),
        temporary=temporary,
        where=where,
        hint=hint,
        of_channel=of_channel,
        retry_after=wait,
        code=str(code),
    )


def one_line(reply: bytes, *, secret: str = "") -> str:
    """A reply for a message: one line, not too long, without the password."""
    try:
        text = reply.decode("utf-8")
    except UnicodeDecodeError:
        text = reply.decode("gb18030", "replace")
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if secret:
        text = text.replace(secret, "***")
    return text if len(text) <= LONGEST_REPLY else text[:LONGEST_REPLY] + "…"


def _by_number(verb: Verb, code: int) -> tuple[bool, bool]:
    """Whether it may pass, and whether it is the channel's."""
    if verb in {Verb.CONNECT, Verb.STARTTLS, Verb.AUTH} or code == 421:
        return True, True
    if code // 100 != 5:
        # Greylisting, a full mailbox, a busy server; a number that is none is a server in trouble.
        return True, False
    # The message is too large for this server, whoever it is from.
    if verb is Verb.MAIL and code != 552:
        return True, True
    return False, False
