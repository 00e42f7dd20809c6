import re
from dataclasses import replace
from datetime import date

from digest.model.articles import DateFrom, NameFrom, Publication
from digest.model.editions import EditionId
from digest.model.plans import Footer, Header
from digest.renderers.context import (
    CONTEXT,
    LEFT,
    SECTION,
    STORY,
    LeftView,
    SectionView,
    StoryView,
    context,
    filename,
    source_line,
    view_fields,
)
from digest.renderers.templates import packaged_templates
from tests.unit.renderers.sample_edition import empty_edition, sample_edition


def test_the_table_of_names_is_what_a_template_gets() -> None:
    assert context(sample_edition()).keys() == CONTEXT.keys()


def test_an_empty_edition_has_every_name_too() -> None:
    assert context(empty_edition()).keys() == CONTEXT.keys()


def test_the_tables_of_stories_and_sections_are_complete() -> None:
    assert view_fields(StoryView) == STORY.keys()
    assert view_fields(SectionView) == SECTION.keys()
    assert view_fields(LeftView) == LEFT.keys()


def test_the_packaged_templates_use_only_fields_of_the_tables() -> None:
    used = {
        match.group(1)
        for path in packaged_templates().glob("*.j2")
        for match in re.finditer(r"\bstory\.(\w+)", path.read_text(encoding="utf-8"))
    }

    assert used <= STORY.keys()


def test_name_and_date_may_be_known_in_different_ways() -> None:
    publication = Publication(
        name="大同日报",
        name_from=NameFrom.MASTHEAD,
        date=date(2024, 3, 27),
        date_from=DateFrom.INFERRED,
    )

    assert source_line(publication) == "大同日报（名称：报头；日期：推定）"


def test_an_edition_that_shows_no_number_prints_none() -> None:
    edition = replace(sample_edition(), header=Header(issue_no=False))

    assert context(edition)["number"] == ""


def test_the_foot_names_who_answers_for_the_brief() -> None:
    footer = Footer(report_to=("市委",), send_to=("各县区", "各部门"), editor="甲", signer="乙")

    lines = context(replace(sample_edition(), footer=footer))["footer"]

    assert lines == ("报：市委", "送：各县区，各部门", "编辑：甲　签发：乙")


def test_a_file_name_never_leaves_its_folder() -> None:
    edition = replace(sample_edition(), id=EditionId("../../etc/passwd"))

    assert filename(edition) == "etc-passwd"


def test_a_headline_of_ours_is_not_repeated_by_its_own_sentence() -> None:
    photo = context(sample_edition())["sections"][2].stories[0]

    assert photo.says_headline
