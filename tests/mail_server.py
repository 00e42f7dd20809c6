"""A real SMTP server on loopback that does as a script says: refuses, hangs up, replies late."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).parent / "data" / "loopback.pem"
"""For 127.0.0.1 and localhost, its key beside it: it protects nothing."""

HANG_UP = "hang up"
KEEP_AND_HANG_UP = "keep and hang up"
"""The message is taken, its reply is lost."""
KEEP_AND_REPLY_LATE = "keep and reply late"
LATE_SECONDS = 1.5

Script = Callable[[str, str], str | None]
"""What to do at a verb (CONNECT, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, END) with its argument:
a reply, one of the words above, or nothing out of the ordinary."""


def as_ever(verb: str, argument: str) -> str | None:
    """No script at all."""
    del verb, argument
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message the server has taken."""

    sender: str
    recipient: str
    body: bytes

    def read(self) -> EmailMessage:
        """The message as a mail program reads it."""
        return message_from_bytes(self.body, policy=policy.SMTP)


@dataclass(slots=True, kw_only=True)
class MailServer:
    """What the server was told and has received."""

    port: int = 0
    script: Script = as_ever
    mails: list[Mail] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recipients(self) -> list[str]:
        """Who has got a mail, as often as they have."""
        return [mail.recipient for mail in self.mails]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the message, or do as the script says."""
        del session
        recipient = envelope.rcpt_tos[0]
        told = self.ask("END", recipient)
        if told in {None, KEEP_AND_HANG_UP, KEEP_AND_REPLY_LATE}:
            body = envelope.content
            assert isinstance(body, bytes)
            mail = Mail(sender=envelope.mail_from or "", recipient=recipient, body=body)
            self.mails.append(mail)
        if told in {HANG_UP, KEEP_AND_HANG_UP}:
            hang_up(server)
        if told == KEEP_AND_REPLY_LATE:
            await asyncio.sleep(LATE_SECONDS)
        return "250 OK" if told is None or told == KEEP_AND_REPLY_LATE else told

    def ask(self, verb: str, argument: str) -> str | None:
        self.verbs.append(verb)
        return self.script(verb, argument)


def hang_up(server: SMTP) -> None:
    transport = server.transport
    assert transport is not None
    transport.abort()  # type: ignore[attr-defined]  # a transport is a socket's here


class _Scripted(SMTP):
    def __init__(self, told: MailServer, **options: Any) -> None:
        super().__init__(told, **options)
        self._told = told
        self._greeted = False

    async def push(self, status: Any) -> None:
        if not self._greeted:
            self._greeted = True
            told = self._told.ask("CONNECT", "")
            if told is not None:
                await self._do(told)
                hang_up(self)
                return
        await super().push(status)

    async def _do(self, told: str) -> None:
        if told == HANG_UP:
            hang_up(self)
        else:
            await self.push(told)

    async def _follow(self, verb: str, arg: str | None) -> bool:
        told = self._told.ask(verb, arg or "")
        if told is not None:
            await self._do(told)
        return told is not None

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        if not await self._follow("EHLO", hostname):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        if not await self._follow("STARTTLS", arg):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        if not await self._follow("AUTH", arg):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        if not await self._follow("MAIL", arg):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        if not await self._follow("RCPT", arg):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if not await self._follow("DATA", arg):
            await super().smtp_DATA(arg)


@contextmanager
def _in_another_thread() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="mail server", daemon=True)
    thread.start()

    async def finish() -> None:
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    try:
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(finish(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def serve_mail(
    script: Script = as_ever, *, tls: str = "none", password: str | None = None
) -> Iterator[MailServer]:
    """A mail server while inside; `password` is asked of whoever logs in."""
    told = MailServer(script=script)

    def look(
        server: SMTP, session: Session, envelope: Envelope, kind: str, data: Any
    ) -> AuthResult:
        del server, session, envelope, kind
        assert isinstance(data, LoginPassword)
        told.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password.decode() == password, handled=False)

    options: dict[str, Any] = {}
    if password is not None:
        # aiosmtpd does not count TLS from the first byte on as TLS.
        in_time = tls == "starttls"
        options = {"authenticator": look, "auth_required": in_time, "auth_require_tls": in_time}
    context = None
    if tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    if tls == "starttls":
        options["tls_context"] = context
    with _in_another_thread() as loop:

        async def listen() -> asyncio.Server:
            return await loop.create_server(
                lambda: _Scripted(told, **options),
                "127.0.0.1",
                0,
                ssl=context if tls == "ssl" else None,
            )

        listening = asyncio.run_coroutine_threadsafe(listen(), loop).result(10)
        told.port = listening.sockets[0].getsockname()[1]
        try:
            yield told
        finally:
            loop.call_soon_threadsafe(listening.close)
