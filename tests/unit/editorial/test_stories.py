from dataclasses import replace

from digest.editorial.coverage import cover, hints
from digest.editorial.rank import rate
from digest.editorial.stories import source_of, tell
from digest.model.articles import PageArticles, Publication, Suspect
from digest.model.documents import DocumentId
from digest.model.editions import Cluster, Section, StoryId
from digest.model.summaries import Flag, PrintedSentence, Summary
from digest.model.traces import Span
from digest.text.traces import trace
from tests.unit.editorial.making import DAY, PLAN, make_article, make_found

TEXT = "11月6日，国家主席习近平同马达加斯加总统拉乔利纳互致贺电。"
ARTICLE = replace(
    make_article(TEXT, headline="习近平同马达加斯加总统互致贺电", first_line=21),
    source="新华社",
    truncated=True,
)
FOUND = make_found(ARTICLE)
SUMMARY = Summary(
    method="lead",
    sentences=(PrintedSentence(traced=trace(TEXT, 0, len(TEXT)), score=1.0, rank=1),),
    keywords=(("互致贺电", 0.9),),
    flags=(Flag.CUT,),
)
STORY = tell(
    rate(Cluster(lead=FOUND), [TEXT], plan=PLAN, day=DAY),
    SUMMARY,
    story_id=StoryId("001/a1"),
    doubts=(Span(start=4, end=6),),
)


def test_a_story_says_where_it_stands() -> None:
    assert source_of(FOUND).label == "001:21"


def test_an_item_of_a_wire_service_names_it() -> None:
    assert STORY.wire == "新华社"


def test_people_of_the_summary_come_with_their_titles() -> None:
    assert [(each.name, each.title) for each in STORY.people] == [("习近平", "国家主席")]


def test_flags_say_what_a_reader_should_know() -> None:
    assert STORY.flags == (Flag.CUT, Flag.TRUNCATED, Flag.SUSPECT)


def test_coverage_counts_what_was_found_and_printed() -> None:
    page = PageArticles(
        document=DocumentId("d"),
        uri="d.txt",
        publication=Publication(),
        articles=(ARTICLE,),
        unassigned_lines=(2, 4, 9),
    )
    lines = ["", "孤立的一行", "", "又一行", "正文", "", "", "", "末行"]

    coverage = cover(
        [page],
        [FOUND],
        [Section(name="头条", stories=(STORY,))],
        lines={page.document: lines},
        labels={page.document: "001"},
    )

    assert (coverage.articles, coverage.printed, coverage.truncated) == (1, 1, 1)
    assert (coverage.chars_in, coverage.chars_out) == (len(TEXT), len(TEXT))
    assert [(left.lines, left.text) for left in coverage.unassigned] == [
        ((2, 4), "孤立的一行\n又一行"),
        ((9,), "末行"),
    ]


def test_the_gravest_suspect_comes_first() -> None:
    suspects = tuple(
        Suspect(line=line, text="字", suggestion=None, reason="word", severity=severity)
        for line, severity in ((3, 2), (5, 1))
    )
    page = PageArticles(
        document=DocumentId("d"),
        uri="d.txt",
        publication=Publication(),
        articles=(),
        suspects=suspects,
    )

    assert [hint.suspect.line for hint in hints([page], {page.document: "001"})] == [5, 3]
