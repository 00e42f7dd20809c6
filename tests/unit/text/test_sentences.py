"""Cutting text into sentences."""

import pytest

from digest.model.articles import Article, ArticleId, ArticleType
from digest.model.documents import DocumentId
from digest.protocols import SentenceRule
from digest.text.sentences import (
    ends_sentence,
    sentences_of,
    split_as_textrank4zh,
    split_sentences,
)
from digest.text.traces import trace

CASES = {
    "end marks end": ["今天开会。", "谁来？", "快来！", "散了"],
    "marks in a row are one end": ["谢谢！！！", "真的？！", "好。"],
    "a quotation stays with its speaker": ["“你好！”他说。", "众人鼓掌。"],
    "a closing quote stays with its sentence": [
        "他说：“我们赢了！”",
        "记者问：“真的吗？”",
        "他笑了。",
    ],
    "speeches of several sentences are whole": [
        "“要快。要好。要省。”张三说，“都要。”",
        "会后视察。",
    ],
    "quotations side by side are two": ["“甲来。”", "“乙来。”丙说。"],
    "an exclamation can be a name": ["以“走进大同！”为主题的活动开始。", "完了。"],
    "a short exclamation may open": ["“大同，你好！”系列活动启动。", "完了。"],
    "straight quotes count": ['他说："你好。"', "然后走了。", '"再见。"'],
    "a lost closing quote harms nobody": ["“学习新精神。", "“报告绘就了蓝图。”他说。"],
    "a stray closing quote is kept": ["格局基本形成。”", "负责人说。"],
    "brackets hold their sentences": ["他来了（据说。是真的）。", "她走了。"],
    "decimals are whole": ["增长8.8%，余额4692.98亿元。", "同比增加。"],
    "numbered points are whole": ["1.加强领导。", "2.抓好落实。"],
    "addresses are whole": ["详见https://a.cn/b?c=1!d 网页。", "或来信a.b@c.com.cn。"],
    "versions are whole": ["本版为v2.0版。", "好。"],
    "Latin stops end Latin sentences": [
        "He came at 3.5 p.m. to Mr. Li. ",
        "U.S. troops left. ",
        "好。",
    ],
    "a stop after Chinese is no end": ["会议召开.市长出席。", "散会。"],
    "dots end": ["他沉默了……", "第二天，他走了。"],
    "dots in a list do not end": [
        "“甲”“乙”……连日来，我市行动。",
        "深入推进、改造……为了蓝天，采取措施。",
    ],
    "dots before a comma do not end": ["他说……，又停下。", "走了。"],
    "a question in a row goes on": ["去不去？、怎么去？", "都要说。"],
    "white space belongs to what precedes it": ["第一句。 \n ", "第二句！\t", "第三句"],
    "blank lines end": ["没有句号\n\n", "下一段"],
}


@pytest.mark.parametrize("name", CASES)
def test_sentences_are_cut_where_an_editor_would(name: str) -> None:
    text = "".join(CASES[name])
    assert [text[start:end] for start, end in split_sentences(text)] == CASES[name]


def test_an_empty_text_has_no_sentence() -> None:
    assert split_sentences("") == ()


def test_white_space_alone_is_kept() -> None:
    assert split_sentences(" \n ") == ((0, 3),)


def test_a_long_speech_is_cut_inside() -> None:
    text = "“" + "大家一起努力把工作做好。" * 40 + "”他说。"
    assert len(split_sentences(text)) == 41


def test_textrank4zh_cuts_at_semicolons_and_leaves_quotes_dangling() -> None:
    text = "他说：“好！”众人鼓掌；\n 散会…… 再见.好"
    parts = [text[start:end] for start, end in split_as_textrank4zh(text)]
    assert parts == ["他说：“好！", "”众人鼓掌；", "散会…", "再见.好"]


def _article(*paragraphs: str, headings: tuple[int, ...] = ()) -> Article:
    source = "\n".join(paragraphs)
    traced, at = [], 0
    for paragraph in paragraphs:
        traced.append(trace(source, at, at + len(paragraph)))
        at += len(paragraph) + 1
    return Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=ArticleType.NEWS,
        paragraphs=tuple(traced),
        headings=headings,
    )


def test_sentences_are_numbered_through_the_paragraphs() -> None:
    found = sentences_of(_article("甲来。 乙来。", "丙来"), SentenceRule.DIGEST)
    assert [(s.index, s.paragraph, s.start, s.end, s.text) for s in found] == [
        (0, 0, 0, 3, "甲来。"),
        (1, 0, 4, 7, "乙来。"),
        (2, 1, 0, 2, "丙来"),
    ]


def test_sentences_know_their_place_in_the_source() -> None:
    found = sentences_of(_article("甲来。 乙来。", "丙来"), SentenceRule.DIGEST)
    assert [(span.start, span.end) for s in found for span in s.traced.spans] == [
        (0, 3),
        (4, 7),
        (8, 10),
    ]


def test_section_headings_are_no_sentences() -> None:
    found = sentences_of(_article("加快转型", "甲来。", headings=(0,)), SentenceRule.DIGEST)
    assert [s.text for s in found] == ["甲来。"]


def test_a_short_line_before_sentences_is_taken_for_a_heading() -> None:
    found = sentences_of(_article("加快转型", "甲来。", "丙"), SentenceRule.DIGEST)
    assert [s.text for s in found] == ["甲来。", "丙"]


def test_a_line_with_a_figure_is_no_heading() -> None:
    found = sentences_of(_article("时间：8:00", "甲来。"), SentenceRule.DIGEST)
    assert [s.text for s in found] == ["时间：8:00", "甲来。"]


def test_headings_are_sentences_where_nothing_else_is() -> None:
    found = sentences_of(_article("加快转型", headings=(0,)), SentenceRule.DIGEST)
    assert [s.text for s in found] == ["加快转型"]


def test_textrank4zh_reads_headings_too() -> None:
    found = sentences_of(_article("加快转型", "甲来。", headings=(0,)), SentenceRule.TEXTRANK4ZH)
    assert [s.text for s in found] == ["加快转型", "甲来。"]


@pytest.mark.parametrize(
    ("text", "ended"),
    [("好。", True), ("他说：“好！”", True), ("v2.", True), ("积极布局", False), ("", False)],
)
def test_an_end_is_recognized(text: str, *, ended: bool) -> None:
    assert ends_sentence(text) is ended
