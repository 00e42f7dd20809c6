"""Feeds from a server on this machine: politely asked, each item once, never the end of a brief."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.errors import InputError
from digest.model.documents import Document
from digest.sources.feed import FeedSource, FullText
from digest.sources.shelf import Shelf
from tests.web_server import Answer, WebServer, a_client, serve

NOW = datetime(2024, 3, 27, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONG = "临江市昨日召开春季植树动员会，全市计划在四月底以前栽种苗木三十万株。" * 8


def rss(server: WebServer, *texts: str, date: str = "Wed, 27 Mar 2024 00:30:00 GMT") -> bytes:
    items = "".join(
        f"<item><title>第{n}条</title><link>{server.url}/{n}.html</link>"
        f"<pubDate>{date}</pubDate><description>{text}</description></item>"
        for n, text in enumerate(texts, start=1)
    )
    return f"<rss><channel><title>临江新闻</title>{items}</channel></rss>".encode()


def page(text: str) -> Answer:
    body = f"<html><body><h1>题</h1><p>来源：临江日报</p><p>{text}</p></body></html>"
    return Answer(body=body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def source(
    server: WebServer, tmp_path: Path, *paths: str, full_text: FullText = FullText.AUTO
) -> FeedSource:
    return FeedSource(
        name="feeds",
        urls=tuple(server.url + path for path in paths or ("/feed",)),
        client=a_client(seconds=2),
        zone=ZoneInfo("Asia/Shanghai"),
        shelf=Shelf(folder=tmp_path / "shelf"),
        full_text=full_text,
    )


def documents(found: list[Document | InputError]) -> list[Document]:
    return [each for each in found if isinstance(each, Document)]


def errors(found: list[Document | InputError]) -> list[InputError]:
    return [each for each in found if isinstance(each, InputError)]


def test_items_are_articles_with_title_date_and_publication(tmp_path: Path) -> None:
    with serve() as server:
        server.answers["/feed"] = Answer(body=rss(server, LONG))
        (document,) = documents(list(source(server, tmp_path).fetch(since=None, now=NOW)))

    assert (document.title, document.uri) == ("第1条", f"{server.url}/1.html")
    assert document.content.decode() == LONG + "\n"
    assert document.imprint.name == "临江新闻"
    assert document.published is not None
    assert document.published.isoformat() == "2024-03-27T08:30:00+08:00"


def test_a_teaser_is_replaced_by_the_text_of_its_page(tmp_path: Path) -> None:
    with serve() as server:
        server.answers |= {
            "/feed": Answer(body=rss(server, "导语。", LONG)),
            "/1.html": page(LONG * 2),
        }
        found = documents(list(source(server, tmp_path).fetch(since=None, now=NOW)))

        assert found[0].content.decode() == LONG * 2 + "\n"
        assert found[0].imprint.name == "临江日报"
        assert "/2.html" not in server.paths


def test_pages_are_never_fetched_where_the_user_says_so(tmp_path: Path) -> None:
    with serve() as server:
        server.answers |= {"/feed": Answer(body=rss(server, "导语。")), "/1.html": page(LONG)}
        never = source(server, tmp_path, full_text=FullText.NEVER)

        assert documents(list(never.fetch(since=None, now=NOW)))[0].content == "导语。\n".encode()


def test_old_items_keep_their_teasers(tmp_path: Path) -> None:
    with serve() as server:
        old = rss(server, "导语。", date="Wed, 27 Dec 2023 00:30:00 GMT")
        server.answers["/feed"] = Answer(body=old)
        list(source(server, tmp_path).fetch(since=None, now=NOW))

        assert server.paths == ["/feed"]


def test_a_page_that_is_gone_leaves_the_teaser_and_one_error(tmp_path: Path) -> None:
    with serve() as server:
        server.answers["/feed"] = Answer(body=rss(server, "导语一。", "导语二。"))
        found = list(source(server, tmp_path).fetch(since=None, now=NOW))

    assert [d.content.decode() for d in documents(found)] == ["导语一。\n", "导语二。\n"]
    (error,) = errors(found)
    assert "2 of its items are printed as teasers" in error.what
    assert error.where == f"{server.url}/feed"


def test_nothing_new_costs_no_second_copy(tmp_path: Path) -> None:
    with serve() as server:
        tagged = {"ETag": '"v1"', "Last-Modified": "Wed, 27 Mar 2024 00:00:00 GMT"}
        whole = Answer(body=rss(server, LONG), headers=tagged)

        server.answers["/feed"] = lambda headers: (
            Answer(status=304) if headers.get("if-none-match") == '"v1"' else whole
        )
        feed = source(server, tmp_path)
        first = documents(list(feed.fetch(since=None, now=NOW)))
        second = documents(list(feed.fetch(since=None, now=NOW + HOUR)))

        assert [d.id for d in first] == [d.id for d in second]
        assert [d.content for d in first] == [d.content for d in second]
        assert server.requests[1][1]["if-modified-since"] == tagged["Last-Modified"]


def test_a_feed_is_not_asked_twice_within_minutes(tmp_path: Path) -> None:
    with serve() as server:
        server.answers["/feed"] = Answer(body=rss(server, LONG))
        feed = source(server, tmp_path)
        for minutes in (0, 1, 4):
            list(feed.fetch(since=None, now=NOW + timedelta(minutes=minutes)))

        assert server.paths == ["/feed"]


def test_an_item_stays_as_it_was_first_given(tmp_path: Path) -> None:
    with serve() as server:
        feed = source(server, tmp_path)
        server.answers["/feed"] = Answer(body=rss(server, LONG))
        (before,) = documents(list(feed.fetch(since=None, now=NOW)))
        server.answers["/feed"] = Answer(body=rss(server, LONG + "更正：是三十一万株。"))
        (after,) = documents(list(feed.fetch(since=None, now=NOW + HOUR)))

    assert (after.id, after.content) == (before.id, before.content)


def test_an_item_of_two_feeds_comes_once(tmp_path: Path) -> None:
    with serve() as server:
        server.answers |= {path: Answer(body=rss(server, LONG)) for path in ("/a", "/b")}
        found = list(source(server, tmp_path, "/a", "/b").fetch(since=None, now=NOW))

    assert len(found) == 1


def test_a_dead_feed_gives_its_error_and_what_it_last_gave(tmp_path: Path) -> None:
    with serve() as server:
        server.answers["/feed"] = Answer(body=rss(server, LONG))
        feed = source(server, tmp_path)
        list(feed.fetch(since=None, now=NOW))
        server.answers["/feed"] = Answer(status=500)
        found = list(feed.fetch(since=None, now=NOW + HOUR))

    assert len(documents(found)) == 1
    assert "the server answers 500" in errors(found)[0].what


def test_a_feed_that_failed_is_left_alone_for_a_while(tmp_path: Path) -> None:
    with serve({"/feed": Answer(status=503, headers={"Retry-After": "7200"})}) as server:
        feed = source(server, tmp_path)
        for hours in (0, 1, 3):
            (error,) = errors(list(feed.fetch(since=None, now=NOW + hours * HOUR)))
            assert "503" in error.what

        assert server.paths == ["/feed", "/feed"]


def test_the_longer_a_feed_is_dead_the_less_it_is_asked(tmp_path: Path) -> None:
    with serve({"/feed": Answer(status=404)}) as server:
        feed = source(server, tmp_path)
        for minutes in range(0, 24 * 60, 5):
            list(feed.fetch(since=None, now=NOW + timedelta(minutes=minutes)))

        assert len(server.paths) < 10


def test_a_living_feed_beside_dead_ones_comes_through(tmp_path: Path) -> None:
    with serve() as server:
        server.answers |= {
            "/good": Answer(body=rss(server, LONG)),
            "/bad": Answer(body=b"<html><body>moved</body></html>"),
        }
        found = list(source(server, tmp_path, "/gone", "/bad", "/good").fetch(since=None, now=NOW))

    assert [isinstance(each, InputError) for each in found] == [True, True, False]


def test_a_spoilt_shelf_is_as_good_as_none(tmp_path: Path) -> None:
    with serve() as server:
        server.answers["/feed"] = Answer(body=rss(server, LONG))
        feed = source(server, tmp_path)
        list(feed.fetch(since=None, now=NOW))
        for path in (tmp_path / "shelf").glob("*/*.json"):
            path.write_bytes(b"\xff{")

        assert len(list(feed.fetch(since=None, now=NOW + HOUR))) == 1


def test_without_a_shelf_a_feed_is_read_all_the_same(tmp_path: Path) -> None:
    with serve() as server:
        server.answers["/feed"] = Answer(body=rss(server, LONG))
        bare = FeedSource(
            name="f", urls=(f"{server.url}/feed",), client=a_client(), zone=UTC, shelf=Shelf()
        )

        assert len(list(bare.fetch(since=None, now=NOW))) == 1
    assert not list(tmp_path.iterdir())
