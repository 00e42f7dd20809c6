"""Every line of any text is accounted for, and every paragraph can be traced to it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model.articles import PageArticles
from digest.model.documents import Block, Box, DocumentId, Page
from digest.pages.split import split_page
from digest.text.lines import make_page
from digest.text.traces import restore

_LINES = st.sampled_from(
    [
        "",
        "",
        "   ",
        "## 市政府召开常务会议",
        "抢抓机遇寻求合作 蓄势聚力助推发展",
        "本报讯（记者 甲乙）11月20日，全市重点工作推进会召开，安排部署下一步工作。",
        "新华社北京3月26日电 今年以来，各地粮食生产形势总体良好，",
        "□ 本报记者 丙丁",
        "会议指出，要持续抓好安全生产，全面提升金融",
        "服务实体经济的能力和水平，推动全市高质量发展。",
        "图为活动现场。",
        "本报记者 戊己摄",
        "（下转第二版）",
        "» 导读  ",
        "刊2版",
        "受理电话：0000-1234567",
        "良 言",
        "”””）",
        "****",
        "#",
        "健康中国 and 体育强国建设扎实推进。",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(_LINES, max_size=40).map("\n".join),
    st.lists(_LINES, max_size=40).map("\r\n".join),
)


def _split(text: str) -> PageArticles:
    return split_page(make_page(text, uri="page.txt"), document=DocumentId("page"))


@settings(max_examples=120, derandomize=True, deadline=None)
@given(_TEXTS)
def test_every_line_is_in_exactly_one_place(text: str) -> None:
    page = make_page(text, uri="page.txt")
    articles = _split(text)
    placed = [number for article in articles.articles for number in article.roles.lines]
    shown = [line.number for line in page.lines if not line.is_blank]
    assert sorted([*placed, *articles.unassigned_lines]) == shown


_NUMBERS = st.floats(min_value=-50.0, max_value=2000.0, allow_nan=False)
_BOXES = st.builds(
    lambda x, y, width, height: Box(x0=x, y0=y, x1=x + width, y1=y + height),
    *[_NUMBERS] * 4,
)


@st.composite
def _boxed_pages(draw: st.DrawFn) -> Page:
    """Pages on which any line may have any box, or none."""
    page = make_page(draw(_TEXTS), uri="page.pdf")
    blocks = tuple(
        Block(
            line=line.number,
            box=draw(_BOXES),
            font_height=draw(st.floats(min_value=0.0, max_value=80.0)),
            page=draw(st.integers(min_value=1, max_value=2)),
        )
        for line in page.lines
        if not line.is_blank and draw(st.integers(0, 9))
    )
    return replace(page, blocks=blocks, rules=tuple(draw(st.lists(_BOXES, max_size=3))))


@settings(max_examples=60, derandomize=True, deadline=None)
@given(_boxed_pages())
def test_every_line_with_a_box_is_in_exactly_one_place(page: Page) -> None:
    articles = split_page(page, document=DocumentId("page"))
    placed = [number for article in articles.articles for number in article.roles.lines]
    shown = [line.number for line in page.lines if not line.is_blank]
    assert sorted([*placed, *articles.unassigned_lines]) == shown


@settings(max_examples=80, derandomize=True, deadline=None)
@given(_TEXTS)
def test_every_paragraph_can_be_read_back_from_the_page(text: str) -> None:
    for article in _split(text).articles:
        for paragraph in article.paragraphs:
            assert restore(text, paragraph.spans, paragraph.edits) == paragraph.text


@settings(max_examples=40, derandomize=True, deadline=None)
@given(_TEXTS)
def test_the_same_page_is_split_the_same_way_twice(text: str) -> None:
    assert _split(text) == _split(text)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.lists(_LINES, max_size=30))
def test_windows_line_ends_change_nothing_but_offsets(lines: list[str]) -> None:
    plain, windows = _split("\n".join(lines)), _split("\r\n".join(lines))
    assert [a.roles for a in plain.articles] == [a.roles for a in windows.articles]
    assert [a.text for a in plain.articles] == [a.text for a in windows.articles]
