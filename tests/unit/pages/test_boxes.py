"""Pages of blocks with boxes, as a PDF or the recognizer of a picture hands them over."""

from dataclasses import replace

from digest.model.articles import PageArticles
from digest.model.documents import Block, Box, DocumentId, Page
from digest.pages.blocks import read_lines
from digest.pages.split import split_page
from digest.text.lines import make_page

_HEAD, _BODY = 22.0, 10.0
_COLUMN, _GUTTER = 180.0, 20.0

# Two articles side by side under their own headlines, each in two columns.
_LEFT = (
    "市政府召开常务会议",
    "本报讯（记者 甲乙丙）11月23日，市政府召开常务会议，研究安全生产、生态环境保护等工作。",
    "会议强调，要压紧压实安全生产责任，加大隐患排查力度，全面提升安全生产治理",
    "能力和水平，守护人民群众生命财产安全。",
)
_RIGHT = (
    "开发区完成投资124亿元",
    "本报讯（记者 丁戊）记者从市商务局了解到，今年前10个月，全市开发区完成固定资产投资124亿元。",
    "全市开发区共实施6次项目推进活动，签约项目141个，开工项目128个。",
)


def _block(
    line: int, *, column: int, top: float, height: float = _BODY, wide: int = 1, page: int = 1
) -> Block:
    """A block of two rows of type in a column, or across `wide` columns."""
    left = column * (_COLUMN + _GUTTER)
    right = left + wide * _COLUMN + (wide - 1) * _GUTTER
    box = Box(x0=left, y0=top, x1=right, y1=top + 2 * height)
    return Block(line=line, box=box, font_height=height, page=page)


def _boxed(texts: tuple[str, ...], blocks: tuple[Block, ...], rules: tuple[Box, ...] = ()) -> Page:
    page = make_page("\n".join(texts), uri="page.pdf")
    return replace(page, blocks=blocks, rules=rules)


def _split(page: Page) -> PageArticles:
    return split_page(page, document=DocumentId("page"))


def _two_articles() -> Page:
    return _boxed(
        (*_LEFT, *_RIGHT),
        (
            _block(1, column=0, top=0.0, height=_HEAD, wide=2),
            _block(2, column=0, top=60.0),
            _block(3, column=0, top=90.0),
            _block(4, column=1, top=60.0),
            _block(5, column=2, top=0.0, height=_HEAD, wide=2),
            _block(6, column=2, top=60.0),
            _block(7, column=3, top=60.0),
        ),
    )


def test_a_headline_across_columns_heads_the_text_beneath_it() -> None:
    articles = _split(_two_articles()).articles
    assert [article.roles.title for article in articles] == [(1,), (5,)]
    assert [article.roles.body for article in articles] == [(2, 3, 4), (6, 7)]


def test_a_sentence_cut_at_the_foot_of_a_column_goes_on_in_the_next() -> None:
    article = _split(_two_articles()).articles[0]
    assert article.roles.joins == ((3, 4),)
    assert "安全生产治理能力和水平" in article.text


def test_the_jump_to_another_column_is_no_wide_gap() -> None:
    lines = read_lines(_two_articles())
    assert lines[3].gap == 1


def test_a_line_of_larger_type_is_marked_as_a_headline() -> None:
    assert [line.marked for line in read_lines(_two_articles())] == [
        True, False, False, False, True, False, False,
    ]  # fmt: skip


def test_larger_type_is_measured_by_what_the_page_has_most() -> None:
    blocks = tuple(_block(k, column=0, top=40.0 * k, height=_HEAD) for k in range(1, 5))
    assert not any(line.marked for line in read_lines(_boxed(_LEFT, blocks)))


def test_a_wide_space_is_a_gap_and_a_narrow_one_is_none() -> None:
    tops = (0.0, 25.0, 50.0, 150.0)
    blocks = tuple(_block(k, column=0, top=top) for k, top in enumerate(tops, 1))
    assert [line.gap for line in read_lines(_boxed(_LEFT, blocks))][1:] == [1, 1, 3]


def test_a_rule_between_two_blocks_parts_them_like_a_wide_space() -> None:
    blocks = tuple(_block(k, column=0, top=25.0 * k) for k in range(1, 5))
    rule = Box(x0=0.0, y0=47.0, x1=_COLUMN, y1=48.0)
    aside = Box(x0=500.0, y0=72.0, x1=600.0, y1=73.0)
    gaps = [line.gap for line in read_lines(_boxed(_LEFT, blocks, (rule, aside)))]
    assert gaps[1:] == [3, 1, 1]


def test_the_top_of_a_second_page_is_not_far_below_the_first() -> None:
    blocks = (
        _block(1, column=0, top=0.0, height=_HEAD),
        _block(2, column=0, top=60.0),
        _block(3, column=0, top=90.0),
        _block(4, column=0, top=900.0, page=2),
    )
    assert read_lines(_boxed(_LEFT, blocks))[3].gap == 1


def test_lines_without_a_box_are_read_by_their_text() -> None:
    known = _two_articles()
    partly = replace(known, blocks=known.blocks[:3])
    placed = {n for article in _split(partly).articles for n in article.roles.lines}
    assert placed == set(range(1, 8))
