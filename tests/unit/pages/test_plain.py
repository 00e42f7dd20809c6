"""A text that is one article keeps every word, and knows its title."""

import pytest

from digest.model.articles import Article, ArticleId
from digest.model.documents import DocumentId
from digest.pages.plain import read_article
from digest.text.lines import make_page


def read(text: str, title: str | None = None) -> Article:
    page = make_page(text, uri="a.txt")
    return read_article(page, document=DocumentId("d"), article=ArticleId("a1"), title=title)


def test_a_short_first_line_is_the_title() -> None:
    article = read("冰雪节开幕\n\n第五届冰雪节昨日开幕，吸引了各地游客前来。\n")

    assert (article.title, article.text) == (
        "冰雪节开幕",
        "第五届冰雪节昨日开幕，吸引了各地游客前来。",
    )


PARAGRAPH = (
    "第五届冰雪节昨日开幕，吸引了各地游客前来，本届冰雪节为期三个月，安排13项赛事和百余场群众活动。"
)


def test_short_lines_between_title_and_text_are_its_subtitle() -> None:
    article = read(f"冰雪节开幕吸引游客三千余人\n\n为期三个月\n\n{PARAGRAPH}\n")

    assert (article.title, article.text) == ("冰雪节开幕吸引游客三千余人", PARAGRAPH)
    assert article.roles.subtitle == (3,)


def test_who_wrote_it_is_no_subtitle() -> None:
    article = read(f"让小店经济更有温度\n本报评论员\n\n{PARAGRAPH}\n")

    assert article.title == "让小店经济更有温度"
    assert "本报评论员" in article.text


@pytest.mark.parametrize(
    "lines",
    [
        "会议议程安排\n一、领导致辞\n二、讨论",
        "购物清单如下\n牛奶两箱\n面包\n鸡蛋",
        "公告\n受理电话：110\n受理邮箱：a@example.com",
    ],
)
def test_a_list_under_a_title_stays_in_the_text(lines: str) -> None:
    listed = lines.splitlines()[1:]

    assert all(line in read(f"{lines}\n{PARAGRAPH}").text for line in listed)


def test_short_lines_alone_are_text() -> None:
    poem = "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡。"

    assert read(poem).text.replace("\n", "") == poem.replace("\n", "")


def test_a_markdown_heading_is_the_title() -> None:
    assert read("# 冰雪节\n\n昨日开幕。").title == "冰雪节"


def test_a_single_line_is_text_not_a_title() -> None:
    article = read("今天天气很好")

    assert (article.title, article.text) == (None, "今天天气很好")


def test_a_given_title_leaves_every_line_in_the_text() -> None:
    assert read("第一段\n\n第二段更长一些。", title="题").text == "第一段\n第二段更长一些。"


def test_wrapped_lines_are_rejoined() -> None:
    text = (
        "全市上下牢记嘱托深入贯彻省委市委部署瞄准四\n大新赛道加快构建现代化产业体系行稳致远\n。\n"
    )

    assert len(read(text, title="题").paragraphs) == 1


def test_short_lines_of_a_list_stay_apart() -> None:
    text = "受理邮箱：a@example.com\n受理电话：110\n受理时间：8:00—18:00（工作日）\n"

    assert len(read(text, title="公告").paragraphs) == 3
