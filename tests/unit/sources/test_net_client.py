"""The client against servers on this machine: slow, huge, packed, broken, and ordinary ones."""

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from digest.errors import InputError
from digest.sources.net.addresses import Guard
from digest.sources.net.client import Client, Limits, parse_retry_after
from digest.sources.net.errors import FetchError
from digest.sources.net.pace import Pace
from digest.sources.net.robots import Robots
from tests.web_server import LOOPBACK, Answer, a_client, serve

CAP = 1_000_000


def test_a_page_is_fetched_with_an_honest_name() -> None:
    with serve(
        {"/a": Answer(body="正文".encode(), headers={"Content-Type": "text/html; charset=gbk"})}
    ) as server:
        reply = a_client().get(f"{server.url}/a")

        assert (reply.status, reply.content.decode()) == (200, "正文")
        assert (reply.media_type, reply.charset) == ("text/html", "gbk")
        assert server.requests[0][1]["user-agent"].startswith("digest-zh/")


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body, wbits=-15)),
        ("identity", lambda body: body),
    ],
)
def test_packed_replies_are_unpacked(name: str, pack: Callable[[bytes], bytes]) -> None:
    body = "植树。".encode() * 50_000
    answer = Answer(body=pack(body), headers={"Content-Encoding": name})
    with serve({"/": answer}) as server:
        assert a_client().get(server.url).content == body


def test_redirects_are_followed_to_their_end() -> None:
    with serve() as server:
        server.answers["/"] = Answer(status=301, headers={"Location": "/b?x=1"})
        server.answers["/b?x=1"] = Answer(body=b"here")

        reply = a_client().get(server.url)

        assert reply.content == b"here"
        assert reply.url == f"{server.url}/b?x=1"


def test_redirects_in_a_circle_end() -> None:
    with serve({"/": Answer(status=302, headers={"Location": "/"})}) as server:
        with pytest.raises(FetchError, match="redirected more than 5 times"):
            a_client().get(server.url)

        assert len(server.requests) == 6


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://x/", "javascript:1", "http://["])
def test_a_redirect_away_from_the_web_is_refused(location: str) -> None:
    with (
        serve({"/": Answer(status=302, headers={"Location": location})}) as server,
        pytest.raises(FetchError),
    ):
        a_client().get(server.url)


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(1_000_000)
    return b"".join(packer.compress(zeros) for _ in range(size // 1_000_000)) + packer.flush()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "x-gzip"])
def test_a_bomb_is_refused_before_it_is_unpacked(encoding: str) -> None:
    packed = bomb(200_000_000)
    with serve({"/": Answer(body=packed, headers={"Content-Encoding": encoding})}) as server:
        tracemalloc.start()
        with pytest.raises(FetchError, match="larger than 1 MB"):
            a_client(most_bytes=CAP).get(server.url)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert peak < 8 * CAP


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "compress", "nonsense"])
def test_a_packing_we_did_not_ask_for_is_refused(encoding: str) -> None:
    answer = Answer(body=b"x", headers={"Content-Encoding": encoding})
    with serve({"/": answer}) as server, pytest.raises(FetchError, match="packs"):
        a_client().get(server.url)


def test_an_endless_reply_is_cut_at_the_limit() -> None:
    def write(send: Callable[[bytes], object]) -> None:
        for _ in range(10_000):
            send(bytes(10_000))

    with serve({"/": Answer(write=write)}) as server, pytest.raises(FetchError, match="larger"):
        a_client(most_bytes=CAP).get(server.url)


def test_a_file_may_be_larger_than_a_page() -> None:
    body = bytes(2 * CAP)
    with serve(
        {"/a.pdf": Answer(body=body, headers={"Content-Type": "application/pdf"})}
    ) as server:
        assert a_client(most_bytes=CAP).get(f"{server.url}/a.pdf").content == body
        with pytest.raises(FetchError, match="larger"):
            a_client().get(f"{server.url}/a.pdf", limits=Limits(most_file_bytes=CAP))


def test_a_drip_ends_with_the_deadline() -> None:
    def write(send: Callable[[bytes], object]) -> None:
        for _ in range(200):
            send(b"x")
            time.sleep(0.05)

    with serve({"/": Answer(write=write)}) as server:
        started = time.monotonic()
        with pytest.raises(FetchError, match="did not answer completely") as caught:
            a_client(seconds=0.4).get(server.url)

    assert time.monotonic() - started < 2
    assert caught.value.temporary


def drip_head(listening: socket.socket) -> None:
    try:
        connected, _ = listening.accept()
        with connected:
            for _ in range(200):
                connected.send(b"H")
                time.sleep(0.05)
    except OSError:
        return


