"""Pictures of pages, through the recognizer where it is installed."""

from datetime import UTC
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from digest.errors import InputError
from digest.model.documents import Document, Imprint
from digest.pages.unclear import find_unclear
from digest.sources.folder import FolderSource
from digest.sources.pdf.read import draw_page
from digest.sources.scan import recognize
from digest.sources.scan.picture import make_picture
from digest.sources.scan.recognize import is_available
from digest.text.lines import make_page
from tests.fakes import NOON
from tests.layout.press import BROADSHEET, Piece, Sheet, print_pdf
from tests.needs import need

TEXT = "临江市昨日召开春季植树动员会，全市计划在四月底以前栽种苗木三十万株，涉及十二个乡镇。"
MORE = "市林业局负责人说，今年的重点是河堤两岸和新建的环城公路，苗木全部由本地苗圃提供。"
PIECE = Piece(title="临江启动春季植树", paragraphs=(TEXT, MORE))


def needs_ocr() -> None:
    need("ocr", found=is_available())


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> NDArray[np.uint8]:
    """A small page of two columns, at 150 dots an inch."""
    needs_ocr()
    sheet = Sheet(name="small", rows=(((PIECE, 2),),), width=BROADSHEET // 3)
    content = print_pdf(sheet, tmp_path_factory.mktemp("press")).read_bytes()
    picture = make_picture(*draw_page(content, 1, dots_an_inch=150))
    rows = np.nonzero((picture < 128).any(axis=(1, 2)))[0]
    return picture[: rows[-1] + 40]


def encode(picture: NDArray[np.uint8], form: str = "PNG", more: int = 0) -> bytes:
    from PIL import Image

    made = BytesIO()
    image = Image.fromarray(picture)
    extra = {"save_all": True, "append_images": [image] * more} if more else {}
    image.save(made, form, **extra)
    return made.getvalue()


def fetch(folder: Path, name: str, content: bytes) -> list[Document | InputError]:
    (folder / name).write_bytes(content)
    source = FolderSource(name="s", path=name, base=folder, zone=UTC)
    return list(source.fetch(since=None, now=NOON))


def test_a_page_is_read_with_its_columns_in_order(tmp_path: Path, drawn: NDArray[np.uint8]) -> None:
    (document,) = fetch(tmp_path, "page.png", encode(drawn))

    assert isinstance(document, Document)
    lines = [line for line in document.content.decode().splitlines() if line]
    assert lines[0] == "## 临江启动春季植树"
    assert "".join(lines[1:]).replace(",", "，") == TEXT + MORE


def test_a_picture_of_a_cat_is_no_page(tmp_path: Path) -> None:
    needs_ocr()
    noise = np.random.default_rng(1).integers(0, 255, (300, 300, 3), dtype=np.uint8)

    (error,) = fetch(tmp_path, "cat.png", encode(noise))

    assert isinstance(error, InputError)
    assert "no text was found" in error.what


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xff\xe0", b"II*\x00xx"])
def test_a_damaged_picture_is_its_error(tmp_path: Path, content: bytes) -> None:
    needs_ocr()
    (error,) = fetch(tmp_path, "page.png", content)

    assert isinstance(error, InputError)
    assert "damaged" in error.what


def test_a_picture_of_too_many_dots_is_refused(tmp_path: Path) -> None:
    needs_ocr()
    from PIL import Image

    made = BytesIO()
    Image.new("1", (30_000, 30_000)).save(made, "PNG")
    (error,) = fetch(tmp_path, "bomb.png", made.getvalue())

    assert isinstance(error, InputError)
    assert "too many dots" in error.what


def test_without_the_extra_a_picture_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: NDArray[np.uint8]
) -> None:
    monkeypatch.setattr(recognize, "is_available", lambda: False)
    (error,) = fetch(tmp_path, "page.png", encode(drawn))

    assert isinstance(error, InputError)
    assert error.hint == "pip install 'digest-zh[ocr]'"


def test_long_pictures_are_cut_into_strips_that_overlap() -> None:
    for height in (100, 1600, 1601, 5000, 9999):
        strips = list(recognize._strips(height))
        assert strips[0][0] == 0
        assert strips[-1][1] == height
        assert all(bottom - top <= 1601 for top, bottom in strips)
        pairs = pairwise(strips)
        assert all(above[1] - below[0] >= 199 for above, below in pairs)


def test_what_was_hard_to_read_is_shown_to_a_person() -> None:
    page = make_page(
        "甲乙丙。\n\n全市植树三十万株。", uri="a", imprint=Imprint(unclear=("三十万",))
    )

    (suspect,) = find_unclear(page)

    assert (suspect.line, suspect.text, suspect.reason) == (3, "三十万", "unclear")
