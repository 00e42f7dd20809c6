from pathlib import Path

import pytest

from digest.model.articles import Article, ArticleType, PageArticles
from digest.model.documents import Block, Box, DocumentId, Page
from digest.pages.split import split_page
from digest.text.lines import make_page

_SEEDS = Path(__file__).parents[3] / "seeds"

_NEWS = (
    "市政府召开常务会议",
    "本报讯（记者 甲乙丙）11月23日，市政府召开常务会议，研究安全生产、生态环境保护等工作。",
    "会议强调，要压紧压实安全生产责任，加大隐患排查力度，全面提升安全生产治理",
    "能力和水平，守护人民群众生命财产安全。",
    "开发区完成投资124亿元",
    "本报讯（记者 丁戊）记者从市商务局了解到，今年前10个月，全市开发区完成固定资产投资124亿元。",
    "全市开发区共实施6次项目推进活动，签约项目141个，开工项目128个。",
    "图为开发区项目建设现场。",
    "本报记者 己庚摄",
)


def _split(text: str) -> PageArticles:
    return split_page(make_page(text, uri="page.txt"), document=DocumentId("page"))


def _page(prefix: str) -> Page:
    path = next(_SEEDS.glob(f"{prefix}_*.txt"))
    return make_page(path.read_bytes().decode("utf-8"), uri=path.name)


def _bodies(found: PageArticles) -> list[tuple[int, ...]]:
    return [article.roles.body for article in found.articles]


def test_a_page_comes_apart_into_its_articles() -> None:
    found = _split("\n\n".join(_NEWS))
    assert [article.type for article in found.articles] == [
        ArticleType.NEWS,
        ArticleType.NEWS,
        ArticleType.PHOTO,
    ]
    assert _bodies(found) == [(3, 5, 7), (11, 13), (15,)]


def test_a_sentence_cut_by_a_column_is_one_again() -> None:
    article = _split("\n\n".join(_NEWS)).articles[0]
    assert article.roles.joins == ((5, 7),)
    assert "安全生产治理能力和水平" in article.text


def test_the_dateline_is_kept_apart_from_the_text() -> None:
    article = _split("\n\n".join(_NEWS)).articles[0]
    assert article.paragraphs[0].text.startswith("11月23日，市政府")
    assert (article.byline, article.source, article.dateline) == (("甲乙丙",), "本报", "11月23日")


@pytest.mark.parametrize(
    "joined", ["\n", "\n\n\n", "\r\n\r\n", "\r\r"], ids=["no blank line", "more", "windows", "mac"]
)
def test_white_space_between_lines_does_not_matter(joined: str) -> None:
    usual = _split("\n\n".join(_NEWS))
    assert [a.text for a in _split(joined.join(_NEWS)).articles] == [a.text for a in usual.articles]


def test_half_width_punctuation_does_not_matter() -> None:
    half = "\n\n".join(_NEWS).translate(str.maketrans("，（）", ",()"))
    assert _bodies(_split(half)) == _bodies(_split("\n\n".join(_NEWS)))


def test_traditional_characters_do_not_matter() -> None:
    simple, traditional = (
        "讯记议会强调压紧实责隐强镇发区亿摄图为现场报",
        "訊記議會強調壓緊實責隱強鎮發區億攝圖為現場報",
    )
    page = "\n\n".join(_NEWS).translate(str.maketrans(simple, traditional))
    assert _bodies(_split(page)) == _bodies(_split("\n\n".join(_NEWS)))


@pytest.mark.parametrize(
    "text",
    [
        "本市今天召开大会，部署工作。\n\n会议指出，要抓好工作。\n\n下一步将继续推进。",
        "# 本市召开大会\n\n大会今天召开。\n\n## 会议内容\n\n要抓好工作。\n\n## 下一步\n\n继续干。",
        "本市召开大会部署工作\n\n大会今天召开。\n\n会议内容\n\n要抓好工作。\n\n下一步\n\n继续干。",
    ],
    ids=["plain", "Markdown", "with section headings"],
)
def test_an_article_that_is_no_page_stays_one(text: str) -> None:
    assert len(_split(text).articles) == 1


@pytest.mark.parametrize("text", ["", " \n\n \n"])
def test_an_empty_page_has_no_article(text: str) -> None:
    found = _split(text)
    assert (found.articles, found.unassigned_lines) == ((), ())


def test_a_long_page_is_split_as_its_parts_are() -> None:
    once = len(_split("\n\n".join(_NEWS)).articles)
    many = _split("\n\n".join(_NEWS * 60))
    assert len(many.articles) == 60 * once
    assert many.unassigned_lines == ()


