"""The mail channel against a real server that fails in every way there is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from digest.channels.envelope import Sender
from digest.channels.smtp import MailServer, SmtpChannel, Tls
from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, DeliveryId
from digest.model.editions import Rendition
from tests import mail_server
from tests.fakes import MORNING
from tests.mail_server import (
    CERTIFICATE,
    HANG_UP,
    KEEP_AND_HANG_UP,
    KEEP_AND_REPLY_LATE,
    serve_mail,
)

NOW = datetime(2024, 3, 27, 7, 30, tzinfo=UTC)
BODY = (
    b"Subject: =?utf-8?b?566A5oql?=\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n.one\r\n..two\r\n\r\n.\r\nend\r\n"
)
MAIL = Rendition(format="eml", media_type="message/rfc822", filename="mail/a.eml", body=BODY)
SENDER = Sender(name="大同要闻", address="brief@example.com")


def a_delivery(recipient: str = "a@example.com") -> Delivery:
    return Delivery(
        id=DeliveryId(f"{MORNING}#1:mail:{recipient}"),
        edition=MORNING,
        revision=1,
        channel="mail",
        recipient=recipient,
        rendition="mail/a.eml",
    )


def a_channel(
    server: mail_server.MailServer, *, sender: Sender = SENDER, **how: Any
) -> SmtpChannel:
    settings: dict[str, Any] = {"tls": Tls.NONE, "timeout": 0.7} | how
    return SmtpChannel(
        name="mail",
        server=MailServer(host="127.0.0.1", port=server.port, **settings),
        sender=sender,
        clock=lambda: NOW,
    )


@pytest.fixture
def server() -> Iterator[mail_server.MailServer]:
    with serve_mail() as opened:
        yield opened


def failure(channel: SmtpChannel, recipient: str = "a@example.com") -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        channel.deliver(a_delivery(recipient), [MAIL])
    channel.close()
    return caught.value


def test_a_mail_arrives_byte_for_byte_with_its_headers(server: mail_server.MailServer) -> None:
    channel = a_channel(server)
    receipt = channel.deliver(a_delivery(), [MAIL])
    channel.close()

    (mail,) = server.mails
    assert receipt.reference == "250 OK"
    assert mail.body.endswith(BODY)
    message = mail.read()
    assert not message.defects
    assert (message["From"], message["To"]) == ("大同要闻 <brief@example.com>", "a@example.com")
    assert message["Date"].datetime == NOW
    assert message["List-Id"] == "<morning.example.com>"
    assert message["List-Unsubscribe"] == (
        "<mailto:brief@example.com?subject=unsubscribe%20morning>"
    )
    assert message["List-Unsubscribe-Post"] is None
    assert message["Auto-Submitted"] == "auto-generated"
    assert "verp" not in mail.sender
    assert server.verbs[-1] == "END"


def test_the_message_id_is_the_delivery_s_own(server: mail_server.MailServer) -> None:
    channel = a_channel(server)
    for recipient in ("a@example.com", "a@example.com", "b@example.com"):
        channel.deliver(a_delivery(recipient), [MAIL])
    channel.close()

    first, again, other = (mail.read()["Message-ID"] for mail in server.mails)
    assert first == again != other
    assert first.endswith("@example.com>")


def test_one_connection_serves_many_readers(server: mail_server.MailServer) -> None:
    channel = a_channel(server)
    for number in range(5):
        channel.deliver(a_delivery(f"reader{number}@example.com"), [MAIL])
    channel.close()

    assert server.verbs.count("CONNECT") == 1
    assert server.recipients == [f"reader{number}@example.com" for number in range(5)]


def test_an_https_address_to_leave_by_is_one_click(server: mail_server.MailServer) -> None:
    url = "https://example.com/leave?who={mail}"
    sender = Sender(name="", address="brief@example.com", unsubscribe=url)
    channel = a_channel(server, sender=sender)
    channel.deliver(a_delivery("a+b@example.com"), [MAIL])
    channel.close()

    message = server.mails[0].read()
    assert message["From"] == "brief@example.com"
    assert message["List-Unsubscribe"] == "<https://example.com/leave?who=a%2Bb%40example.com>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("tls", ["ssl", "starttls"])
def test_mail_goes_over_tls_after_a_login(tls: str) -> None:
    with serve_mail(tls=tls, password="abcdef") as server:
        channel = a_channel(
            server, tls=Tls(tls), user="u@qq.com", password="abcdef", ca_file=CERTIFICATE
        )
        channel.deliver(a_delivery(), [MAIL])
        channel.close()
    assert server.logins == [("u@qq.com", "abcdef")]
    assert len(server.mails) == 1


@pytest.mark.parametrize("tls", ["ssl", "starttls"])
def test_a_certificate_nobody_vouches_for_is_refused(tls: str) -> None:
    with serve_mail(tls=tls) as server:
        error = failure(a_channel(server, tls=Tls(tls)))
    assert error.of_channel
    assert error.temporary
    assert "ca_file" in error.hint
    assert server.mails == []


def test_a_server_without_starttls_gets_no_mail_in_the_clear(
    server: mail_server.MailServer,
) -> None:
    error = failure(a_channel(server, tls=Tls.STARTTLS, user="u", password="hunter2"))
    assert error.of_channel
    assert "no STARTTLS" in error.hint
    assert not {"AUTH", "MAIL"} & set(server.verbs)


def test_tls_at_the_wrong_port_is_explained(server: mail_server.MailServer) -> None:
    error = failure(a_channel(server, tls=Tls.SSL))
    assert error.of_channel
    assert "587 is starttls" in error.hint


def test_a_refused_login_pauses_the_channel_and_hides_the_password() -> None:
    with serve_mail(tls="ssl", password="right") as server:
        channel = a_channel(
            server, tls=Tls.SSL, ca_file=CERTIFICATE, user="u@qq.com", password="hunter2",
            login_hint="qq wants its 授权码",
        )  # fmt: skip
        error = failure(channel)
    assert (error.of_channel, error.temporary, error.code) == (True, True, "535")
    assert error.hint == "qq wants its 授权码"
    assert "hunter2" not in f"{error} {error.hint}"
    assert server.mails == []


def test_a_password_that_cannot_be_one_is_explained_without_it() -> None:
    with serve_mail(tls="ssl", password="right") as server:
        channel = a_channel(
            server, tls=Tls.SSL, ca_file=CERTIFICATE, user="u@qq.com", password="密码"
        )
        error = failure(channel)
    assert error.of_channel
    assert "must be ASCII" in str(error)
    assert "密码" not in str(error)


def test_nobody_listening_is_the_channel_s_trouble() -> None:
    with serve_mail() as server:
        pass
    error = failure(a_channel(server))
    assert (error.of_channel, error.temporary, error.ambiguous) == (True, True, False)


# Verb and what the server does there → temporary, of the channel, ambiguous; kept or not.
FAILURES = [
    ("CONNECT", "421 too busy", True, True, False),
    ("CONNECT", "554 go away", True, True, False),
    ("CONNECT", HANG_UP, True, True, False),
    ("EHLO", HANG_UP, True, True, False),
    ("MAIL", "451 later", True, False, False),
    ("MAIL", "421 too many", True, True, False),
    ("MAIL", "553 Mail from must equal authorized user", True, True, False),
    ("MAIL", "550 no such sender", True, True, False),
    ("MAIL", "552 too large", False, False, False),
    ("MAIL", HANG_UP, True, False, False),
    ("RCPT", "450 greylisted", True, False, False),
    ("RCPT", "452 mailbox full", True, False, False),
    ("RCPT", "550 no such user", False, False, False),
    ("RCPT", "550 Ip frequency limited", True, True, False),
    ("RCPT", "999 nonsense", True, False, False),
    ("RCPT", HANG_UP, True, False, False),
    ("DATA", "451 later", True, False, False),
    ("DATA", "554 no valid recipients", False, False, False),
    ("DATA", "250 unexpected", True, False, False),
    ("DATA", HANG_UP, True, False, False),
    ("END", "452 disk full", True, False, False),
    ("END", "451 MI:SFQ 163 smtp8", True, True, False),
    ("END", "554 DT:SPM 163 smtp8", False, False, False),
    ("END", "550 refused", False, False, False),
    ("END", HANG_UP, True, False, True),
    ("END", KEEP_AND_HANG_UP, True, False, True),
    ("END", KEEP_AND_REPLY_LATE, True, False, True),
]


@pytest.mark.parametrize(("verb", "does", "temporary", "of_channel", "ambiguous"), FAILURES)
def test_every_verb_may_fail_in_every_way(
    verb: str, does: str, *, temporary: bool, of_channel: bool, ambiguous: bool
) -> None:
    with serve_mail(lambda at, _: does if at == verb else None) as server:
        error = failure(a_channel(server))
    kind = (error.temporary, error.of_channel, error.ambiguous)
    assert kind == (temporary, of_channel, ambiguous), str(error)
    assert len(server.mails) == (does in {KEEP_AND_HANG_UP, KEEP_AND_REPLY_LATE})


@pytest.mark.parametrize(("verb", "does"), [row[:2] for row in FAILURES])
def test_after_a_failure_the_next_mail_goes_through(verb: str, does: str) -> None:
    failed: list[str] = []

    def once(at: str, argument: str) -> str | None:
        del argument
        if at == verb and not failed:
            failed.append(at)
            return does
        return None

    with serve_mail(once) as server:
        channel = a_channel(server)
        with pytest.raises(DeliveryError):
            channel.deliver(a_delivery(), [MAIL])
        channel.deliver(a_delivery("b@example.com"), [MAIL])
        channel.close()
    assert server.recipients[-1] == "b@example.com"
    assert server.recipients.count("b@example.com") == 1


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("does", [HANG_UP, "421 so many and no more"])
def test_a_connection_that_was_used_up_is_replaced(verb: str, does: str) -> None:
    seen: list[str] = []

    def second(at: str, argument: str) -> str | None:
        del argument
        seen.append(at)
        return does if at == verb and seen.count(verb) == 2 else None

    with serve_mail(second) as server:
        channel = a_channel(server)
        for name in ("a", "b"):
            channel.deliver(a_delivery(f"{name}@example.com"), [MAIL])
        channel.close()
    assert server.recipients == ["a@example.com", "b@example.com"]
    assert server.verbs.count("CONNECT") == 2


@pytest.mark.parametrize("address", ["", "a", "a b@c.cn", "a@c.cn\r\nRCPT TO:<x@y.z>", "张@c.cn"])
def test_an_address_that_is_none_fails_for_good(
    server: mail_server.MailServer, address: str
) -> None:
    error = failure(a_channel(server), address)
    assert not error.temporary
    assert server.verbs == []


def test_a_chinese_domain_is_written_as_the_network_knows_it(
    server: mail_server.MailServer,
) -> None:
    channel = a_channel(server)
    channel.deliver(a_delivery("a@例子.cn"), [MAIL])
    channel.close()
    assert server.recipients == ["a@xn--fsqu00a.cn"]
    assert server.mails[0].read()["To"] == "a@xn--fsqu00a.cn"


def test_a_sender_s_name_cannot_break_the_header(server: mail_server.MailServer) -> None:
    sender = Sender(name='长"名' * 30 + "\r\nBcc: x@y.z", address="brief@example.com")
    channel = a_channel(server, sender=sender)
    channel.deliver(a_delivery(), [MAIL])
    channel.close()
    message = server.mails[0].read()
    assert message["Bcc"] is None
    assert message["From"].addresses[0].addr_spec == "brief@example.com"
