"""Pages of the web, from a server on this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.web_server import Answer, WebServer, serve

ALLOW = {"DIGEST_ALLOW_NETWORKS": "127.0.0.0/8", "no_proxy": "127.0.0.1"}
PAGE = """<html><head><meta charset="gb2312"><title>春季植树开始_临江新闻网</title></head><body>
<div><a href="/">首页</a></div><h1>春季植树开始</h1><p>2024-03-27 08:00 来源：临江日报</p>
<div><p>临江市昨日召开春季植树动员会，全市计划在四月底以前栽种苗木三十万株，涉及十二个乡镇。</p>
<p>市林业局负责人说，今年的重点是河堤两岸和新建的环城公路，苗木全部由本地苗圃提供。</p></div>
</body></html>"""


@pytest.fixture
def server() -> Iterator[WebServer]:
    typed = {"Content-Type": "text/html"}
    with serve({"/news/1.html": Answer(body=PAGE.encode("gbk"), headers=typed)}) as running:
        yield running


def test_a_page_of_the_web_is_summarized(run: Run, server: WebServer) -> None:
    done = run("summarize", f"{server.url}/news/1.html", "--json", "--chars", "60", env=ALLOW)

    summary = json.loads(done.stdout)
    assert (done.returncode, summary["title"]) == (0, "春季植树开始")
    assert summary["summary"].startswith("临江市昨日召开春季植树动员会")
    assert server.paths == ["/robots.txt", "/news/1.html"]


def test_a_brief_is_made_of_pages_of_the_web(run: Run, server: WebServer) -> None:
    done = run("brief", f"{server.url}/news/1.html", "--json", env=ALLOW)

    edition = json.loads(done.stdout)
    assert edition["date"] == "2024-03-27"
    (story,) = [story for section in edition["sections"] for story in section["stories"]]
    assert story["headline"] == "春季植树开始"
    assert story["sources"][0]["name"] == "临江日报"


def test_an_address_inside_the_network_is_refused_with_a_hint(run: Run, server: WebServer) -> None:
    done = run("summarize", f"{server.url}/news/1.html", env={"no_proxy": "127.0.0.1"})

    assert done.returncode == 6
    assert "is an address inside this network (127.0.0.1)" in done.stderr.decode()
    assert "DIGEST_ALLOW_NETWORKS" in done.stderr.decode()
    assert server.paths == []


def test_a_page_that_is_not_there_does_not_hide_the_others(run: Run, server: WebServer) -> None:
    done = run("summarize", f"{server.url}/gone", f"{server.url}/news/1.html", env=ALLOW)

    assert done.returncode == 6
    assert "the server answers 404 Not Found" in done.stderr.decode()
    assert "植树动员会" in done.stdout.decode()


def test_a_saved_page_is_read_from_stdin(run: Run) -> None:
    done = run("summarize", "-", "--json", stdin=PAGE.encode("gbk"))

    assert json.loads(done.stdout)["title"] == "春季植树开始"


SCHEDULE = """version: 1
network: {{allow: [127.0.0.0/8], pause: 0}}
sources:
  news: {{type: feed, url: ["{url}/feed.xml", "{url}/dead.xml"]}}
briefs:
  morning:
    title: 早报
    sources: [news]
    window: since-last
    schedule: {{at: ["07:30"]}}
    outputs: [{{to: file, template: brief.md.j2, path: "{{date}}.md"}}]
"""
FEED = """<rss><channel><title>临江新闻</title><item><title>春季植树开始</title>
<link>{url}/news/1.html</link><pubDate>Wed, 27 Mar 2024 06:00:00 +0800</pubDate>
<description>导语。</description></item></channel></rss>"""


def test_an_edition_is_made_of_feeds_and_a_dead_one_is_an_incident(
    run: Run, server: WebServer, tmp_path: Path
) -> None:
    server.answers["/feed.xml"] = Answer(body=FEED.format(url=server.url).encode())
    (tmp_path / "schedule.yaml").write_text(SCHEDULE.format(url=server.url), encoding="utf-8")
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "no_proxy": "127.0.0.1"}

    done = run("build", "morning", "--date", "2024-03-27", env=env)
    again = run("build", "morning", "--date", "2024-03-28", "--json", env=env)

    assert done.returncode in {0, 5}, done.stderr.decode()
    brief = (tmp_path / "2024-03-27.md").read_text(encoding="utf-8")
    assert "春季植树开始" in brief
    assert "全市计划在四月底以前栽种苗木三十万株" not in brief or "导语" not in brief
    assert "dead.xml" in brief
    assert "404" in brief
    edition = json.loads(again.stdout)
    edition = edition[0] if isinstance(edition, list) else edition
    assert [story for section in edition["sections"] for story in section["stories"]] == []


def test_a_feed_is_a_brief_without_configuration(run: Run, server: WebServer) -> None:
    server.answers["/feed.xml"] = Answer(body=FEED.format(url=server.url).encode())

    done = run("brief", f"{server.url}/feed.xml", env=ALLOW)

    assert "春季植树开始" in done.stdout.decode()
