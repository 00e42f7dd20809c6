"""How many of the five pages' errors the proof finds, and how often it cries wolf.

Run with `-s` to see every miss and every false alarm.
"""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from digest.model.articles import Suspect
from digest.model.documents import Line, Page
from digest.pages.proof import find_suspects
from digest.pages.proof_names import find_people
from digest.pages.repair import find_repairs

pytestmark = pytest.mark.quality

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "eval" / "data"
# Clean text that is read for false alarms, in characters.
_SAMPLE = 300_000


@pytest.fixture(scope="module")
def lexicon() -> dict[str, int]:
    """The words of jieba's dictionary."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    lines = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count, *_ in map(str.split, lines)}


def page_of(text: str) -> Page:
    """A page of `text`, cut at line feeds."""
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        lines.append(Line(number=number, text=line, start=start))
        start += len(line) + 1
    return Page(uri="page.txt", text=text, lines=tuple(lines))


def meets(suspect: Suspect, error: dict[str, Any], line: str) -> bool:
    """Whether a suspect and an error of the list share a character of their line."""
    if suspect.line != error["line"]:
        return False
    wrong = line.index(error["text"])
    places = [at for at in range(len(line)) if line.startswith(suspect.text, at)]
    return any(at < wrong + len(error["text"]) and wrong < at + len(suspect.text) for at in places)


def test_the_errors_of_the_five_pages_are_found(lexicon: dict[str, int]) -> None:
    """Each page is read with the names of the four others as its archive."""
    paths = sorted((ROOT / "seeds").glob("*.txt"))
    pages = {path.name[:3]: page_of(path.read_text(encoding="utf-8")) for path in paths}
    listed = YAML(typ="safe").load((ROOT / "tests/data/proof_seeds.yaml").read_text("utf-8"))
    found = wanted = false = flagged = 0
    for name, page in pages.items():
        others = (other.text for key, other in pages.items() if key != name)
        archive = tuple(person for text in others for person in find_people(text))
        errors = listed[name]
        met = set()
        for suspect in find_suspects(page, lexicon=lexicon, archive=archive):
            line = page.lines[suspect.line - 1].text
            hits = [at for at, error in enumerate(errors) if meets(suspect, error, line)]
            met.update(hits)
            is_doubtful = bool(hits) and all(errors[at].get("doubtful") for at in hits)
            flagged += not is_doubtful
            if not hits:
                false += 1
                print("false alarm", name, suspect)  # noqa: T201
        for at, error in enumerate(errors):
            if error.get("doubtful"):
                continue
            wanted += 1
            found += at in met
            if at not in met:
                print("missed", name, error["line"], error["text"])  # noqa: T201
    print(f"recall {found} of {wanted}, precision {flagged - false} of {flagged}")  # noqa: T201
    assert found / wanted >= 0.8
    assert (flagged - false) / flagged >= 0.7


def test_clean_news_is_rarely_flagged_and_never_repaired(lexicon: dict[str, int]) -> None:
    path = DATA / "topics.jsonl"
    if not path.is_file():
        pytest.skip("the evaluation data ../shared/eval/data is not present")
    read = flags = repairs = 0
    with path.open(encoding="utf-8") as records:
        for record in records:
            page = page_of(json.loads(record)["text"])
            read += len(page.text)
            flags += len(find_suspects(page, lexicon=lexicon))
            repairs += len(find_repairs(page))
            if read > _SAMPLE:
                break
    print(f"{flags} flags in {read} characters: {1000 * flags / read:.3f} in 1000")  # noqa: T201
    assert repairs == 0
    assert 1000 * flags / read <= 0.1
