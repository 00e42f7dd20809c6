"""The briefs of seeds/ hold nothing that the rules of an edition forbid."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from digest.cli.inputs import Failures, read_documents
from digest.editorial.audit import Fault, audit
from digest.model.articles import Article
from digest.model.editions import Edition, StoryId
from digest.model.plans import EditionPlan
from digest.pipeline import Reading
from digest.pipeline import read_documents as take_apart
from digest.wiring.briefs import compose_briefs
from digest.wiring.tools import make_tools

SEEDS = Path(__file__).parents[2] / "seeds"
# What is known to be there and why; it may only become less.
KNOWN: dict[Fault, int] = {}


@pytest.fixture(scope="module")
def audited() -> list[tuple[date, Fault, str]]:
    tools = make_tools()
    documents = list(read_documents([str(SEEDS)], Failures()))
    readings, _ = take_apart(documents, splitter=tools.splitter)
    editions = compose_briefs(
        readings,
        plan=EditionPlan(brief="brief", title="要闻简报", max_items=0),
        day=None,
        today=date(2026, 1, 1),
        one_for_each_date=True,
        tools=tools,
    )
    assert len(editions) == 5
    return [
        (edition.day, finding.fault, f"{finding.story} {finding.text}")
        for edition in editions
        for finding in audit(edition, articles_of(edition, readings))
    ]


def articles_of(edition: Edition, readings: Sequence[Reading]) -> dict[StoryId, Article]:
    printed = {
        (reading.document.uri, article.id): article
        for reading in readings
        for article in reading.page.articles
    }
    return {
        story.id: article
        for story in edition.stories
        for (uri, name), article in printed.items()
        if (uri, name) == (story.sources[0].uri, story.sources[0].article)
    }


@pytest.mark.parametrize("fault", list(Fault))
def test_no_brief_of_the_seeds_has(fault: Fault, audited: list[tuple[date, Fault, str]]) -> None:
    found = [f"{day} {text}" for day, kind, text in audited if kind is fault]

    assert len(found) <= KNOWN.get(fault, 0), "\n".join(found)
