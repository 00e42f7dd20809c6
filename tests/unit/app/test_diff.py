"""What differs between two editions is told item by item."""

from dataclasses import replace
from datetime import date

from digest.app.diff import Change, compare
from digest.app.overlay import lay_over
from digest.model.editions import Differing, Earlier, EditionId, StoryId
from digest.model.overlays import Correction, Overlay
from tests.unit.renderers.sample_edition import empty_edition, sample_edition

FORUM, PARTY = StoryId("001/a2"), StoryId("001/a3")


def kinds(*changes: Change) -> list[tuple[str, str]]:
    return [(change.kind, change.story) for change in changes]


def test_equal_editions_do_not_differ_whatever_their_revisions() -> None:
    assert compare(sample_edition(), replace(sample_edition(), revision=2)) == ()


def test_each_kind_of_change_is_told_once() -> None:
    before = sample_edition()
    overlay = Overlay(
        drop=(StoryId("001/a9"),),
        sections={PARTY: "头条"},
        headlines={FORUM: "新标题"},
        corrections=(Correction(story=FORUM, before="温旭斌", after="温旭彬"),),
    )

    changes = compare(before, lay_over(before, overlay))

    assert kinds(*changes) == [
        ("removed", "001/a9"),
        ("moved", PARTY),
        ("headline", FORUM),
        ("text", FORUM),
        ("facts", FORUM),
    ]
    moved = changes[1]
    assert (moved.before, moved.after) == ("要闻速览 3", "头条 2")
    assert "温旭斌" in changes[3].before
    assert "温旭彬" in changes[3].after


def test_one_item_that_moves_is_one_move() -> None:
    before = sample_edition()

    changes = compare(before, lay_over(before, Overlay(pin=(PARTY,))))

    assert kinds(*changes) == [("moved", PARTY)]


def test_an_item_that_comes_is_added() -> None:
    changes = compare(empty_edition(), sample_edition())

    assert ("added", "001/a6") in kinds(*changes)
    assert changes[0].kind == "head"


def test_head_and_foot_are_told_field_by_field() -> None:
    before = sample_edition()

    changes = compare(before, lay_over(before, Overlay(note="请阅。", editor="张三")))

    assert [(c.headline, c.before, c.after) for c in changes] == [
        ("header.editor_note", "", "请阅。"),
        ("footer.editor", "", "张三"),
    ]


def test_what_an_item_goes_on_with_and_where_reports_differ_is_told_in_words() -> None:
    before = sample_edition()
    (first, *rest) = before.sections[0].stories
    changed = replace(
        first,
        follows=Earlier(edition=EditionId("2024-03-26/m"), day=date(2024, 3, 26), headline="起火"),
        differing=(Differing(about="死亡", ours="34人", theirs="7人", source="晚报"),),
    )
    section = replace(before.sections[0], stories=(changed, *rest))

    changes = compare(before, replace(before, sections=(section, *before.sections[1:])))

    assert [change.after for change in changes] == [
        "follows: 2024-03-26 起火",
        "differing: 死亡 34人 / 7人",
    ]
