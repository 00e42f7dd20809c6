"""The briefs of seeds/ and of the sample page, as an editor approved them.

`make golden` writes them anew. Read the difference before you commit it.
"""

import os
from pathlib import Path

import pytest

from digest import make_brief
from digest.model.editions import Edition
from digest.renderers.forms import make_renderer

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "seeds"
PAGES = {path.name[:3]: path for path in sorted((ROOT / "seeds").glob("*.txt"))} | {
    "sample": ROOT / "digest" / "data" / "sample" / "linjiang-2024-03-27.txt"
}


@pytest.fixture(scope="module")
def editions() -> dict[str, Edition]:
    os.chdir(ROOT)  # a document's address in print is the path as it was named
    return {name: make_brief([path.relative_to(ROOT)], max_items=0) for name, path in PAGES.items()}


@pytest.mark.parametrize("template", ["brief.md.j2", "brief.html.j2", "brief.txt.j2"])
@pytest.mark.parametrize("page", sorted(PAGES))
def test_the_brief_is_the_approved_one(
    page: str, template: str, editions: dict[str, Edition]
) -> None:
    rendition = make_renderer(template).render(editions[page])
    golden = GOLDEN / f"{page}.{rendition.format}"
    if os.environ.get("DIGEST_GOLDEN") == "write" and not os.environ.get("CI"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(rendition.body)

    assert rendition.body.decode() == golden.read_text(encoding="utf-8")
