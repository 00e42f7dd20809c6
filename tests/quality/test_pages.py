"""The page splitter against gold, where the evaluation data is present.

Floors, not goals: a change that makes the splitter worse must not land unnoticed. The figures are
those of `digest eval pages`.
"""

from pathlib import Path

import pytest

from digest.evaluation.page_files import read_gold_pages
from digest.evaluation.pages import PageScores, score_pages
from digest.model.contracts import page_json
from digest.model.documents import DocumentId
from digest.pages.splitter import take_apart
from digest.text.lines import make_page
from digest.wiring.tools import make_tools

DATA = Path(__file__).parents[3] / "shared" / "eval" / "data"
FLOORS = {"easy": 0.98, "real": 0.94, "hard": 0.92}

pytestmark = pytest.mark.quality


@pytest.fixture(scope="module")
def simulated() -> PageScores:
    return _score(DATA / "pages")


@pytest.fixture(scope="module")
def real() -> PageScores:
    return _score(DATA / "seeds_gold")


def _score(folder: Path) -> PageScores:
    if not folder.is_dir():
        pytest.skip(f"no evaluation data in {folder}")
    lexicon = make_tools().lexicon
    pages = read_gold_pages(folder)
    answers = {
        page.name: page_json(
            take_apart(
                make_page(page.text.read_text(encoding="utf-8"), uri=page.name),
                document=DocumentId(page.name),
                lexicon=lexicon,
            )
        )
        for page in pages
    }
    return score_pages(answers, {page.name: page.gold for page in pages})


@pytest.mark.parametrize("profile", list(FLOORS))
def test_simulated_pages_come_apart(simulated: PageScores, profile: str) -> None:
    assert simulated.by_profile[profile].articles.f1 >= FLOORS[profile]


def test_cut_sentences_of_simulated_pages_are_rejoined(simulated: PageScores) -> None:
    joins = simulated.total.joins

    assert joins.precision >= 0.95
    assert joins.recall >= 0.95


def test_real_pages_come_apart(real: PageScores) -> None:
    assert real.total.articles.f1 >= 0.95
