"""Real feeds, where the evaluation data is present."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.errors import InputError
from digest.sources.feeds.opml import read_opml
from digest.sources.feeds.parse import parse_feed

DATA = Path(__file__).parents[3] / "shared" / "eval" / "data" / "feeds"
ZONE = ZoneInfo("Asia/Shanghai")
CUTS = 40

pytestmark = pytest.mark.quality


def feeds() -> list[Path]:
    found = sorted(path for path in DATA.rglob("*") if path.suffix in {".xml", ".json"})
    if not found:
        pytest.skip(f"no evaluation data in {DATA}")
    return found


def test_every_feed_is_read_and_every_item_has_its_date() -> None:
    entries = [
        entry
        for path in feeds()
        for entry in parse_feed(path.read_bytes(), where=path.name, zone=ZONE).entries
    ]
    dated = [entry for entry in entries if entry.published]

    assert len(dated) >= 100
    # Feeds that are test cases of a parser have no dates at all.
    assert len(entries) - len(dated) <= 5
    assert all(2020 <= entry.published.year <= 2026 for entry in dated if entry.published)


def test_a_feed_cut_anywhere_is_no_crash() -> None:
    for path in feeds():
        content = path.read_bytes()
        for cut in range(CUTS):
            try:
                parse_feed(content[: cut * len(content) // CUTS], where=path.name, zone=ZONE)
            except InputError:
                continue


def test_lists_of_feeds_are_read() -> None:
    lists = [read_opml(path.read_bytes(), where=path.name) for path in DATA.glob("*.opml")]
    if not lists:
        pytest.skip(f"no evaluation data in {DATA}")

    assert all(len(urls) > 10 for urls in lists)
