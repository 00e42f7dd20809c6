"""The straight line: labels, groups, and what becomes of documents that cannot be read."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from digest.model.articles import DateFrom
from digest.model.documents import Document, DocumentId, DocumentKind, Imprint
from digest.model.editions import DayNames, Edition, EditionId
from digest.model.plans import EditionPlan
from digest.pipeline import (
    Occasion,
    Reading,
    group_by_issue_date,
    latest_issue_date,
    make_edition,
    make_labels,
    read_documents,
    with_likely_dates,
)
from digest.wiring.tools import make_tools

TOOLS = make_tools()
NOW = datetime(2024, 3, 27, tzinfo=UTC)
NEWS = "冰雪节开幕\n\n3月26日，第五届冰雪节在大同开幕，吸引各地游客前来。\n"


def a_document(uri: str, *, content: bytes | None = None, day: date | None = None) -> Document:
    return Document(
        id=DocumentId(uri),
        source="inbox",
        uri=uri,
        media_type="text/plain",
        content=NEWS.encode() if content is None else content,
        fetched_at=NOW,
        kind=DocumentKind.ARTICLE,
        imprint=Imprint(date=day),
    )


def readings(*documents: Document) -> tuple[Reading, ...]:
    found, _ = read_documents(documents, splitter=TOOLS.splitter)
    return found


def an_edition(*documents: Document) -> Edition:
    occasion = Occasion(
        edition=EditionId("2024-03-27/brief"),
        revision=1,
        day=date(2024, 3, 27),
        day_names=DayNames(weekday="星期三"),
    )
    plan = EditionPlan(brief="brief", title="要闻简报", max_items=0)
    return make_edition(documents, plan=plan, occasion=occasion, tools=TOOLS)


@pytest.mark.parametrize(
    ("uris", "labels"),
    [
        (["seeds/000_dff.txt", "seeds/001_b1d.txt"], ["000", "001"]),
        (["a/001_x.txt", "b/001_y.txt"], ["001_x", "001_y"]),
        (["a/page.txt", "b/page.txt"], ["1", "2"]),
        (["a-very-long-name-of-a-file.txt"], ["1"]),
        (["dir\\002.txt"], ["002"]),
    ],
)
def test_a_label_is_short_and_belongs_to_one_document(uris: list[str], labels: list[str]) -> None:
    assert list(make_labels(readings(*map(a_document, uris))).values()) == labels


def test_documents_are_grouped_by_day_and_those_without_come_last() -> None:
    first, second = date(2024, 3, 26), date(2024, 3, 27)
    found = readings(
        a_document("a", day=second), a_document("b"), a_document("c", day=first),
    )  # fmt: skip

    groups = group_by_issue_date(found)

    assert [[each.document.uri for each in group] for group in groups] == [["c"], ["a"], ["b"]]
    assert latest_issue_date(found) == second


def test_a_page_whose_day_and_year_were_inferred_has_that_date_where_it_is_asked_for() -> None:
    (reading,) = readings(a_document("a"))

    def dated(month_day: str, years: tuple[int, int]) -> date | None:
        inferred = replace(
            reading.page.publication,
            month_day=month_day, year_range=years, date_from=DateFrom.INFERRED,
        )  # fmt: skip
        page = replace(reading.page, publication=inferred)
        (found,) = with_likely_dates([replace(reading, page=page)])
        return found.page.publication.date

    assert dated("03-27", (2024, 2024)) == date(2024, 3, 27)
    assert dated("03-27", (2023, 2024)) is None
    assert dated("02-29", (2023, 2023)) is None
    assert with_likely_dates([reading]) == (reading,)


def test_a_document_that_cannot_be_read_is_an_incident_not_the_end() -> None:
    edition = an_edition(a_document("a.txt"), a_document("b.txt", content=b"\x00\x01\x02" * 99))

    assert [story.id for story in edition.stories] == ["a.txt"]
    assert [incident.where for incident in edition.incidents] == ["b.txt"]


def test_equal_documents_give_an_equal_edition() -> None:
    assert an_edition(a_document("a.txt")) == an_edition(a_document("a.txt"))


def test_reports_of_the_same_text_are_one_item() -> None:
    long = (
        NEWS + "本届冰雪节为期三个月，共安排13项赛事和10大活动，分布在全市10余个场地。\n"
    ).encode()

    edition = an_edition(a_document("a.txt", content=long), a_document("b.txt", content=long))

    (story,) = edition.stories
    assert [other.id for other in story.also] == ["b.txt"]


def test_nothing_gives_an_empty_edition() -> None:
    assert an_edition().stories == ()


def test_the_pages_of_an_edition_are_proofread_together() -> None:
    pages = [
        replace(
            a_document(uri, content=f"本报讯（记者 {name}）3月26日，冰雪节在大同开幕。\n".encode()),
            kind=DocumentKind.NEWSPAPER_PAGE,
        )
        for uri, name in (("1.txt", "史涌涛"), ("2.txt", "史涌海"), ("3.txt", "史涌涛"))
    ]
    hints = an_edition(*pages).proof
    assert [(hint.uri, hint.suspect.suggestion) for hint in hints] == [("2.txt", "史涌涛")]


def test_an_article_by_itself_is_not_proofread() -> None:
    assert an_edition(a_document("1.txt", content="煤研石、粉煤灰等。\n".encode())).proof == ()
