"""Internal addresses in every disguise: none is connected to."""

import socket
from collections.abc import Sequence

import pytest

from digest.sources.net.addresses import Guard, parse_networks
from digest.sources.net.errors import FetchError
from digest.sources.net.url import parse_url
from tests.web_server import Answer, a_client, serve

# As a user, a feed or a redirect could write them.
INTERNAL = (
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.8.9.10:8080/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://10.0.0.1/",
    "http://10.255.255.255/",
    "http://172.16.0.1/",
    "http://172.31.255.254/",
    "http://192.168.0.1/",
    "http://192.168.1.1:8443/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://100.100.100.200/",
    "http://192.0.0.1/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://198.51.100.7/",
    "http://203.0.113.9/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:0:0:0:0:80ff:fffe]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25lo]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
)


@pytest.mark.parametrize("url", INTERNAL)
def test_an_internal_address_is_refused_in_any_form(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        a_client(guard=Guard()).get(url)

    assert not caught.value.temporary or "no host" in caught.value.what


@pytest.mark.parametrize("url", INTERNAL[:6])
def test_a_redirect_to_an_internal_address_is_refused(url: str) -> None:
    with serve() as server:
        server.answers["/"] = Answer(status=302, headers={"Location": url})
        # Only the server's own address is allowed, so that the first step works.
        only = Guard(allowed=parse_networks(["127.0.0.1/32"]), resolver=_once_outside())
        with pytest.raises(FetchError):
            a_client(guard=only).get(server.url.replace("127.0.0.1", "site.example"))

        assert server.paths == ["/"]


def _once_outside() -> "_Rebinding":
    return _Rebinding([["127.0.0.1"], ["10.0.0.1"]])


class _Rebinding:
    """A name server that answers differently each time it is asked."""

    def __init__(self, answers: Sequence[Sequence[str]]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host: str, port: int) -> Sequence[str]:
        del host, port
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    with serve({"/": Answer(body=b"ok")}) as server:
        resolver = _Rebinding([["127.0.0.1"], ["10.0.0.1"]])
        guard = Guard(allowed=parse_networks(["127.0.0.1"]), resolver=resolver)

        reply = a_client(guard=guard).get(server.url.replace("127.0.0.1", "site.example"))

        assert reply.content == b"ok"
        assert resolver.asked == 1


def test_a_name_with_one_internal_address_among_public_ones_is_refused() -> None:
    guard = Guard(resolver=_Rebinding([["93.184.216.34", "192.168.1.1"]]))

    with pytest.raises(FetchError, match=r"inside this network \(192.168.1.1\)"):
        a_client(guard=guard).get("http://site.example/")


def test_a_name_server_that_never_answers_ends_with_the_deadline() -> None:
    with socket.socket() as never:
        never.bind(("127.0.0.1", 0))
        never.listen()

        def wait(host: str, port: int) -> Sequence[str]:
            del host, port
            never.settimeout(3)
            try:
                never.accept()
            except OSError:
                return []
            return []

        with pytest.raises(FetchError) as caught:
            a_client(seconds=0.2, guard=Guard(resolver=wait)).get("http://site.example/")

    assert caught.value.temporary


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert Guard().allows(address)


def test_what_the_user_allows_is_reached() -> None:
    assert Guard(allowed=parse_networks(["192.168.1.0/24"])).allows("192.168.1.7")
    assert not Guard(allowed=parse_networks(["192.168.1.0/24"])).allows("192.168.2.7")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "//example.com",
        "http://",
        "http://[::1",
        "http://exa mple.com/",
        "http://example.com:99999/",
        "http://user:secret@example.com/",
        "http://" + "a" * 5000,
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://x",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        parse_url(url)

    assert "secret" not in str(caught.value)


def test_an_address_in_chinese_is_encoded_for_the_wire() -> None:
    target = parse_url("http://例子.example/新闻/1.html?词=植树#尾")

    assert target.host == "xn--fsqu00a.example"
    assert target.path == "/%E6%96%B0%E9%97%BB/1.html?%E8%AF%8D=%E6%A4%8D%E6%A0%91"