def test_every_article_says_why() -> None:
    found = split_page(_page("003"), document=DocumentId("003"))
    assert all(article.explanation for article in found.articles)
    assert any("接续" in line for article in found.articles for line in article.explanation)


def _by_first_line(found: PageArticles) -> dict[int, Article]:
    return {article.roles.lines[0]: article for article in found.articles}


@pytest.mark.parametrize(
    ("page", "bodies"),
    [
        (
            "000",
            [(7, 9, 11, 13), (19, 21, 23, 25), (31, 33, 35), (39, 41), (47, 49), (53,), (61, 63)],
        ),
        (
            "002",
            [
                (13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45),
                (7,),
                (51, 53, 55, 57),
                (61, 63, 65, 67, 69, 71, 73),
                (79, 81, 83, 85),
                (93, 95, 97, 99),
                (101, 103),
                (105,),
            ],
        ),
        (
            "003",
            [
                (11, 13, 15, 17),
                (9,),
                (21, 23, 25, 27, 29),
                (35, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57),
                (63, 65, 67, 69, 71, 73, 75),
                (79, 81, 83, 85, 87),
                (91, 93, 95, 97),
                (101, 102, 103, 105),
                (109,),
            ],
        ),
    ],
)
def test_a_real_page_comes_apart_as_a_reader_takes_it(
    page: str, bodies: list[tuple[int, ...]]
) -> None:
    assert _bodies(split_page(_page(page), document=DocumentId(page))) == bodies


def test_a_speech_cut_by_three_columns_is_one_article() -> None:
    found = _by_first_line(split_page(_page("004"), document=DocumentId("004")))[3]
    assert found.roles.body[:9] == (11, 13, 15, 17, 19, 21, 23, 25, 27)
    assert found.roles.joins == ((13, 15), (17, 19), (19, 21))


def test_an_article_without_headline_is_marked_so() -> None:
    found = _by_first_line(split_page(_page("001"), document=DocumentId("001")))[21]
    assert (found.headline_missing, found.title) == (True, None)


def test_a_cut_article_says_where_it_goes_on() -> None:
    found = _by_first_line(split_page(_page("003"), document=DocumentId("003")))[77]
    assert (found.truncated, found.continued_on, found.roles.continuation) == (
        True,
        "第二版",
        (87,),
    )
    assert not found.text.endswith("）")


def test_a_photo_between_headline_and_text_belongs_to_the_article() -> None:
    found = _by_first_line(split_page(_page("003"), document=DocumentId("003")))
    assert found[9].attached_to == found[3].id


@pytest.mark.parametrize("prefix", ["000", "001", "002", "003", "004"])
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_a_real_page_without_its_blank_lines_comes_apart_as_before(prefix: str, blank: str) -> None:
    page = _page(prefix)
    shown = [line for line in page.lines if not line.is_blank]
    numbers = {line.number: n for n, line in enumerate(shown, 1)}
    bare = _split(blank.join(line.text for line in shown))
    step = len(blank)
    found = [
        [tuple((n - 1) // step + 1 for n in part) for part in (a.roles.lines, a.roles.body)]
        for a in bare.articles
    ]
    assert found == [
        [tuple(numbers[n] for n in part) for part in (a.roles.lines, a.roles.body)]
        for a in split_page(page, document=DocumentId(prefix)).articles
    ]


def test_a_headline_line_that_breaks_softly_goes_on_without_a_gap() -> None:
    lines = ("市政府与某某信息科技有限公司  ", "举行工作会谈", *_NEWS[1:])
    article = _split("\n\n".join(lines)).articles[0]
    assert article.title == "市政府与某某信息科技有限公司举行工作会谈"


def test_boxes_tell_headlines_by_their_type() -> None:
    text = "\n".join(_NEWS[4:7])
    page = make_page(text, uri="page.pdf")
    blocks = tuple(
        Block(
            line=line.number,
            box=Box(x0=0.0, y0=40.0 * k, x1=300.0, y1=40.0 * k + 20.0),
            font_height=20.0 if k == 0 else 9.0,
        )
        for k, line in enumerate(page.lines)
    )
    boxed = Page(uri=page.uri, text=page.text, lines=page.lines, blocks=blocks)
    article = split_page(boxed, document=DocumentId("boxes")).articles[0]
    assert (article.roles.title, article.roles.body) == ((1,), (2, 3))
