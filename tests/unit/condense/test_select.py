"""The choice among rated sentences."""

import pytest

from digest.condense.select import Selection, order_by_rating, select
from digest.errors import UsageError
from digest.model.articles import Article, ArticleId, ArticleType, Token, TokenizedArticle
from digest.model.documents import DocumentId
from digest.model.summaries import Budget, Flag, Trim
from digest.protocols import SentenceRule
from digest.text.sentences import sentences_of
from digest.text.traces import restore, trace

TEXT = "3月26日，市长张强主持召开座谈会，听取情况汇报。副市长参加。他要求，要抓好落实。"


def _article(
    text: str,
    *,
    rule: SentenceRule = SentenceRule.DIGEST,
    words: tuple[str, ...] = (),
    truncated: bool = False,
) -> TokenizedArticle:
    article = Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=ArticleType.NEWS,
        paragraphs=(trace(text, 0, len(text)),),
        truncated=truncated,
    )
    sentences = sentences_of(article, rule)
    tokens = tuple(Token(text=word, tag="n") for word in words)
    return TokenizedArticle(article=article, sentences=sentences, tokens=(tokens,) * len(sentences))


def _select(
    article: TokenizedArticle,
    budget: Budget,
    *,
    ratings: tuple[float, ...] | None = None,
    trim: Trim = Trim.CLAUSE,
) -> Selection:
    falling = tuple(1 / (index + 1) for index in range(len(article.sentences)))
    return select(article, ratings or falling, budget, trim=trim)


def _text(selection: Selection) -> str:
    return "".join(sentence.text for sentence in selection.sentences)


def test_whole_sentences_are_taken_while_they_fit() -> None:
    assert _text(_select(_article(TEXT), Budget(chars=32))) == TEXT[:31]


def test_the_next_sentence_gives_its_whole_clauses() -> None:
    chosen = _select(_article(TEXT), Budget(chars=20))
    assert _text(chosen) == "3月26日，市长张强主持召开座谈会。"


def test_a_clause_that_closes_a_sentence_is_a_recorded_edit() -> None:
    chosen = _select(_article(TEXT), Budget(chars=20)).sentences[0]
    assert restore(TEXT, chosen.traced.spans, chosen.traced.edits) == chosen.text


def test_a_clause_is_no_cut() -> None:
    assert _select(_article(TEXT), Budget(chars=20)).flags == ()


def test_without_trimming_only_whole_sentences_are_taken() -> None:
    chosen = _select(_article(TEXT), Budget(chars=20), trim=Trim.NONE)
    assert _text(chosen) == "副市长参加。他要求，要抓好落实。"


def test_sentences_stand_in_document_order() -> None:
    chosen = _select(_article(TEXT), Budget(sentences=2), ratings=(0.1, 0.2, 0.3))
    assert _text(chosen) == "副市长参加。他要求，要抓好落实。"


def test_ranks_tell_the_order_of_ratings() -> None:
    chosen = _select(_article(TEXT), Budget(sentences=2), ratings=(0.1, 0.2, 0.3))
    assert [(sentence.rank, sentence.score) for sentence in chosen.sentences] == [
        (2, 0.2),
        (1, 0.3),
    ]


def test_more_sentences_than_there_are_give_all() -> None:
    assert _text(_select(_article(TEXT), Budget(sentences=9))) == TEXT


def test_a_ratio_is_a_share_of_the_characters() -> None:
    assert (
        _text(_select(_article(TEXT), Budget(ratio=0.65)))
        == "3月26日，市长张强主持召开座谈会，听取情况汇报。"
    )


def test_a_repeated_sentence_is_printed_once() -> None:
    assert (
        _text(_select(_article("今天开会。今天开会。散会。"), Budget(sentences=3)))
        == "今天开会。散会。"
    )


def test_equal_ratings_go_by_position() -> None:
    assert order_by_rating([0.2, 0.3, 0.3 + 1e-12, 0.2]) == [1, 2, 0, 3]


def test_a_sentence_without_a_whole_clause_is_cut_between_words() -> None:
    words = ("大同市", "科技创新", "平台", "建设", "情况", "座谈会", "召开", "。")
    chosen = _select(_article("".join(words), words=words), Budget(chars=12))
    assert _text(chosen) == "大同市科技创新平台……"


