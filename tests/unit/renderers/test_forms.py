import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from typing_extensions import override

from digest.model.editions import Edition, Section
from digest.model.plans import Footer
from digest.renderers.templates import TemplateRenderer
from tests.unit.renderers.sample_edition import (
    DAY,
    FORUM,
    HOSTILE,
    empty_edition,
    hostile_edition,
    sample_edition,
    two_days_edition,
)

EDITIONS = [sample_edition, empty_edition, hostile_edition, two_days_edition]
TEXT_FORMS = ["brief.md.j2", "brief.txt.j2"]
FORMS = [*TEXT_FORMS, "brief.html.j2"]


def printed(edition: Edition, template: str) -> str:
    return TemplateRenderer(template).render(edition).body.decode()


def as_html(markdown: str, preset: str = "commonmark") -> str:
    return str(MarkdownIt(preset, {"linkify": False}).render(markdown))


class Reading(HTMLParser):
    """The words and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]

    @override
    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> Reading:
    reading = Reading()
    reading.feed(page)
    return reading


@pytest.mark.parametrize("make", EDITIONS)
@pytest.mark.parametrize("preset", ["commonmark", "js-default", "gfm-like"])
def test_markdown_leaves_no_asterisks_of_emphasis(make: object, preset: str) -> None:
    assert callable(make)
    markdown = printed(make(), "brief.md.j2")

    words = "".join(read(as_html(markdown, preset)).words)

    assert "**" not in words.replace("**粗**", "")


@pytest.mark.parametrize("make", EDITIONS)
def test_markdown_holds_no_raw_html(make: object) -> None:
    assert callable(make)
    tokens = MarkdownIt("commonmark").parse(printed(make(), "brief.md.j2"))
    inline = [child for token in tokens for child in token.children or ()]

    assert not [each for each in (*tokens, *inline) if each.type.startswith("html")]


def test_article_text_cannot_become_markup_in_markdown() -> None:
    reading = read(as_html(printed(hostile_edition(), "brief.md.j2"), "js-default"))

    assert not {"script", "em", "strong", "code", "s", "img", "table", "a", "ol"} & set(
        reading.tags
    )
    assert HOSTILE in "".join(reading.words)


def test_article_text_cannot_become_markup_in_html() -> None:
    reading = read(printed(hostile_edition(), "brief.html.j2"))

    assert "script" not in reading.tags
    assert reading.addresses == []
    assert HOSTILE in "".join(reading.words)


def test_an_address_of_the_web_becomes_a_link() -> None:
    story = replace(FORUM, sources=(replace(FORUM.sources[0], uri="https://example.com/a?b=1"),))
    section = replace(sample_edition().sections[1], stories=(story,))
    edition = replace(sample_edition(), sections=(section,))

    assert "https://example.com/a?b=1" in read(printed(edition, "brief.html.j2")).addresses
    assert '<a href="https://example.com/a?b=1">' in as_html(printed(edition, "brief.md.j2"))


@pytest.mark.parametrize("template", FORMS)
def test_every_form_prints_headline_summary_source_and_flags(template: str) -> None:
    text = printed(sample_edition(), template)
    if template.endswith(".html.j2"):
        text = "".join(read(text).words)

    for wanted in (
        "大同要闻",
        "第 86 期",
        "2024年3月27日 星期三 · 农历二月十八",
        "来源：大同日报（名称、日期：配置）",
        "识别 11 篇，入选 6 篇",
        "4,365 字 → 412 字",
        "约 2 分钟",
        "头条",
        "卢东亮带队赴上海考察对接",
        "庆祝两国建交一周年。（新华社）",
        "001:7",
        "原文截断",
        "〔拟〕",
        "卡斯特罗（洪都拉斯总统）",
        "2 家媒体报道",
        "无法归属",
        "国家电投金融？",
        "未使用大模型，每句均可回溯原文",
    ):
        assert wanted in text, wanted


@pytest.mark.parametrize("template", FORMS)
def test_an_empty_edition_says_so(template: str) -> None:
    assert "本期没有收到来源文件" in printed(empty_edition(), template)


@pytest.mark.parametrize("template", FORMS)
def test_a_late_edition_is_marked(template: str) -> None:
    assert "补发" in printed(replace(sample_edition(), late=True), template)


@pytest.mark.parametrize("template", FORMS)
def test_pages_of_several_days_are_grouped_by_date(template: str) -> None:
    text = printed(two_days_edition(), template)

    assert "往期版面汇编" in text
    assert text.index("2024年3月26日 星期二") < text.index("张强主持召开座谈会")


@pytest.mark.parametrize("template", FORMS)
def test_no_form_speaks_of_today(template: str) -> None:
    edition = replace(sample_edition(), day=date(2026, 1, 5))

    text = printed(edition, template)

    assert "今日" not in text
    assert "所据版面为2024年3月27日" in text


@pytest.mark.parametrize("template", FORMS)
@pytest.mark.parametrize("make", EDITIONS)
def test_equal_editions_give_equal_bytes(template: str, make: object) -> None:
    assert callable(make)
    assert printed(make(), template) == printed(make(), template)


@pytest.mark.parametrize("template", TEXT_FORMS)
def test_text_forms_have_no_trailing_space_and_no_double_blank_lines(template: str) -> None:
    text = printed(sample_edition(), template)

    assert all(line == line.rstrip() for line in text.split("\n"))
    assert "\n\n\n" not in text


def test_the_html_page_loads_nothing() -> None:
    page = printed(sample_edition(), "brief.html.j2")

    assert not {"script", "link", "img", "iframe"} & set(read(page).tags)
    assert "url(" not in page
    assert "@import" not in page


def test_a_mail_has_a_font_on_every_cell_and_stays_small() -> None:
    page = printed(sample_edition(), "mail.html.j2")

    cells = re.findall(r"<td[^>]*>", page)
    assert all("font-family:" in cell for cell in cells)
    assert len(page.encode()) < 100_000
    assert not {"script", "link", "img", "iframe"} & set(read(page).tags)


def test_a_mail_cannot_be_changed_by_article_text() -> None:
    reading = read(printed(hostile_edition(), "mail.html.j2"))

    assert "script" not in reading.tags
    assert reading.addresses == []


def test_a_chat_text_has_at_most_twelve_lines_of_forty_characters() -> None:
    story = replace(FORUM, headline="长" * 60)
    edition = replace(sample_edition(), sections=(Section(name="要闻", stories=(story,) * 30),))

    lines = printed(edition, "wechat.txt.j2").splitlines()

    assert len(lines) <= 12
    assert all(len(line) <= 40 for line in lines)


def test_a_bulletin_has_head_and_foot() -> None:
    footer = Footer(report_to=("市委常委",), signer="某人")
    page = printed(replace(sample_edition(), footer=footer), "jianbao.html.j2")
    page = page.partition("<body>")[2]

    assert page.index("内部资料") < page.index("第 86 期") < page.index("报：市委常委")


def test_the_html_page_is_chinese_and_has_one_main_heading() -> None:
    page = printed(sample_edition(), "brief.html.j2")

    assert '<html lang="zh-CN">' in page
    assert read(page).tags.count("h1") == 1


def test_the_file_is_named_after_the_slot() -> None:
    assert TemplateRenderer("brief.md.j2").render(sample_edition()).filename == (
        f"{DAY.isoformat()}-morning.md"
    )
