"""The channel that sends mail: one message a reader, over one connection after another."""

import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from digest.channels.envelope import Sender, seal, wire_address
from digest.channels.smtp_replies import Verb, one_line, refusal
from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, Receipt
from digest.model.editions import Rendition

# RFC 5321, 4.5.3.2 asks for 5 to 10 minutes; no server that is well needs one, and whoever waits
# longer for the reply to a message keeps all the others waiting.
TIMEOUT_SECONDS: Final = 60.0
_MESSAGE: Final = "message/rfc822"


class Tls(StrEnum):
    """How the connection is protected."""

    SSL = "ssl"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed in. `ca_file` holds the certificates of an own authority."""

    host: str
    port: int
    tls: Tls = Tls.SSL
    user: str | None = None
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    timeout: float = TIMEOUT_SECONDS
    login_hint: str = ""

    @property
    def address(self) -> str:
        """Host and port, for messages."""
        return f"{self.host}:{self.port}"


class _StaleError(Exception):
    """A connection that was open from the mail before has been closed by the server."""


class SmtpChannel:
    """Sends each delivery as a mail of its own."""

    def __init__(
        self, *, name: str, server: MailServer, sender: Sender, clock: Callable[[], datetime]
    ) -> None:
        self._name = name
        self._server = server
        self._sender = sender
        self._clock = clock
        self._open: smtplib.SMTP | None = None
        self._has_sent = False

    @property
    def name(self) -> str:
        """The channel's name in schedule.yaml."""
        return self._name

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        """Hand the delivery's mail to the server.

        Raises DeliveryError: `of_channel` where the server is away or refuses the login,
        `ambiguous` where the message went out whole and no reply came.
        """
        mail = next((each for each in renditions if each.media_type == _MESSAGE), None)
        if mail is None:
            raise DeliveryError(
                "the edition has no such mail", temporary=False, where=delivery.recipient
            )
        address = wire_address(delivery.recipient)
        message = seal(mail.body, sender=self._sender, delivery=delivery, now=self._clock())
        try:
            try:
                reply = self._hand_in(message, address)
            except _StaleError:
                # Servers take so many mails over a connection and no more; that is no failure.
                self._drop()
                reply = self._hand_in(message, address)
        except DeliveryError as error:
            self._recover(is_in_step=not error.ambiguous)
            raise
        self._has_sent = True
        return Receipt(reference=reply)

    def close(self) -> None:
        """Take leave of the server."""
        smtp, self._open = self._open, None
        if smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()
        self._has_sent = False

    def _hand_in(self, message: bytes, address: str) -> str:
        smtp = self._connected()
        size = f" SIZE={len(message)}" if smtp.has_extn("size") else ""
        self._say(smtp, Verb.MAIL, f"FROM:<{self._sender.address}>{size}", where=address)
        self._say(smtp, Verb.RCPT, f"TO:<{address}>", where=address)
        self._say(smtp, Verb.DATA, "", where=address)
        try:
            _send_whole(smtp, _dotted(message) + b".\r\n")
        except (OSError, smtplib.SMTPException) as error:
            # Without the last line it is no message.
            raise self._broken(Verb.END, error, where=address) from error
        try:
            code, reply = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryError(
                f"{Verb.END}: the server has the message and did not reply: {_cause(error)}",
                temporary=True,
                where=address,
                ambiguous=True,
            ) from error
        if code // 100 != 2:
            raise self._refused(Verb.END, code, reply, where=address)
        return f"{code} {one_line(reply)}"

    def _say(self, smtp: smtplib.SMTP, verb: Verb, rest: str, *, where: str) -> None:
        try:
            # Not smtp.mail and smtp.rcpt: they take addresses apart that have been checked before.
            code, reply = smtp.docmd(verb, rest)
        except smtplib.SMTPServerDisconnected as error:
            if self._has_sent:
                raise _StaleError from error
            raise self._broken(verb, error, where=where) from error
        except (OSError, smtplib.SMTPException) as error:
            raise self._broken(verb, error, where=where) from error
        if code == 421 and self._has_sent:
            raise _StaleError
        if code // 100 != (3 if verb is Verb.DATA else 2):
            raise self._refused(verb, code, reply, where=where)

    def _connected(self) -> smtplib.SMTP:
        if self._open is not None:
            return self._open
        server, verb = self._server, Verb.CONNECT
        smtp: smtplib.SMTP | None = None
        try:
            smtp = _connect(server)
            # The end of a long message would wait 40 ms for the receipt of what went before.
            if smtp.sock is not None:
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp.ehlo_or_helo_if_needed()
            if server.tls is Tls.STARTTLS:
                verb = Verb.STARTTLS
                # A server that does not offer it is refused: mail is never sent in the clear
                # because someone between took the offer away.
                smtp.starttls(context=_trust(server))
                verb = Verb.CONNECT
            smtp.ehlo_or_helo_if_needed()
            if server.user:
                verb = Verb.AUTH
                _log_in(smtp, server)
        except smtplib.SMTPResponseException as error:
            if smtp is not None:
                smtp.close()
            raw = error.smtp_error
            told = raw if isinstance(raw, bytes) else str(raw).encode()
            raise self._refused(verb, error.smtp_code, told, where=server.address) from error
        except (OSError, smtplib.SMTPException) as error:
            if smtp is not None:
                smtp.close()
            raise self._broken(verb, error, where=server.address) from error
        self._open, self._has_sent = smtp, False
        return smtp

    def _recover(self, *, is_in_step: bool) -> None:
        """A connection that is ready for the next mail, or none.

        Where a reply is still to come it would be taken for that of the next command.
        """
        smtp = self._open
        if smtp is None:
            return
        code = 0
        if is_in_step:
            with suppress(OSError, smtplib.SMTPException):
                code, _ = smtp.rset()
        if code != 250:
            self._drop()

    def _drop(self) -> None:
        smtp, self._open = self._open, None
        self._has_sent = False
        if smtp is not None:
            smtp.close()

    def _refused(self, verb: Verb, code: int, reply: bytes, *, where: str) -> DeliveryError:
        return refusal(
            verb,
            code,
            reply,
            where=where,
            login_hint=self._server.login_hint,
            secret=self._server.password,
        )

    def _broken(self, verb: Verb, error: Exception, *, where: str) -> DeliveryError:
        """A conversation that ended before the server could have the message."""
        hint = ""
        if isinstance(error, ssl.SSLCertVerificationError):
            hint = "check 'host'; for an authority of your own set 'ca_file'"
        elif isinstance(error, ssl.SSLError):
            hint = "check 'port' and 'tls': 465 is ssl, 587 is starttls"
        elif isinstance(error, smtplib.SMTPNotSupportedError):
            hint = {
                Verb.STARTTLS: "the server offers no STARTTLS; 'tls: ssl' or 'tls: none'",
                Verb.AUTH: "the server offers no login here; leave out user and password",
            }.get(verb, "")
        elif isinstance(error, socket.gaierror):
            hint = "check 'host'"
        self._drop()
        return DeliveryError(
            f"{verb}: {_cause(error)}",
            temporary=True,
            where=where,
            hint=hint,
            # What breaks off under one message may do so under every one: the row waits, not all.
            of_channel=verb in {Verb.CONNECT, Verb.STARTTLS, Verb.AUTH},
        )


