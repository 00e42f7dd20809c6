"""The robots of chat groups against a server that answers as the vendors do."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from digest.channels.robots import Dingtalk, Feishu, Robot, RobotChannel, Telegram, Wecom
from digest.channels.webhook import WebhookChannel, idempotency_key
from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, DeliveryId
from digest.model.editions import Rendition
from tests.fakes import MORNING
from tests.hook_server import HANG_UP, WebServer, serve_web

NOW = datetime(2024, 3, 27, 7, 30, tzinfo=UTC)
TEXT = "**大同要闻** 第 86 期\n\n市政府召开常务会议。\n"
MESSAGE = Rendition(
    format="md", media_type="text/markdown", filename="wecom/a.md", body=TEXT.encode()
)
DELIVERY = Delivery(
    id=DeliveryId(f"{MORNING}#1:wecom:wecom"),
    edition=MORNING,
    revision=1,
    channel="wecom",
    recipient="wecom",
)
OK = (200, b'{"errcode":0,"errmsg":"ok"}')


def say(robot: Robot) -> str:
    channel = RobotChannel(name="wecom", robot=robot, clock=lambda: NOW)
    return channel.deliver(DELIVERY, [MESSAGE]).reference


def failure(robot: Robot) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        say(robot)
    return caught.value


def asked(server: WebServer) -> object:
    return json.loads(server.requests[-1].body)


def test_wecom_gets_markdown_or_text() -> None:
    with serve_web(OK) as server:
        say(Wecom(url=f"{server.url}/cgi-bin/webhook/send?key=k1"))
        assert asked(server) == {"msgtype": "markdown", "markdown": {"content": TEXT}}
        say(Wecom(url=f"{server.url}/cgi-bin/webhook/send?key=k1", form="text"))
        assert asked(server) == {"msgtype": "text", "text": {"content": TEXT}}
    assert server.requests[0].path == "/cgi-bin/webhook/send?key=k1"


def test_wecom_gets_a_file_that_was_uploaded_first() -> None:
    with serve_web((200, b'{"errcode":0,"media_id":"m1"}'), OK) as server:
        say(Wecom(url=f"{server.url}/cgi-bin/webhook/send?key=k1", form="file"))
    upload, message = server.requests
    assert upload.path == "/cgi-bin/webhook/upload_media?key=k1&type=file"
    assert upload.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert b'name="media"; filename="a.md"' in upload.body
    assert TEXT.encode() in upload.body
    assert json.loads(message.body) == {"msgtype": "file", "file": {"media_id": "m1"}}


def test_dingtalk_is_signed_with_the_time() -> None:
    with serve_web(OK) as server:
        say(Dingtalk(url=f"{server.url}/robot/send?access_token=t", secret="SEC1"))
    query = parse_qs(urlsplit(server.requests[0].path).query)
    stamp = str(int(NOW.timestamp() * 1000))
    sign = hmac.new(b"SEC1", f"{stamp}\nSEC1".encode(), hashlib.sha256).digest()
    assert query == {
        "access_token": ["t"],
        "timestamp": [stamp],
        "sign": [base64.b64encode(sign).decode()],
    }
    assert asked(server) == {
        "msgtype": "markdown",
        "markdown": {"title": "大同要闻 第 86 期", "text": TEXT},
    }


def test_feishu_is_signed_in_the_body() -> None:
    with serve_web((200, b'{"code":0,"msg":"success"}')) as server:
        say(Feishu(url=f"{server.url}/open-apis/bot/v2/hook/h", secret="s1"))
    body = json.loads(server.requests[0].body)
    stamp = str(int(NOW.timestamp()))
    sign = hmac.new(f"{stamp}\ns1".encode(), b"", hashlib.sha256).digest()
    assert (body["timestamp"], body["sign"]) == (stamp, base64.b64encode(sign).decode())
    assert body["card"]["elements"] == [{"tag": "markdown", "content": TEXT}]


def test_feishu_of_old_says_status_code() -> None:
    with serve_web((200, b'{"StatusCode":0,"StatusMessage":"success"}')) as server:
        assert say(Feishu(url=server.url)) == "0 ok"


def test_telegram_gets_plain_text() -> None:
    with serve_web((200, b'{"ok":true,"result":{"message_id":7}}')) as server:
        assert say(Telegram(token="1:t", chat="-100", api=server.url)) == "ok 7"
    assert server.requests[0].path == "/bot1:t/sendMessage"
    assert json.loads(server.requests[0].body)["chat_id"] == "-100"


# What the vendor answers with HTTP 200 → temporary, of the channel.
REFUSALS = [
    ("wecom", b'{"errcode":45009,"errmsg":"api freq out of limit"}', True, True),
    ("wecom", b'{"errcode":93000,"errmsg":"invalid webhook url"}', True, True),
    ("wecom", b'{"errcode":40058,"errmsg":"content exceed max length"}', False, False),
    ("wecom", b'{"errcode":-1,"errmsg":"system busy"}', True, False),
    ("wecom", b'{"errcode":12345,"errmsg":"nobody knows"}', True, False),
    ("dingtalk", b'{"errcode":310000,"errmsg":"sign not match"}', True, True),
    ("dingtalk", b'{"errcode":130101,"errmsg":"send too fast"}', True, True),
    ("feishu", b'{"code":19021,"msg":"sign match fail"}', True, True),
    ("feishu", b'{"code":11232,"msg":"frequency limited"}', True, True),
    (
        "telegram",
        b'{"ok":false,"error_code":400,"description":"message is too long"}',
        False,
        False,
    ),
]


def robot_of(vendor: str, url: str) -> Robot:
    if vendor == "telegram":
        return Telegram(token="1:t", chat="1", api=url)
    makers: dict[str, Callable[..., Robot]] = {
        "wecom": Wecom,
        "dingtalk": Dingtalk,
        "feishu": Feishu,
    }
    return makers[vendor](url=url)


@pytest.mark.parametrize(("vendor", "answer", "temporary", "of_channel"), REFUSALS)
def test_a_refusal_in_the_body_is_one_though_http_says_200(
    vendor: str, answer: bytes, *, temporary: bool, of_channel: bool
) -> None:
    with serve_web((200, answer)) as server:
        error = failure(robot_of(vendor, server.url))
    assert (error.temporary, error.of_channel, error.ambiguous) == (temporary, of_channel, False)


# Status → temporary, of the channel, ambiguous.
STATUSES = [
    (400, False, False, False),
    (401, True, True, False),
    (404, True, True, False),
    (302, True, True, False),
    (413, False, False, False),
    (429, True, True, False),
    (500, True, False, False),
    (502, True, False, True),
    (503, True, True, False),
    (504, True, False, True),
    (HANG_UP, True, False, True),
]


@pytest.mark.parametrize("vendor", ["wecom", "dingtalk", "feishu", "telegram"])
@pytest.mark.parametrize(("status", "temporary", "of_channel", "ambiguous"), STATUSES)
def test_every_status_has_its_meaning(
    vendor: str, status: int, *, temporary: bool, of_channel: bool, ambiguous: bool
) -> None:
    with serve_web((status, b"no")) as server:
        error = failure(robot_of(vendor, f"{server.url}/hook?key=k3y"))
    assert (error.temporary, error.of_channel, error.ambiguous) == (
        temporary,
        of_channel,
        ambiguous,
    )
    assert "k3y" not in f"{error} {error.hint}"
    assert "1:t" not in f"{error} {error.hint}"


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b'"ok"', b"\xff", b"{}"])
def test_an_answer_that_is_none_may_have_been_a_yes(answer: bytes) -> None:
    with serve_web((200, answer)) as server:
        assert failure(Wecom(url=server.url)).ambiguous


def test_retry_after_is_obeyed() -> None:
    with serve_web((429, b"slow down")) as server:
        server.headers["Retry-After"] = "120"
        assert failure(Wecom(url=server.url)).retry_after == 120


def test_nobody_there_is_the_channel_s_trouble() -> None:
    with serve_web() as server:
        pass
    error = failure(Wecom(url=server.url))
    assert (error.temporary, error.of_channel, error.ambiguous) == (True, True, False)


def test_another_program_gets_json_with_a_key_and_a_signature() -> None:
    with serve_web((202, b"")) as server:
        channel = WebhookChannel(name="archive", url=f"{server.url}/in", secret="s1")
        for _ in range(2):
            assert channel.deliver(DELIVERY, [MESSAGE]).reference == "HTTP 202"
    first, again = server.requests
    assert first.headers["Idempotency-Key"] == again.headers["Idempotency-Key"]
    assert first.headers["Idempotency-Key"] == idempotency_key(DELIVERY)
    sign = hmac.new(b"s1", first.body, hashlib.sha256).hexdigest()
    assert first.headers["X-Digest-Signature"] == f"sha256={sign}"
    body = json.loads(first.body)
    assert (body["edition"], body["content"], body["filename"]) == (MORNING, TEXT, "a.md")
