"""Feeds as they are written, well and badly."""

import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import InputError
from digest.sources.feed import is_teaser
from digest.sources.feeds.entries import Feed
from digest.sources.feeds.opml import read_opml
from digest.sources.feeds.parse import parse_feed

ZONE = ZoneInfo("Asia/Shanghai")
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>临江新闻</title>
<image><title>图标</title></image>
<item><title>春季植树开始</title><link>https://news.example/1.html</link>
<guid isPermaLink="false">n1</guid><pubDate>Wed, 27 Mar 2024 08:00:00 +0800</pubDate>
<dc:creator>王小明</dc:creator><description>导语。</description>
<content:encoded><![CDATA[<p>全市昨日开始植树。</p><h3>河堤</h3><p>先栽河堤&nbsp;两岸。</p>]]></content:encoded>
</item>
<item><title>大桥通车 &amp; 限速</title><link>https://news.example/2.html</link>
<pubDate>2024年03月26日 18:30</pubDate>
<description>&lt;p&gt;大桥今日通车。&lt;/p&gt;</description></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>临江新闻</title>
<entry><title type="html">春季&lt;b&gt;植树&lt;/b&gt;</title><id>tag:1</id>
<link rel="edit" href="https://news.example/edit"/><link href="https://news.example/1.html"/>
<published>2024-03-27T00:00:00Z</published><updated>2024-03-28T00:00:00Z</updated>
<author><name>王小明</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>第一段。</p><p>第二段。</p></div></content>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>旧式</title></channel>
<item><title>一条</title><link>https://news.example/1</link><dc:date>2024-03-27</dc:date></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "临江新闻",
        "items": [
            {
                "id": 1,
                "url": "https://news.example/1.html",
                "title": "春季植树",
                "content_html": "<p>第一段。</p><p>第二段。</p>",
                "date_published": "2024-03-27T08:00:00+08:00",
                "authors": [{"name": "王小明"}],
            },
            {"id": "2", "content_text": "没有标题的一条。"},
        ],
    },
    ensure_ascii=False,
)


def parse(text: str | bytes, charset: str | None = None) -> Feed:
    content = text.encode() if isinstance(text, str) else text
    return parse_feed(content, where="feed", zone=ZONE, charset=charset)


def test_rss_gives_its_items_with_full_text_date_and_author() -> None:
    feed = parse(RSS)

    first, second = feed.entries
    assert feed.title == "临江新闻"
    assert (first.id, first.url, first.title) == (
        "n1",
        "https://news.example/1.html",
        "春季植树开始",
    )
    assert first.text.splitlines() == ["全市昨日开始植树。", "## 河堤", "先栽河堤 两岸。"]
    assert first.authors == ("王小明",)
    assert first.published is not None
    assert first.published.isoformat() == "2024-03-27T08:00:00+08:00"
    assert (second.id, second.title) == (second.url, "大桥通车 & 限速")
    assert second.text == "大桥今日通车。"


def test_a_chinese_date_is_not_the_first_of_its_month() -> None:
    second = parse(RSS).entries[1]

    assert second.published is not None
    assert second.published.isoformat() == "2024-03-26T18:30:00+08:00"


def test_atom_gives_its_items() -> None:
    (entry,) = parse(ATOM).entries

    assert (entry.title, entry.url) == ("春季植树", "https://news.example/1.html")
    assert entry.text.splitlines() == ["第一段。", "第二段。"]
    assert entry.authors == ("王小明",)
    assert entry.published is not None
    assert entry.published.isoformat() == "2024-03-27T00:00:00+00:00"


def test_rss_1_gives_its_items() -> None:
    (entry,) = parse(RDF).entries

    assert (entry.title, entry.published and entry.published.day) == ("一条", 27)


def test_json_feed_gives_its_items() -> None:
    first, second = parse(JSON).entries

    assert (first.id, first.title, first.authors) == ("1", "春季植树", ("王小明",))
    assert first.text.splitlines() == ["第一段。", "第二段。"]
    assert (second.title, second.text) == (None, "没有标题的一条。")


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("gb2312", "全市开始植树"),
        ("gb18030", "镕城開始植樹"),
        ("big5", "全市開始植樹，會上說明發展的方向"),
        ("utf-16", "全市开始植树"),
    ],
)
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", None])
def test_feeds_in_any_encoding_are_read(encoding: str, title: str, declared: str | None) -> None:
    mark = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = f"{mark}<rss><channel><item><title>{title}</title></item></channel></rss>"

    assert parse(text.encode(encoding)).entries[0].title == title


@pytest.mark.parametrize("text", [RSS, ATOM, JSON])
@settings(max_examples=60)
@given(share=st.floats(0, 1))
def test_a_feed_that_breaks_off_gives_what_is_whole(text: str, share: float) -> None:
    content = text.encode()
    try:
        feed = parse(content[: int(len(content) * share)])
    except InputError:
        return
    assert len(feed.entries) <= 2


@pytest.mark.parametrize("text", ["", "x", "<html><body>x</body></html>", "{}", "[1]", "{", "<a/>"])
def test_what_is_no_feed_is_an_error(text: str) -> None:
    with pytest.raises(InputError):
        parse(text)


def test_entities_of_the_writers_own_do_not_grow() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    feed = parse(f"{bomb}]><rss><channel><item><title>&j;x</title></item></channel></rss>")

    assert feed.entries[0].title == "x"


def test_files_of_this_machine_are_not_drawn_in() -> None:
    text = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    feed = parse(f"{text}<rss><channel><item><title>&a;x</title></item></channel></rss>")

    assert feed.entries[0].title == "x"


def test_a_list_of_feeds_gives_each_address_once() -> None:
    opml = """<opml version="1.0"><body><outline text="新闻"><outline text="甲" xmlUrl="https://a/1"/>
    <outline xmlUrl="https://b/2?x=1&y=2"/><outline xmlUrl="https://a/1"/></outline></body></opml>"""

    assert read_opml(opml.encode(), where="f.opml")[0] == "https://a/1"
    assert len(read_opml(opml.encode(), where="f.opml")) == 2
    with pytest.raises(InputError):
        read_opml(RSS.encode(), where="f.opml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("短。", True),
        ("长。" * 200, False),
        ("长。" * 200 + "……", True),
        ("长。" * 200 + "[详细]", True),
    ],
)
def test_teasers_are_told_from_whole_texts(text: str, *, expected: bool) -> None:
    assert is_teaser(text) is expected
