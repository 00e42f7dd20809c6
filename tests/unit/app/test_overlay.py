"""What an editor changes is in the edition, and is seen there."""

from dataclasses import replace

import pytest

from digest.app.overlay import lay_over
from digest.errors import UsageError
from digest.model.editions import Edition, HeadlineFrom, StoryId
from digest.model.overlays import Correction, Overlay
from digest.model.summaries import Flag
from digest.renderers.context import context
from tests.fakes import a_story, an_edition
from tests.unit.renderers.sample_edition import sample_edition

FORUM, SHANGHAI, PARTY = StoryId("001/a2"), StoryId("001/a1"), StoryId("001/a3")


def ids(edition: Edition) -> list[list[str]]:
    return [[story.id for story in section.stories] for section in edition.sections]


def test_an_empty_overlay_changes_nothing() -> None:
    edition = replace(sample_edition(), coverage=lay_over(sample_edition(), Overlay()).coverage)

    assert lay_over(edition, Overlay()) == edition


def test_a_dropped_item_is_told_among_those_left_out() -> None:
    edited = lay_over(sample_edition(), Overlay(drop=(FORUM,)))

    assert FORUM not in {story.id for story in edited.stories}
    assert edited.coverage.printed == 5
    last = edited.coverage.left_out[-1]
    assert (last.text, last.reason, last.label) == ("张强主持召开座谈会", "编者撤下", "001")


def test_items_are_ordered_and_pinned_within_their_section() -> None:
    ordered = lay_over(sample_edition(), Overlay(order=(PARTY, FORUM)))
    pinned = lay_over(sample_edition(), Overlay(pin=(FORUM,), order=(PARTY,)))

    assert ids(ordered)[1] == [PARTY, FORUM, SHANGHAI]
    assert ids(pinned)[1] == [FORUM, PARTY, SHANGHAI]


def test_an_item_goes_to_another_section_or_to_a_new_one() -> None:
    edited = lay_over(sample_edition(), Overlay(sections={FORUM: "头条", PARTY: "人大政协"}))

    assert [section.name for section in edited.sections] == [
        "头条",
        "要闻速览",
        "一句话新闻",
        "人大政协",
    ]
    assert ids(edited)[0][-1] == FORUM
    assert ids(edited)[3] == [PARTY]


def test_a_headline_of_an_editor_is_marked() -> None:
    edited = lay_over(sample_edition(), Overlay(headlines={FORUM: "科技创新座谈会召开"}))

    view = context(edited)["sections"][1].stories[1]
    assert (view.headline, view.mark) == ("科技创新座谈会召开", "〔编者改〕")
    assert edited.sections[1].stories[1].headline_from is HeadlineFrom.EDITOR
    assert any("编者改 1 处" in line for line in context(edited)["notes"])


def test_a_correction_is_a_recorded_edit_and_a_flag() -> None:
    correction = Correction(story=FORUM, before="温旭斌", after="温旭彬")

    edited = lay_over(sample_edition(), Overlay(corrections=(correction,)))

    story = edited.sections[1].stories[1]
    edits = [edit for sentence in story.summary for edit in sentence.traced.edits]
    assert [(edit.kind, edit.before, edit.after) for edit in edits] == [
        ("correct", "温旭斌", "温旭彬")
    ]
    assert Flag.EDITED in story.flags


def test_words_that_recur_are_corrected_everywhere_in_the_item() -> None:
    edition = an_edition(stories=[a_story("a", "甲甲乙甲")])
    correction = Correction(story=StoryId("a"), before="甲", after="甲甲")

    edited = lay_over(edition, Overlay(corrections=(correction,)))

    assert edited.stories[0].summary[0].text == "甲甲甲甲乙甲甲"


def test_words_that_are_not_there_cannot_be_corrected() -> None:
    correction = Correction(story=FORUM, before="没有的话", after="")

    with pytest.raises(UsageError, match="has no '没有的话'"):
        lay_over(sample_edition(), Overlay(corrections=(correction,)))


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(UsageError, match="no item '001/a77'"):
        lay_over(sample_edition(), Overlay(drop=(StoryId("001/a77"),)))


def test_note_and_names_stand_in_head_and_foot() -> None:
    edited = lay_over(
        sample_edition(), Overlay(title="大同快报", note="请阅。", editor="甲", reviewer="乙")
    )

    view = context(edited)
    assert (view["title"], view["note"]) == ("大同快报", "请阅。")
    assert view["footer"] == ("编辑：甲　审核：乙",)
