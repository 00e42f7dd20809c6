"""The items of seeds/ fall into the sections a person gave them."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from digest.cli.inputs import Failures, read_documents
from digest.editorial.protocol import standing
from digest.editorial.topics import TOPICS, topic_of
from digest.pipeline import make_labels
from digest.pipeline import read_documents as take_apart
from digest.protocols import SentenceRule
from digest.text.sentences import sentences_of
from digest.wiring.tools import make_tools

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
GOAL = 0.85


@pytest.fixture(scope="module")
def gold() -> dict[str, list[str]]:
    text = (HERE / "sections_seeds.yaml").read_text(encoding="utf-8")
    return {str(place): list(names) for place, names in YAML(typ="safe").load(text).items()}


def test_the_gold_names_sections_of_the_table(gold: dict[str, list[str]]) -> None:
    names = {topic.name for topic in TOPICS}

    assert {name for row in gold.values() for name in row} <= names


def test_most_items_of_the_seeds_fall_into_their_section(gold: dict[str, list[str]]) -> None:
    documents = list(read_documents([str(SEEDS)], Failures()))
    readings, _ = take_apart(documents, splitter=make_tools().splitter)
    labels = make_labels(readings)
    found: dict[str, str] = {}
    for reading in readings:
        for article in reading.page.articles:
            sentences = [each.text for each in sentences_of(article, SentenceRule.DIGEST)]
            place = (article.roles.body or article.roles.lines)[0]
            name = topic_of(article, standing(article, sentences))
            found[f"{labels[reading.document.id]}:{place}"] = name

    wrong = {
        key: (found.get(key), names) for key, names in gold.items() if found.get(key) not in names
    }

    assert len(wrong) <= (1 - GOAL) * len(gold), wrong