def _connect(server: MailServer) -> smtplib.SMTP:
    name = _own_name()
    if server.tls is Tls.SSL:
        return smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=server.timeout, context=_trust(server)
        )
    return smtplib.SMTP(server.host, server.port, name, timeout=server.timeout)


def _log_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    if not f"{server.user}{server.password}".isascii():
        raise smtplib.SMTPException("user and password must be ASCII characters")
    smtp.login(server.user or "", server.password)


def _trust(server: MailServer) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.ca_file)


def _own_name() -> str:
    # smtplib would ask the network for the full name, which takes seconds where nobody answers.
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


def _send_whole(smtp: smtplib.SMTP, data: bytes) -> None:
    """Raises where the network did not take all of it, to the last byte: it may take some."""
    if smtp.sock is None:
        raise smtplib.SMTPServerDisconnected("the connection is closed")
    left = memoryview(data)
    while left:
        left = left[smtp.sock.send(left) :]


def _dotted(message: bytes) -> bytes:
    """The message with every dot at a line's beginning doubled (RFC 5321, 4.5.2)."""
    dotted = message.replace(b"\r\n.", b"\r\n..")
    return b"." + dotted if dotted.startswith(b".") else dotted


def _cause(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return one_line(str(error).encode()) or type(error).__name__
