from dataclasses import replace

from digest.editorial.audit import Fault, audit
from digest.model.editions import Edition, HeadlineFrom, Section, Story
from digest.model.summaries import PrintedSentence
from digest.model.traces import EditKind
from digest.text.traces import replace as replace_text
from digest.text.traces import trace
from tests.unit.editorial.making import make_article
from tests.unit.renderers.sample_edition import FORUM, sample_edition, sentence

TEXT = "3月26日，市委副书记、市长张强主持召开座谈会。张强指出，要抓好落实。"
ARTICLE = make_article(TEXT)


def printed(start: int, end: int) -> PrintedSentence:
    return PrintedSentence(traced=trace(TEXT, start, end), score=1.0, rank=1)


def faults(story: Story) -> list[Fault]:
    return [each.fault for each in audit(edition_of(story), {story.id: ARTICLE})]


def edition_of(*stories: Story) -> Edition:
    return replace(sample_edition(), sections=(Section(name="要闻", stories=stories),))


CLEAN = replace(FORUM, summary=(printed(0, 23),))


def test_a_clean_item_has_no_finding() -> None:
    assert faults(CLEAN) == []


def test_the_sample_edition_has_no_finding() -> None:
    assert audit(sample_edition(), {}) == ()


def test_a_sentence_that_begins_with_he_said_dangles() -> None:
    assert faults(replace(CLEAN, summary=(sentence("他指出，要抓好落实。"),))) == [Fault.DANGLING]


def test_a_sentence_may_refer_to_the_one_printed_before_it() -> None:
    story = replace(CLEAN, summary=(printed(0, 23), sentence("他强调，要办好。")))

    assert Fault.DANGLING not in faults(story)


def test_a_qr_code_below_is_not_printed() -> None:
    story = replace(CLEAN, summary=(sentence("请您用微信扫描下方二维码。"),))

    assert Fault.DANGLING in faults(story)


def test_a_sentence_of_another_article_is_found() -> None:
    foreign = PrintedSentence(traced=trace("字" * 200, 100, 120), score=1.0, rank=1)

    assert faults(replace(CLEAN, summary=(foreign,))) == [Fault.OTHER_ARTICLE]


def test_a_name_without_title_is_found() -> None:
    assert faults(replace(CLEAN, summary=(printed(23, 35),))) == [Fault.UNTITLED]


def test_the_same_fact_twice_is_found() -> None:
    twice = replace(CLEAN, summary=(printed(0, 23),), points=(printed(0, 23),))

    assert faults(twice) == [Fault.REPEATED]


def test_a_headline_of_ours_is_no_sentence() -> None:
    story = replace(CLEAN, headline="会议召开。", headline_from=HeadlineFrom.EXTRACTED)

    assert faults(story) == [Fault.HEADLINE]


def test_an_item_without_text_is_found() -> None:
    assert faults(replace(CLEAN, summary=())) == [Fault.EMPTY]


def test_a_figure_that_a_repair_brings_is_found() -> None:
    repaired = PrintedSentence(
        traced=replace_text(trace(TEXT, 0, 23), 0, 1, "8", EditKind.REPAIR), score=1.0, rank=1
    )

    assert Fault.CHANGED in faults(replace(CLEAN, summary=(repaired,)))


def test_a_gloss_changes_no_fact() -> None:
    glossed = PrintedSentence(
        traced=replace_text(trace(TEXT, 0, 23), 5, 5, "〔2024年〕", EditKind.GLOSS),
        score=1.0,
        rank=1,
    )

    assert Fault.CHANGED not in faults(replace(CLEAN, summary=(glossed,)))


def test_leaders_of_the_state_are_told_in_forty_characters() -> None:
    text = "3月26日，国家主席习近平出席大会。" + "大会听取了报告。" * 8
    article = make_article(text, headline="习近平出席大会")
    story = replace(
        CLEAN,
        headline="习近平出席大会",
        summary=(PrintedSentence(traced=trace(text, 0, 18), score=1.0, rank=1),),
    )

    found = audit(edition_of(story), {story.id: article})

    assert [each.fault for each in found] == [Fault.SHORT]


def test_a_slogan_is_no_headline_of_news() -> None:
    story = replace(CLEAN, headline="凝心聚力谋发展 砥砺奋进新征程")

    assert Fault.HEADLINE in faults(story)


def test_an_item_of_a_wire_service_names_it() -> None:
    wired = {CLEAN.id: replace(ARTICLE, source="新华社")}

    assert [each.fault for each in audit(edition_of(CLEAN), wired)] == [Fault.AGENCY]
