"""What is left out of an article before it is condensed."""

import pytest

from digest.model.articles import Article, ArticleId, ArticleType
from digest.model.documents import DocumentId
from digest.text.clean import clean_article, clean_opening
from digest.text.traces import trace

NEWS = "3月26日，座谈会召开。"


@pytest.mark.parametrize(
    "opening",
    [
        "本报讯（记者 李雪峰）",
        "本报讯 (记者 韩云峰) ",
        "本报讯（记者 王立彬 通讯员 张三）",
        "本报讯 ",
        "本报北京3月26日电（记者 李雪峰）",
        "新华社北京3月26日电 ",
        "新华社福州4月22日电（记者 王立彬 张华迎）",
        "新华社电 ",
        "据新华社北京3月26日电 ",
        "央视网消息（新闻联播）：",
        "央视网消息：",
        "中新网北京3月26日电 (记者 张素)",
        "中新社上海3月26日电　",
        "大同日报讯（全媒体记者 张三）",
        "【要闻】本报讯（记者 李雪峰）",
        "（原标题：座谈会召开）",
        "原标题：座谈会召开 ",
        "（资料图）",
        "（本报记者张燕伟摄）",
        "本报记者 李雪峰 报道：",
        "　　",
        "原标题：座谈会召开大同日报讯记者李雪峰",
        "南都讯 ",
        "3月25日电 ",
        "江城检察2019-11-06 14:09:27",
        "2018-08-09 11:35 来源：江城日报 字号 大 中 小 ",
        "@江城晨报消息，",
        "各位观众，",
        "据悉，",
        "记者 唐荣 李文茜 通讯员 吴安 ",
    ],
)
def test_the_line_of_wire_and_writer_is_left_out(opening: str) -> None:
    text = opening + NEWS
    assert clean_opening(trace(text, 0, len(text))).text == NEWS


@pytest.mark.parametrize(
    "text",
    [
        "3月26日，国家主席同总统互致贺电。",
        "记者从市农业农村局了解到，名单已经公布。",
        "记者李雪峰获评先进个人。",
        "新华社记者在现场看到，工程已经完工。",
        "本报今日推出特别报道。",
        "中新网络公司在大同成立。",
        "据新华社消息称，会议已经召开。",
        "电信公司召开大会。",
        "（一）加强领导。",
        "2024年3月5日 14:30，某地发生3.2级地震。",
        "截至2024年3月5日 08:30，全省转移群众3000人。",
    ],
)
def test_what_belongs_to_the_news_stays(text: str) -> None:
    assert clean_opening(trace(text, 0, len(text))).text == text


def test_what_stays_is_where_it_was() -> None:
    text = "本报讯（记者 李雪峰）3月26日"
    spans = clean_opening(trace(text, 0, len(text))).spans
    assert [(span.start, span.end) for span in spans] == [(11, 16)]


def test_an_opening_alone_is_left_as_it_is() -> None:
    assert clean_opening(trace("本报讯（记者 李雪峰）", 0, 11)).text == "本报讯（记者 李雪峰）"


def _clean(*paragraphs: str, headings: tuple[int, ...] = ()) -> list[str]:
    source = "\n".join(paragraphs)
    traced, at = [], 0
    for paragraph in paragraphs:
        traced.append(trace(source, at, at + len(paragraph)))
        at += len(paragraph) + 1
    article = Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=ArticleType.NEWS,
        paragraphs=tuple(traced),
        headings=headings,
    )
    return [paragraph.text for paragraph in clean_article(article).paragraphs]


def test_an_opening_on_its_own_line_is_left_out() -> None:
    assert _clean("本报讯（记者 李雪峰）", NEWS) == ["", NEWS]


def test_each_item_of_a_roundup_loses_its_wire() -> None:
    assert _clean(NEWS, "新华社北京3月26日电 会议召开。", "本报讯（记者 李雪峰）大会闭幕。")[
        1:
    ] == [
        "会议召开。",
        "大会闭幕。",
    ]


def test_what_opens_a_later_paragraph_otherwise_stays() -> None:
    assert _clean(NEWS, "据悉，会议召开。")[1] == "据悉，会议召开。"


@pytest.mark.parametrize(
    "caption",
    [
        "市民在古城踏春。本报记者 戎禹仁 摄",
        "工人正在打包铝锭。（闫科任摄）",
        "11月6日，市领导在保供单位督导调研。本报记者张燕伟摄",
    ],
)
def test_a_caption_is_no_part_of_the_report(caption: str) -> None:
    assert _clean(caption, NEWS) == ["", NEWS]
    assert _clean(NEWS, caption) == [NEWS, ""]


def test_a_picture_that_is_all_there_is_keeps_its_words() -> None:
    assert _clean("市民在古城踏春。本报记者 戎禹仁 摄") == ["市民在古城踏春。"]


def test_a_long_paragraph_signed_by_a_photographer_is_text() -> None:
    assert _clean(NEWS, "铝锭。" * 30 + "（闫科任摄）")[1] == "铝锭。" * 30


def test_a_heading_is_no_opening() -> None:
    assert _clean("加快转型", "本报讯（记者 李雪峰）" + NEWS, headings=(0,)) == ["加快转型", NEWS]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("大会召开。本报记者张燕伟。", "大会召开。"),
        ("思路更加清晰。（下转第二版）", "思路更加清晰。"),
        ("负责人说。（记者 郑苗苗）", "负责人说。"),
        ("新华社发（闫科任摄）", ""),
        ("责任编辑：张三", ""),
        ("比赛结束。（完）", "比赛结束。"),
        ("专家（张三、李四）出席。", "专家（张三、李四）出席。"),
        ("摄影展开幕。", "摄影展开幕。"),
    ],
)
def test_credits_and_signatures_are_left_out(text: str, left: str) -> None:
    assert _clean(NEWS, text)[1] == left


def test_an_article_of_credits_is_left_as_it_is() -> None:
    assert _clean("本报记者 戎禹仁 摄") == ["本报记者 戎禹仁 摄"]
