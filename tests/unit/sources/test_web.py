from datetime import UTC

from digest.errors import InputError
from digest.model.documents import Document
from digest.sources.web import WebSource
from tests.fakes import NOON
from tests.web_server import Answer, a_client, serve

TEXT = "临江市昨日召开春季植树动员会，全市计划在四月底以前栽种苗木三十万株。"


def page(number: int) -> Answer:
    body = f"<html><body><h1>第{number}条新闻</h1><p>{TEXT}第{number}条。</p></body></html>"
    return Answer(body=body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def test_pages_come_in_the_order_of_their_addresses_and_a_dead_one_as_its_error() -> None:
    with serve({f"/{n}": page(n) for n in (1, 3)}) as server:
        urls = tuple(f"{server.url}/{n}" for n in (1, 2, 3))
        source = WebSource(name="web", urls=urls, client=a_client(), zone=UTC)

        found = list(source.fetch(since=None, now=NOON))

    assert [isinstance(each, InputError) for each in found] == [False, True, False]
    assert [each.title for each in found if isinstance(each, Document)] == [
        "第1条新闻",
        "第3条新闻",
    ]


def test_the_charset_of_the_server_is_a_hint() -> None:
    body = f"<html><body><p>{TEXT}</p></body></html>".encode("gbk")
    typed = {"Content-Type": "text/html; charset=gb2312"}
    with serve({"/": Answer(body=body, headers=typed)}) as server:
        source = WebSource(name="web", urls=(f"{server.url}/",), client=a_client(), zone=UTC)
        (document,) = source.fetch(since=None, now=NOON)

    assert isinstance(document, Document)
    assert document.content.decode() == TEXT + "\n"


def test_text_is_read_as_text_and_a_picture_is_refused() -> None:
    answers = {
        "/a": Answer(body=TEXT.encode(), headers={"Content-Type": "text/plain"}),
        "/b": Answer(body=b"GIF89a", headers={"Content-Type": "image/gif"}),
    }
    with serve(dict(answers)) as server:
        urls = tuple(server.url + path for path in answers)
        found = list(
            WebSource(name="web", urls=urls, client=a_client(), zone=UTC).fetch(
                since=None, now=NOON
            )
        )

    assert isinstance(found[0], Document)
    assert isinstance(found[1], InputError)
    assert "is a GIF picture" in found[1].what
