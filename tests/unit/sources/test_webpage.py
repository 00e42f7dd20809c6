"""Web pages as sites build them: the article among menus, crumbs, comments and what else is new."""

from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.errors import InputError
from digest.model.documents import Document, DocumentKind
from digest.sources.folder import FolderSource
from digest.sources.webpage.read import WebPage, read_webpage
from tests.fakes import NOON

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = "临江市昨日召开春季植树动员会，全市计划在四月底以前栽种苗木三十万株，涉及十二个乡镇。"
SECOND = "市林业局负责人说，今年的重点是河堤两岸和新建的环城公路，苗木全部由本地苗圃提供。"
THIRD = "据了解，各单位已领取苗木，并将在周末组织职工上山；成活率将在秋季检查，结果向社会公布。"

PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>临江启动春季植树 - 临江新闻网</title><script>var a = "脚本里的句子，不是正文。";</script>
<style>p {{color: red}}</style>
</head><body><div class="top"><a href="/">首页</a> <a href="/a">要闻</a> <a href="/b">社会</a></div>
<div id="main"><h1>临江启动春季植树</h1>
<p class="info">2024年03月27日 08:05　来源：临江日报　作者：王小明　责任编辑：李四</p>
<div class="text"><p>　　{FIRST}</p><p>　　{SECOND}</p><h2>秋季检查</h2><p>　　{THIRD}</p>
<p>责任编辑：李四</p></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/1">去年植树的回顾，成果丰硕。</a></li>
<li><a href="/2">另一条新闻</a></li></ul></div>
<div class="comments"><p>网友甲：写得真好，我们单位也要去植树，希望树都能活下来。</p></div>
</div><footer>版权所有：临江新闻网，未经许可不得转载。</footer></body></html>"""


def read(page: str | bytes, *, where: str = "page.html", charset: str | None = None) -> WebPage:
    content = page.encode() if isinstance(page, str) else page
    return read_webpage(content, where=where, zone=ZONE, charset=charset)


def test_the_article_is_found_among_menus_comments_and_links() -> None:
    page = read(PAGE)

    assert page.text.splitlines() == [FIRST, SECOND, "## 秋季检查", THIRD]


def test_title_date_author_and_source_are_those_printed() -> None:
    page = read(PAGE)

    assert page.title == "临江启动春季植树"
    assert page.published is not None
    assert page.published.isoformat() == "2024-03-27T08:05:00+08:00"
    assert page.authors == ("王小明",)
    assert page.source == "临江日报"


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "GBK", "big5", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_any_declared_encoding_is_only_a_hint(encoding: str, declared: str) -> None:
    content = PAGE.replace('charset="utf-8"', f'charset="{declared}"').encode(encoding)

    page = read(content, charset=declared)

    assert page.text.startswith(FIRST)
    assert page.title == "临江启动春季植树"


def test_a_page_in_gbk_with_a_broken_byte_is_still_read() -> None:
    content = PAGE.replace('charset="utf-8"', 'charset="gb2312"').encode("gbk")
    broken = content.replace("网友甲".encode("gbk"), b"\xff\xff")

    assert read(broken).text.startswith(FIRST)


def test_a_page_without_tags_of_paragraphs_is_cut_at_its_line_breaks() -> None:
    page = read(
        f"<html><body><td><font>{FIRST}<br><br>{SECOND}<br/>{THIRD}</font></td></body></html>"
    )

    assert page.text.splitlines() == [FIRST, SECOND, THIRD]


def test_lists_of_links_are_no_article() -> None:
    links = "".join(f'<li><a href="/{n}">第{n}条新闻的标题，很长很长</a></li>' for n in range(50))

    with pytest.raises(InputError, match="no article"):
        read(f"<html><body><ul>{links}</ul></body></html>")


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><div id=app></div></body></html>", "<"]
)
def test_a_page_without_text_is_an_error_with_a_hint(page: str) -> None:
    with pytest.raises(InputError) as caught:
        read(page)

    assert caught.value.where == "page.html"


def test_a_page_of_a_hundred_thousand_nested_tags_is_no_crash() -> None:
    with pytest.raises(InputError):
        read("<div>" * 100_000)


def test_what_is_hidden_is_not_read() -> None:
    page = read(PAGE.replace("<h2>", f'<p style="display: none">{SECOND}隐藏</p><h2>'))

    assert "隐藏" not in page.text


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<meta property="article:published_time" content="2023-05-06T07:08:09+08:00">',
            "07:08:09",
        ),
        ('<meta name="publishdate" content="2023-05-06">', "00:00:00"),
        (
            '<script type="application/ld+json">{"datePublished": "2023-05-06 07:08"}</script>',
            "07:08:00",
        ),
    ],
)
def test_a_declared_date_is_taken_before_a_printed_one(head: str, expected: str) -> None:
    page = read(PAGE.replace("<head>", f"<head>{head}"))

    assert page.published is not None
    assert page.published.isoformat() == f"2023-05-06T{expected}+08:00"


def test_the_address_dates_a_page_that_prints_no_date() -> None:
    bare = PAGE.replace("2024年03月27日 08:05", "")

    page = read(bare, where="https://news.example/2024/0327/c1-2.html")

    assert page.published is not None
    assert page.published.date().isoformat() == "2024-03-27"


def test_a_date_in_the_text_is_not_the_date_of_the_page() -> None:
    bare = PAGE.replace("2024年03月27日 08:05", "").replace("昨日", "2021年1月1日")

    assert read(bare).published is None


def test_a_folder_reads_pages_as_articles(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode("gb18030"))
    source = FolderSource(name="web", path=".", base=tmp_path, zone=UTC)

    (document,) = source.fetch(since=None, now=NOON)

    assert isinstance(document, Document)
    assert document.kind is DocumentKind.ARTICLE
    assert document.title == "临江启动春季植树"
    assert document.content.decode().startswith(FIRST)
    assert document.imprint.authors == ("王小明",)
    assert document.imprint.name == "临江日报"
