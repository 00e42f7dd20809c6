"""Apprise against a server that answers as it is told."""

import importlib.util
import json

import pytest

from digest.channels.apprise import ACCEPTED, AppriseChannel
from digest.config.channel_schema import ApprisePart
from digest.errors import ConfigError, DeliveryError
from digest.wiring import channels
from tests.hook_server import HANG_UP, WebServer, serve_web
from tests.unit.channels.test_robots import DELIVERY, MESSAGE, NOW, TEXT


def channel(server: WebServer) -> AppriseChannel:
    place = server.url.removeprefix("http://")
    return AppriseChannel(name="phone", url=f"json://{place}/t0ken-of-mine", timeout=2)


def test_what_a_service_took_is_accepted_by_http_only() -> None:
    with serve_web((200, b"whatever it says")) as server:
        receipt = channel(server).deliver(DELIVERY, [MESSAGE])
    assert receipt.reference == ACCEPTED
    (request,) = server.requests
    said = json.loads(request.body)
    assert request.path == "/t0ken-of-mine"
    assert said["title"] == "大同要闻 第 86 期"
    assert "市政府召开常务会议" in said["message"]
    assert TEXT.strip() == said["message"].strip()


@pytest.mark.parametrize("answer", [(500, b"no"), (403, b"no"), (HANG_UP, b"")])
def test_a_no_may_have_been_a_yes_and_tells_no_token(answer: tuple[int, bytes]) -> None:
    with serve_web(answer) as server, pytest.raises(DeliveryError) as caught:
        channel(server).deliver(DELIVERY, [MESSAGE])
    error = caught.value
    assert (error.temporary, error.ambiguous, error.of_channel) == (True, True, False)
    assert error.what
    assert "t0ken" not in f"{error} {error.hint} {channel(server)!r}"


def test_an_address_apprise_does_not_know_is_a_mistake_of_the_schedule() -> None:
    with pytest.raises(ConfigError, match="no address Apprise knows"):
        AppriseChannel(name="phone", url="bogus://x")


def test_without_the_package_its_name_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        channels, "find_spec", lambda name: None if name == "apprise" else real(name)
    )
    part = ApprisePart(url="ntfy://example.com/a")
    folder = tmp_path_factory.getbasetemp()
    with pytest.raises(ConfigError) as caught:
        channels.make_channel(part, name="phone", folder=folder, clock=lambda: NOW)
    assert caught.value.hint == "pip install 'digest-zh[apprise]'"
