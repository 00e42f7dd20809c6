"""Newspaper pages printed as PDF by a browser, and read back: what stands on them is known."""

import functools
from pathlib import Path

import pytest

from digest.sources.pdf.read import read_pages
from tests.layout.press import Sheet, print_pdf, sheets
from tests.layout.score import Score, score

# One page of each number of columns; boxes, rules between columns and a masthead among them.
CHOSEN = ("000-4", "001-3", "003-5", "002-2")

pytestmark = pytest.mark.quality


@functools.cache
def chosen() -> tuple[Sheet, ...]:
    return tuple(sheet for sheet in sheets() if sheet.name in CHOSEN)


def test_articles_of_printed_pages_are_found_again_without_a_character_lost(
    tmp_path: Path,
) -> None:
    total = Score()
    for sheet in chosen():
        (page,) = read_pages(print_pdf(sheet, tmp_path).read_bytes())
        total += score(page.text, sheet.pieces)

    assert total.f1 >= 0.97, str(total)
    assert total.error_rate <= 0.01, str(total)
