"""A text that is one article keeps every word, and knows its title."""

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
