"""PDFs with a text layer: columns, turned pages, many pages, locked and scanned ones."""

import os
import zlib
from contextlib import suppress
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import InputError
from digest.model.documents import Document, DocumentKind
from digest.sources.folder import FolderSource
from digest.sources.pdf import documents
from digest.sources.pdf.apart import read_pages_apart
from digest.sources.pdf.read import read_pages
from tests.fakes import NOON
from tests.layout.write_pdf import SCAN, Put, write_pdf

LEFT = (
    "　　临江市昨日召开春季植树动员会，全市",
    "计划在四月底以前栽种苗木三十万株，涉",
    "及十二个乡镇。",
    "　　市林业局负责人说，今年的重点是河堤",
)
RIGHT = (
    "两岸和新建的环城公路，苗木全部由本地",
    "苗圃提供。",
    "　　据了解，各单位已领取苗木，并将在周",
    "末组织职工上山。",
)


def two_columns(title: str = "临江启动春季植树") -> list[Put]:
    """A headline across two columns, drawn line by line across the page as many programs do."""
    puts = [Put(text=title, x=120, y=60, size=24)]
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        puts.append(_line(left, x=50, y=100 + 15 * row))
        puts.append(_line(right, x=260, y=100 + 15 * row))
    return puts


def _line(text: str, *, x: float, y: float) -> Put:
    bare = text.lstrip("　")
    return Put(text=bare, x=x + 10 * (len(text) - len(bare)), y=y)


def lines_of(content: bytes) -> list[str]:
    (page,) = read_pages(content)
    return [line for line in page.text.splitlines() if line]


EXPECTED = [
    "## 临江启动春季植树",
    "临江市昨日召开春季植树动员会，全市计划在四月底以前栽种苗木三十万株，涉及十二个乡镇。",
    "市林业局负责人说，今年的重点是河堤两岸和新建的环城公路，苗木全部由本地苗圃提供。",
    "据了解，各单位已领取苗木，并将在周末组织职工上山。",
]


def test_columns_are_read_one_after_the_other_and_lines_become_paragraphs() -> None:
    assert lines_of(write_pdf([two_columns()])) == EXPECTED


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_turn_of_a_page_does_not_matter(rotate: int) -> None:
    assert lines_of(write_pdf([two_columns()], rotate=rotate)) == EXPECTED


def test_text_that_runs_up_the_page_is_turned() -> None:
    assert lines_of(write_pdf([two_columns()], width=842, height=842, turned=True)) == EXPECTED


def test_a_flat_character_stays_on_its_line() -> None:
    text = "这是第一次统一行动，一百一十人参加，一一登记。"

    assert lines_of(write_pdf([[Put(text=text, x=50, y=100)]])) == [text]


def test_a_report_of_several_pages_is_one_document(tmp_path: Path) -> None:
    pages = [two_columns(), two_columns("第二页的标题")]
    (tmp_path / "a.pdf").write_bytes(write_pdf(pages))

    (document,) = fetch(tmp_path)

    assert isinstance(document, Document)
    assert document.content.decode().count("临江市昨日召开") == 2


def test_large_pages_are_a_newspapers_and_each_is_a_document(tmp_path: Path) -> None:
    pages = [two_columns(), two_columns("第二页的标题")]
    (tmp_path / "a.pdf").write_bytes(write_pdf(pages, width=1100, height=1550))

    found = fetch(tmp_path)

    assert [each.uri for each in found if isinstance(each, Document)] == [
        "a.pdf#page=1",
        "a.pdf#page=2",
    ]
    assert [each.imprint.page for each in found if isinstance(each, Document)] == ["1", "2"]


def test_what_the_user_says_of_the_pages_counts(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(write_pdf([two_columns(), two_columns()]))

    assert len(fetch(tmp_path, DocumentKind.NEWSPAPER_PAGE)) == 2
    assert len(fetch(tmp_path, DocumentKind.ARTICLE)) == 1


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(write_pdf([two_columns()], is_encrypted=True))

    (error,) = fetch(tmp_path)

    assert isinstance(error, InputError)
    assert error.what == "this PDF is protected by a password"
    assert error.hint


def test_a_scan_says_so_and_the_other_pages_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on a machine without the recognizer.
    monkeypatch.setattr(documents, "is_available", lambda: False)
    (tmp_path / "a.pdf").write_bytes(write_pdf([two_columns(), SCAN]))

    document, error = fetch(tmp_path)

    assert isinstance(document, Document)
    assert isinstance(error, InputError)
    assert "page 2: a scan" in error.what


def test_an_empty_page_is_no_scan(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(write_pdf([two_columns(), []]))

    assert len(fetch(tmp_path)) == 1


def test_a_file_of_empty_pages_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(write_pdf([[], []]))

    (error,) = fetch(tmp_path)

    assert isinstance(error, InputError)
    assert error.what == "there is no text in this PDF"


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"%PDF-", b"%PDF-1.4\n%%EOF"])
def test_a_damaged_file_is_its_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)

    (error,) = fetch(tmp_path)

    assert isinstance(error, InputError)
    assert "damaged" in error.what


@pytest.mark.skipif(os.name == "nt", reason="memory is limited by the system on POSIX only")
@pytest.mark.parametrize("operator", [b" ", b"q "])
def test_a_file_that_unpacks_to_gigabytes_is_refused(tmp_path: Path, operator: bytes) -> None:
    packer = zlib.compressobj(1)
    piece = operator * 500_000
    packed = b"".join(packer.compress(piece) for _ in range(800)) + packer.flush()
    assert len(packed) < 5_000_000
    (tmp_path / "bomb.pdf").write_bytes(write_pdf([packed], is_packed=True))

    import resource

    # The largest of all children so far: those of other tests may have been larger, and a child
    # is counted with the memory of its parent until its own program is loaded.
    before = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)
    )
    source = FolderSource(name="s", path="bomb.pdf", base=tmp_path, zone=UTC)
    (error,) = source.fetch(since=None, now=NOON)

    assert isinstance(error, InputError)
    assert "more memory or time" in error.what
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, 800_000)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(InputError, match="memory or time"):
        read_pages_apart(write_pdf([two_columns()]), where="a.pdf", seconds=0.001)


@settings(max_examples=40)
@given(share=st.floats(0.05, 1), noise=st.binary(max_size=20))
def test_a_file_that_breaks_off_is_no_crash(share: float, noise: bytes) -> None:
    whole = write_pdf([two_columns()])
    cut = int(len(whole) * share)
    with suppress(InputError):
        read_pages(whole[:cut] + noise + whole[cut + len(noise) :])


def fetch(folder: Path, kind: DocumentKind = DocumentKind.AUTO) -> list[Document | InputError]:
    source = FolderSource(name="s", path=".", base=folder, zone=UTC, kind=kind)
    return list(source.fetch(since=None, now=NOON))
