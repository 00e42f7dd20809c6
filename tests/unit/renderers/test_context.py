import re
from dataclasses import fields, replace
from datetime import date

from digest.model.articles import DateFrom, NameFrom, Publication
from digest.model.editions import EditionId
from digest.model.plans import Footer, Header
from digest.model.summaries import Flag
from digest.renderers.addresses import filename
from digest.renderers.context import CONTEXT, SECTION, SectionView, context
from digest.renderers.head import source_line
from digest.renderers.stories import STORY, StoryView
from digest.renderers.tail import LEFT, LeftView
from digest.renderers.templates import packaged_templates
from tests.unit.renderers.sample_edition import (
    WARMTH,
    empty_edition,
    sample_edition,
    sentence,
)


def test_the_table_of_names_is_what_a_template_gets() -> None:
    assert context(sample_edition()).keys() == CONTEXT.keys()


def test_an_empty_edition_has_every_name_too() -> None:
    assert context(empty_edition()).keys() == CONTEXT.keys()


def test_the_tables_of_stories_and_sections_are_complete() -> None:
    for view, names in ((StoryView, STORY), (SectionView, SECTION), (LeftView, LEFT)):
        assert {each.name for each in fields(view)} == names.keys()


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


def test_a_day_without_a_year_is_told_and_to_be_checked() -> None:
    inferred = Publication(month_day="11-24", year_range=(2023, 2024), date_from=DateFrom.INFERRED)

    assert source_line(inferred) == "报名未知（名称：未知；日期：推定为11月24日，年份不详）"
    of_one_year = replace(inferred, year_range=(2023, 2023))
    assert "推定为2023年11月24日）" in source_line(of_one_year)
    notes = context(replace(sample_edition(), publications=(inferred,)))["notes"]
    assert "有版面未印日期，按正文推定，请核对" in notes


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


def test_a_one_liner_says_nothing_twice() -> None:
    photo, notice = context(sample_edition())["sections"][2].stories

    assert photo.line == "昨日，我市大幅升温，市区最高气温升至19℃。"
    assert notice.line == (
        "大同市2023年度目标责任考核民意调查：本次调查采用无记名在线评价的方式进行。"
    )


def test_a_one_liner_that_would_be_cut_prints_its_headline() -> None:
    photo = replace(
        WARMTH, headline="市实验小学开展消防演练", flags=(Flag.CUT,), summary=(sentence("为……"),)
    )
    section = replace(sample_edition().sections[2], stories=(photo,))
    (view,) = context(replace(sample_edition(), sections=(section,)))["sections"]

    assert view.stories[0].line == "市实验小学开展消防演练〔拟〕"


def test_a_one_liner_describes_no_picture_that_is_not_printed() -> None:
    photo = replace(WARMTH, headline="转体施工现场", summary=(sentence("图为转体施工现场。"),))
    section = replace(sample_edition().sections[2], stories=(photo,))
    (view,) = context(replace(sample_edition(), sections=(section,)))["sections"]

    assert view.stories[0].line == "转体施工现场〔拟〕"


def test_a_digest_says_which_editions_it_holds_and_keeps_its_name() -> None:
    names = tuple(EditionId(f"2024-03-{day}/morning") for day in (25, 26, 27))
    digest = replace(sample_edition(), gathered=names)
    seen = context(digest)
    assert seen["counts"][0] == "汇编 3 期（3月25日—3月27日）"
    over_new_year = (EditionId("2023-12-31/morning"), EditionId("2024-01-02/morning"))
    seen = context(replace(digest, gathered=over_new_year))
    assert seen["counts"][0] == "汇编 2 期（2023年12月31日—2024年1月2日）"
    assert "往期版面汇编" not in seen["title"]


def test_an_empty_digest_does_not_speak_of_source_files() -> None:
    assert context(replace(empty_edition(), gathered=()))["empty"] == "没有可汇编的简报。"
    one = (EditionId("2024-03-25/morning"),)
    assert context(replace(empty_edition(), gathered=one))["empty"] == "所汇编的 1 期均无稿件。"


def test_a_suspect_found_twice_in_a_line_is_told_once() -> None:
    edition = sample_edition()
    (hint, *others) = edition.proof
    view = context(replace(edition, proof=(hint, hint, *others)))

    assert len(view["proof"]) == 1 + len(others)
    assert view["proof"][0].reason.endswith("，2 处")