def test_a_head_that_never_ends_is_no_wait_either() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip_head, args=[listening], daemon=True)
        thread.start()
        started = time.monotonic()
        with pytest.raises(FetchError):
            a_client(seconds=0.4).get(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        assert time.monotonic() - started < 2
        thread.join(3)


def test_a_reply_that_breaks_off_is_temporary() -> None:
    answer = Answer(body=b"half", headers={"Content-Length": "100"})
    with serve({"/": answer}) as server, pytest.raises(FetchError) as caught:
        a_client(seconds=2).get(server.url)

    assert caught.value.temporary


def test_a_packed_reply_that_breaks_off_is_temporary() -> None:
    packed = gzip.compress(bytes(range(256)) * 100)[:50]
    answer = Answer(body=packed, headers={"Content-Encoding": "gzip"})
    with serve({"/": answer}) as server, pytest.raises(FetchError, match="broke off") as caught:
        a_client().get(server.url)

    assert caught.value.temporary


@pytest.mark.parametrize(
    ("status", "temporary"), [(404, False), (403, False), (410, False), (429, True), (503, True)]
)
def test_an_answer_that_is_no_page_is_an_error(status: int, *, temporary: bool) -> None:
    answer = Answer(status=status, headers={"Retry-After": "120"})
    with serve({"/": answer}) as server, pytest.raises(FetchError) as caught:
        a_client().get(server.url)

    error = caught.value
    assert isinstance(error, InputError)
    assert (error.status, error.temporary, error.retry_after) == (status, temporary, 120.0)


def test_a_server_that_is_not_there_is_temporary() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

    with pytest.raises(FetchError) as caught:
        a_client(seconds=2).get(f"http://127.0.0.1:{port}/")

    assert caught.value.temporary


def test_nothing_new_is_a_reply() -> None:
    with serve({"/": Answer(status=304)}) as server:
        reply = a_client().get(server.url, headers={"If-None-Match": '"x"'})

        assert reply.is_unchanged
        assert server.requests[0][1]["if-none-match"] == '"x"'


def test_a_proxy_is_asked_for_the_whole_address() -> None:
    with serve({"http://93.184.216.34/page": Answer(body=b"through")}) as proxy:
        client = Client(guard=Guard(), pace=Pace(pause_seconds=0), proxies={"http": proxy.url})

        reply = client.get("http://93.184.216.34/page")

        assert reply.content == b"through"
        assert proxy.requests[0][1]["host"] == "93.184.216.34"


def test_a_proxy_is_no_way_into_the_house() -> None:
    with serve() as proxy:
        client = Client(guard=Guard(), pace=Pace(pause_seconds=0), proxies={"http": proxy.url})
        with pytest.raises(FetchError, match="inside this network"):
            client.get("http://10.0.0.1/")

        assert proxy.requests == []


def test_what_robots_may_not_fetch_is_not_fetched() -> None:
    rules = b"User-agent: *\nDisallow: /private\n\nUser-agent: other\nDisallow: /\n"
    with serve({"/robots.txt": Answer(body=rules)}) as server:
        robots = Robots(a_client())

        robots.check(f"{server.url}/news/1.html")
        with pytest.raises(FetchError, match="robots"):
            robots.check(f"{server.url}/private/1.html")

        assert server.paths == ["/robots.txt"]


def test_a_site_without_rules_allows_everything_and_a_broken_one_nothing() -> None:
    with serve() as server:
        Robots(a_client()).check(f"{server.url}/a")
    with serve({"/robots.txt": Answer(status=503)}) as server, pytest.raises(FetchError) as caught:
        Robots(a_client()).check(f"{server.url}/a")

    assert caught.value.temporary


def test_one_host_is_asked_one_by_one_with_pauses_and_others_do_not_wait() -> None:
    times: list[float] = []
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        times.append(seconds)

    pace = Pace(pause_seconds=2.0, clock=lambda: sum(times), sleep=sleep)
    for origin in ("a", "a", "b", "a"):
        with pace.turn(origin):
            pass

    assert slept == [2.0, 2.0]


def test_limits_of_one_fetch_may_be_its_own() -> None:
    with serve({"/": Answer(body=bytes(2000))}) as server, pytest.raises(FetchError):
        a_client().get(server.url, limits=Limits(most_bytes=1000))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("soon", None),
        ("Sat, 21 Nov 2026 08:01:00 GMT", 60.0),
        ("Sat, 21 Nov 2026 07:00:00 GMT", 0.0),
    ],
)
def test_how_long_a_server_asks_to_wait(value: str | None, seconds: float | None) -> None:
    now = datetime(2026, 11, 21, 8, tzinfo=UTC)

    assert parse_retry_after(value, now=now) == seconds


def test_a_client_may_be_told_what_it_reaches() -> None:
    assert Guard(allowed=LOOPBACK).allows("127.0.0.1")
