from datetime import date

import pytest

from digest.editorial.gloss import gloss
from digest.model.articles import Publication
from digest.model.summaries import PrintedSentence
from digest.text.traces import restore, trace

PAPER = Publication(name="大同日报", date=date(2024, 3, 27))


def glossed(*texts: str, paper: Publication = PAPER) -> list[str]:
    sentences = [
        PrintedSentence(traced=trace(text, 0, len(text)), score=1.0, rank=1) for text in texts
    ]
    return [each.text for each in gloss(sentences, paper)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨日，我市大幅升温。", "昨日〔3月26日〕，我市〔大同市〕大幅升温。"),
        ("今年以来，我市招商。", "今年〔2024年〕以来，我市〔大同市〕招商。"),
        ("去年6月举行会谈。", "去年〔2023年〕6月举行会谈。"),
        ("今天（3月27日）召开。", "今天（3月27日）召开。"),
        ("他说：“我市很美。”", "他说：“我市很美。”"),
        ("我市场经济体制不断完善。", "我市场经济体制不断完善。"),
    ],
)
def test_first_person_and_relative_words_are_explained(text: str, expected: str) -> None:
    assert glossed(text) == [expected]


def test_a_word_is_explained_only_once() -> None:
    assert glossed("我市招商。", "我市引资。") == ["我市〔大同市〕招商。", "我市引资。"]


def test_nothing_is_explained_without_paper_and_date() -> None:
    assert glossed("昨日，我市升温。", paper=Publication()) == ["昨日，我市升温。"]


def test_a_paper_of_a_province_says_nothing_about_a_city() -> None:
    paper = Publication(name="山西日报", date=date(2024, 3, 27))

    assert glossed("我市升温。", paper=paper) == ["我市升温。"]


def test_the_last_day_of_the_year_is_yesterday_on_new_year() -> None:
    paper = Publication(name="大同日报", date=date(2024, 1, 1))

    assert glossed("昨日，我市升温。", paper=paper) == ["昨日〔12月31日〕，我市〔大同市〕升温。"]


def test_a_gloss_is_an_edit_that_restores() -> None:
    text = "昨日，我市升温。"
    (sentence,) = gloss(
        [PrintedSentence(traced=trace(text, 0, len(text)), score=1.0, rank=1)], PAPER
    )

    assert restore(text, sentence.traced.spans, sentence.traced.edits) == sentence.text
