"""The page on templates says what the code offers, no more and no less."""

import re
from pathlib import Path

from digest.renderers.context import CONTEXT, SECTION
from digest.renderers.stories import STORY
from digest.renderers.tail import LEFT

PAGE = Path(__file__).parents[2] / "docs" / "templates.md"


def test_the_page_lists_every_name_with_its_meaning() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert rows == [
        (name, meaning.replace("|", "/"))
        for table in (CONTEXT, SECTION, STORY, LEFT)
        for name, meaning in table.items()
    ]
