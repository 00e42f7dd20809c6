"""Main text of real Chinese news pages, where the evaluation data is present."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from digest.evaluation.rouge import rate_rouge
from digest.sources.webpage.read import WebPage, read_webpage

DATA = Path(__file__).parents[3] / "shared" / "eval" / "data" / "html"
# The share of pairs of characters in common with the expected text.
FLOOR = 0.92

pytestmark = pytest.mark.quality


def pages() -> list[dict[str, Any]]:
    manifest = DATA / "manifest.jsonl"
    if not manifest.is_file():
        pytest.skip(f"no evaluation data in {DATA}")
    return [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]


def read(name: str) -> WebPage:
    content = (DATA / name).read_bytes()
    return read_webpage(content, where=name, zone=ZoneInfo("Asia/Shanghai"))


def test_the_main_text_is_the_expected_one() -> None:
    known = [page for page in pages() if page["expected"]]

    scores = [rate_rouge(read(page["file"]).text, page["expected"]).r2 for page in known]

    assert scores
    assert min(scores) >= FLOOR


def test_every_page_gives_a_text_and_a_title_in_readable_chinese() -> None:
    for page in pages():
        found = read(page["file"])
        assert found.title, page["file"]
        assert "\ufffd" not in found.title + found.text
        assert sum("\u4e00" <= c <= "\u9fff" for c in found.text) > len(found.text) / 2


def test_most_pages_say_when_they_appeared() -> None:
    dated = [read(page["file"]).published is not None for page in pages()]

    assert sum(dated) >= 0.85 * len(dated)
