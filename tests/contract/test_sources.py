"""What every source promises, the fake included."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.errors import InputError
from digest.model.documents import Document
from digest.protocols import Source
from digest.sources.feed import FeedSource
from digest.sources.folder import FolderSource
from digest.sources.shelf import Shelf
from digest.sources.web import WebSource
from tests.fakes import NOON, BrokenSource, ListSource, a_document
from tests.web_server import Answer, WebServer, a_client, serve

ZONE = ZoneInfo("Asia/Shanghai")


def a_folder(tmp_path: Path, server: WebServer) -> Source:
    del server
    inbox = tmp_path / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / "a.txt").write_text("第一篇", encoding="utf-8")
    (inbox / "b.txt").write_bytes(b"")
    (inbox / "c.txt").write_text("第三篇", encoding="utf-8")
    return FolderSource(name="datong", path="inbox", base=tmp_path, zone=ZONE)


def some_records(tmp_path: Path, server: WebServer) -> Source:
    del server
    lines = ['{"id": "a", "text": "第一篇"}', "{", '{"id": "c", "text": "第三篇"}']
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return FolderSource(name="datong", path="in.jsonl", base=tmp_path, zone=ZONE)


def a_list(tmp_path: Path, server: WebServer) -> Source:
    del server
    bad = InputError("the file is empty", where=str(tmp_path))
    return ListSource(found=(a_document("a.txt"), bad, a_document("c.txt")))


def some_pages(tmp_path: Path, server: WebServer) -> Source:
    del tmp_path
    urls = tuple(f"{server.url}/{name}.txt" for name in ("a", "b", "c"))
    return WebSource(name="datong", urls=urls, client=a_client(), zone=ZONE)


def some_feeds(tmp_path: Path, server: WebServer) -> Source:
    urls = tuple(f"{server.url}/{name}.xml" for name in ("a", "b", "c"))
    shelf = Shelf(folder=tmp_path / "shelf")
    return FeedSource(name="datong", urls=urls, client=a_client(), zone=ZONE, shelf=shelf)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as running:
        for name in ("a", "c"):
            item = f"<item><title>{name}</title><description>{'正文。' * 100}</description></item>"
            feed = f"<rss><channel>{item}</channel></rss>"
            running.answers[f"/{name}.xml"] = Answer(body=feed.encode())
            running.answers[f"/{name}.txt"] = Answer(body=f"第{name}篇".encode())
        yield running


@pytest.fixture(params=[a_folder, some_records, a_list, some_pages, some_feeds])
def source(request: pytest.FixtureRequest, tmp_path: Path, server: WebServer) -> Source:
    make: Callable[[Path, WebServer], Source] = request.param
    return make(tmp_path, server)


def test_a_bad_document_comes_as_its_error_in_its_place(source: Source) -> None:
    found = list(source.fetch(since=None, now=NOON))
    assert [isinstance(each, InputError) for each in found] == [False, True, False]


def test_every_error_says_where(source: Source) -> None:
    errors = [e for e in source.fetch(since=None, now=NOON) if isinstance(e, InputError)]
    assert all(error.where and error.what for error in errors)


def test_documents_know_their_source_and_when_they_were_fetched(source: Source) -> None:
    for each in documents(source):
        assert each.source == source.name == "datong"
        assert each.fetched_at == NOON
        assert each.uri
        assert each.content


def test_fetching_again_gives_the_same_documents(source: Source) -> None:
    again = documents(source)
    assert [d.id for d in again] == [d.id for d in documents(source)]
    assert len({d.id for d in again}) == len(again)


def test_a_later_fetch_differs_only_in_its_time(source: Source) -> None:
    later = list(source.fetch(since=NOON, now=NOON + timedelta(hours=1)))
    assert len(later) == 3


def documents(source: Source) -> list[Document]:
    return [d for d in source.fetch(since=None, now=NOON) if isinstance(d, Document)]


@pytest.mark.parametrize("path", ["missing", "missing.txt", "missing/*.txt", "a\0b", "x" * 300])
def test_a_source_that_is_not_there_is_an_error(tmp_path: Path, path: str) -> None:
    source = FolderSource(name="datong", path=path, base=tmp_path, zone=ZONE)
    with pytest.raises(InputError):
        list(source.fetch(since=None, now=NOON))


def test_the_broken_fake_is_an_error_too() -> None:
    with pytest.raises(InputError):
        list(BrokenSource().fetch(since=None, now=NOON))
