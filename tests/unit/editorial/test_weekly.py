from dataclasses import replace
from datetime import date

import pytest

from digest.editorial.weekly import WEEK, gather
from digest.errors import UsageError
from digest.model.editions import Earlier, Edition, EditionId, Section, Story, StoryId
from digest.renderers.forms import make_renderer
from tests.unit.renderers.sample_edition import FORUM, sample_edition


def edition(day: int, *stories: Story) -> Edition:
    return replace(
        sample_edition(),
        id=EditionId(f"2024-03-{day}/morning"),
        day=date(2024, 3, day),
        sections=(Section(name="要闻", stories=stories),),
    )


def story(name: str, score: float, day: int) -> Story:
    return replace(
        FORUM, id=StoryId(name), headline=name, score=score, issue_date=date(2024, 3, day)
    )


MONDAY = edition(25, story("a", 0.2, 25), story("b", 0.9, 25), story("c", 0.1, 25))
TUESDAY = edition(26, story("a", 0.1, 26), story("d", 0.3, 26))


def headlines(week: Edition) -> list[str]:
    return [each.headline for each in week.stories]


def test_every_day_keeps_its_first_item_and_the_weightiest_follow() -> None:
    week = gather([MONDAY, TUESDAY], items=3)

    assert headlines(week) == ["a", "a", "b"]
    assert (week.id, week.number, week.coverage.printed) == ("2024-W13/morning", None, 3)


def test_items_of_two_days_keep_apart_whatever_their_ids() -> None:
    ids = [each.id for each in gather([MONDAY, TUESDAY], items=0).stories]

    assert len(set(ids)) == len(ids) == 5


def test_an_item_that_went_on_is_told_once() -> None:
    earlier = Earlier(edition=MONDAY.id, day=MONDAY.day, headline="b")
    went_on = edition(26, replace(story("b2", 0.5, 26), follows=earlier))

    assert headlines(gather([MONDAY, went_on], items=0)) == ["b2", "a", "c"]


def test_a_week_without_editions_is_told() -> None:
    with pytest.raises(UsageError):
        gather([])


@pytest.mark.parametrize("form", ["brief.md.j2", "brief.html.j2", "brief.txt.j2", "docx", "mail"])
def test_a_week_can_be_had_in_every_form(form: str) -> None:
    body = make_renderer(form).render(gather([MONDAY, TUESDAY])).body

    assert body


def test_a_week_is_headed_by_days() -> None:
    text = make_renderer("brief.md.j2").render(gather([MONDAY, TUESDAY])).body.decode()

    assert WEEK in text.splitlines()[0]
    assert "往期版面汇编" not in text
    assert text.index("3月26日 星期二") < text.index("3月25日 星期一")
