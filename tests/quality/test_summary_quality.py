"""Summaries and keywords against gold, where the evaluation data is present.

Floors, not goals: a change that makes them worse must not land unnoticed. The figures are those
of `digest eval summaries` and `digest eval keywords`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from digest.cli.inputs import Entry, Failures, read_articles
from digest.condense.article import condense, find_keywords
from digest.evaluation.bootstrap import Interval
from digest.evaluation.completeness import check_summaries
from digest.evaluation.keywords import score_keywords
from digest.evaluation.rouge import compare_rouge, score_rouge
from digest.model.summaries import Budget, Flag, Summary
from digest.wiring.tools import make_tools

DATA = Path(__file__).parents[3] / "shared" / "eval" / "data"
SETS = {"summ_xwlb": 60, "summ_law": 150, "summ_newsb": 150, "summ_seed": 100}

pytestmark = pytest.mark.quality


def _path(name: str) -> Path:
    path = DATA / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip(f"no evaluation data in {DATA}")
    return path


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _condense(entries: list[Entry], method: str, budget: Budget) -> dict[str, Summary]:
    tools = make_tools(method)
    return {
        entry.document.id: condense(
            entry.article, summarizer=tools.summarizer, tokenizer=tools.tokenizer, budget=budget
        )
        for entry in entries
    }


def _ahead_of_lead(name: str, budget: Budget) -> Interval:
    path = _path(name)
    entries = list(read_articles([str(path)], Failures()))
    references = {record["id"]: record["summary"] for record in _records(path)}

    def score(method: str) -> Mapping[str, Any]:
        summaries = _condense(entries, method, budget)
        texts = {key: summary.text for key, summary in summaries.items()}
        return score_rouge(texts, references, budget=budget.chars)

    return compare_rouge(score("default"), score("lead")).mean


@pytest.mark.parametrize("name", SETS)
def test_the_default_is_not_below_lead_under_the_same_cut(name: str) -> None:
    assert _ahead_of_lead(name, Budget(chars=SETS[name])).mean >= 0


@pytest.mark.parametrize("name", ["summ_law", "summ_newsb"])
def test_one_sentence_is_better_chosen_than_the_first(name: str) -> None:
    assert _ahead_of_lead(name, Budget(sentences=1)).mean >= 1.5


@pytest.mark.parametrize(
    ("name", "floor"), [("summ_xwlb", 99), ("summ_law", 98), ("summ_seed", 99)]
)
def test_summaries_read_as_a_whole(name: str, floor: float) -> None:
    entries = list(read_articles([str(_path(name))], Failures()))
    summaries = _condense(entries, "default", Budget(chars=SETS[name])).values()
    checked = check_summaries((each.text, Flag.CUT in each.flags) for each in summaries)
    assert checked.share >= floor
    assert checked.cut <= 0.06 * len(summaries)


@pytest.mark.parametrize("name", SETS)
def test_no_summary_is_over_its_budget(name: str) -> None:
    entries = list(read_articles([str(_path(name))], Failures()))
    summaries = _condense(entries, "default", Budget(chars=SETS[name])).values()
    assert max(summary.chars_out for summary in summaries) <= SETS[name]


@pytest.mark.parametrize(("name", "floor"), [("keywords_csl", 28), ("keywords_seed", 27)])
def test_keywords_are_those_an_author_gives(name: str, floor: float) -> None:
    path = _path(name)
    tools = make_tools()
    found = {
        str(entry.document.id): [
            word
            for word, _ in find_keywords(
                entry.article, tokenizer=tools.tokenizer, lexicon=tools.lexicon, count=10
            )
        ]
        for entry in read_articles([str(path)], Failures())
    }
    assert score_keywords(found, _records(path)).mean.exact_at_5 >= floor
