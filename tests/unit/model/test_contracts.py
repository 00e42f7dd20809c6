import dataclasses
import json

from digest.model.articles import (
    Article,
    ArticleId,
    ArticleType,
    LineRoles,
    PageArticles,
    Publication,
    Repair,
    Suspect,
)
from digest.model.contracts import (
    edition_json,
    keywords_json,
    page_json,
    sentence_json,
    summary_json,
)
from digest.model.documents import DocumentId
from digest.model.editions import EditionId
from digest.model.summaries import Flag, PrintedSentence, Summary
from digest.model.traces import EditKind
from digest.text.traces import join, replace, restore, trace
from tests.unit.renderers.sample_edition import sample_edition

SOURCE = "健康中国 and 体育强国，\n\n战略。"
JOINED = join([trace(SOURCE, 0, 14), trace(SOURCE, 16, 19)])
REPAIRED = replace(JOINED, 4, 9, "和", EditKind.REPAIR)


def test_a_sentence_has_spans_and_edits_that_give_its_text() -> None:
    printed = sentence_json(PrintedSentence(traced=REPAIRED, score=0.123456789, rank=1))

    assert printed == {
        "text": "健康中国和体育强国，战略。",
        "spans": [[0, 14], [16, 19]],
        "edits": [{"kind": "repair", "at": [4, 9], "from": " and ", "to": "和"}],
        "start": 0,
        "end": 14,
        "score": 0.123457,
        "rank": 1,
    }
    assert restore(SOURCE, REPAIRED.spans, REPAIRED.edits) == printed["text"]


def test_a_page_has_every_field_of_the_contract() -> None:
    article = Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=ArticleType.NEWS,
        paragraphs=(REPAIRED,),
        title="抢抓机遇寻求合作",
        roles=LineRoles(title=(3,), body=(7, 9), joins=((7, 9),)),
    )
    page = PageArticles(
        document=DocumentId("d"),
        uri="seeds/000.txt",
        publication=Publication(),
        articles=(article,),
        unassigned_lines=(11,),
        repairs=(Repair(line=7, before=" and ", after="和"),),
        suspects=(Suspect(line=9, text="市人大常委", suggestion=None, reason="title", severity=1),),
    )

    printed = json.loads(json.dumps(page_json(page)))

    assert printed["version"] == 1
    assert printed["page"] == "seeds/000.txt"
    assert printed["publication"]["name_from"] == "unknown"
    assert printed["repairs"] == [{"line": 7, "from": " and ", "to": "和"}]
    assert printed["suspects"][0]["suggestion"] is None
    assert printed["unassigned_lines"] == [11]
    assert printed["articles"][0]["lines"] == [3, 7, 9]
    assert printed["articles"][0]["joins"] == [[7, 9]]
    assert printed["articles"][0].keys() >= {
        "id", "type", "title", "kicker", "subtitle", "headline", "headline_missing", "byline",
        "source", "dateline", "title_lines", "kicker_lines", "subtitle_lines", "byline_lines",
        "body_lines", "section_heading_lines", "continuation_lines", "paragraphs", "truncated",
        "continued_on", "attached_to", "confidence",
    }  # fmt: skip


def test_a_summary_has_the_fields_of_the_contract_in_their_order() -> None:
    summary = Summary(
        method="lead",
        sentences=(PrintedSentence(traced=REPAIRED, score=1.0, rank=1),),
        title="题",
        source="a.txt",
        keywords=(("战略", 0.9),),
        flags=(Flag.CUT,),
        chars_in=20,
    )

    printed = summary_json(summary)

    assert list(printed) == [
        "version", "source", "title", "method", "summary", "sentences", "keywords", "flags",
        "chars_in", "chars_out",
    ]  # fmt: skip
    assert printed["summary"] == "健康中国和体育强国，战略。"
    assert printed["flags"] == ["cut"]
    assert summary_json(summary, input_id="7")["id"] == "7"


def test_keywords_are_pairs() -> None:
    assert keywords_json("a.txt", [("战略", 1 / 3)])["keywords"] == [["战略", 0.333333]]


def test_an_edition_has_the_fields_of_the_contract() -> None:
    printed = json.loads(json.dumps(edition_json(sample_edition())))

    assert printed["id"] == "2024-03-27/morning"
    assert printed["date"] == "2024-03-27"
    story = printed["sections"][0]["stories"][0]
    assert story.keys() >= {
        "id", "headline", "headline_from", "title", "summary", "points", "keywords", "people",
        "sources", "also", "flags", "score", "why",
    }  # fmt: skip
    assert story["people"][0] == {"name": "习近平", "title": "国家主席"}
    assert printed["proof"][0]["suggestion"] == "国家电投金融"
    assert printed["gathered"] is None


def test_a_digest_names_the_editions_it_is_made_of() -> None:
    digest = dataclasses.replace(sample_edition(), gathered=(EditionId("2024-03-26/morning"),))

    assert edition_json(digest)["gathered"] == ["2024-03-26/morning"]