def test_aims_give_way_before_a_sentence_is_cut() -> None:
    text = "为进一步保证师生安全，11月23日市实验小学组织全校师生开展了消防疏散演练活动。"
    chosen = _select(_article(text), Budget(chars=20))

    assert _text(chosen).startswith("11月23日市实验小学")


def test_aims_that_are_most_of_a_sentence_are_left_out() -> None:
    aims = "为进一步保证师生在遇到突发事件时快速、有序、高效地疏散，最大限度地减轻损失，"
    news = "11月23日市实验小学组织全校师生开展了消防演练。"

    assert _text(_select(_article(aims + news), Budget(chars=100))) == news
    kept = _select(_article(aims + news), Budget(chars=100), trim=Trim.NONE)
    assert _text(kept) == aims + news


def test_a_cut_is_flagged() -> None:
    assert _select(_article("大同市科技创新平台建设座谈会召开。"), Budget(chars=9)).flags == (
        Flag.CUT,
    )


def test_a_cut_is_a_recorded_edit() -> None:
    text = "大同市科技创新平台建设座谈会召开。"
    chosen = _select(_article(text), Budget(chars=9)).sentences[0]
    assert restore(text, chosen.traced.spans, chosen.traced.edits) == chosen.text


def test_numbers_are_not_cut() -> None:
    assert _text(_select(_article("余额4692.98亿元增长。"), Budget(chars=8))) == "余额……"


@pytest.mark.parametrize("chars", range(1, 20))
def test_any_budget_gives_something_that_fits(chars: int) -> None:
    text = _text(
        _select(_article("大同市4692.98亿元，“科技创新”平台建设座谈会召开。"), Budget(chars=chars))
    )
    assert 0 < len(text) <= chars


def test_a_line_without_end_mark_is_closed() -> None:
    assert _text(_select(_article("今天天气很好"), Budget(chars=20))) == "今天天气很好。"


def test_an_end_that_was_cut_off_is_left_out() -> None:
    text = "会议召开。希望集团公司把大同作为战略投资重点地区，发挥投资优势，积极布局"
    chosen = _select(_article(text, truncated=True), Budget(chars=60))
    assert _text(chosen) == "会议召开。希望集团公司把大同作为战略投资重点地区，发挥投资优势。"


def test_a_text_without_words_is_not_lost() -> None:
    assert _text(_select(_article("！？"), Budget(chars=20))) == "！？"


def test_marks_alone_are_not_printed_beside_words() -> None:
    article = _article("好。\n！？", rule=SentenceRule.TEXTRANK4ZH)
    assert (
        _text(_select(article, Budget(chars=20), ratings=(0.1,) * len(article.sentences))) == "好。"
    )


def test_an_empty_text_gives_nothing() -> None:
    assert _select(_article(""), Budget(chars=20)) == Selection()


def test_quotes_that_textrank4zh_tears_apart_are_mended() -> None:
    article = _article("他说：“大家好！”众人鼓掌；散会。", rule=SentenceRule.TEXTRANK4ZH)
    chosen = _select(article, Budget(sentences=3))
    assert [sentence.text for sentence in chosen.sentences] == [
        "他说：“大家好！”",
        "众人鼓掌。",
        "散会。",
    ]


@pytest.mark.parametrize(
    "budget",
    [
        Budget(chars=0),
        Budget(sentences=0),
        Budget(ratio=0.0),
        Budget(ratio=1.5),
        Budget(chars=9, sentences=2),
    ],
)
def test_a_senseless_budget_is_refused(budget: Budget) -> None:
    with pytest.raises(UsageError):
        _select(_article(TEXT), budget)


def test_what_a_printed_sentence_says_is_not_said_again() -> None:
    text = "3月26日，全市科技创新座谈会在大同召开。全市科技创新座谈会在大同召开。会议决定建成平台。"
    chosen = _select(_article(text), Budget(sentences=2))
    assert _text(chosen) == "3月26日，全市科技创新座谈会在大同召开。会议决定建成平台。"
