import os
import threading
from datetime import UTC, date
from pathlib import Path

import pytest

from digest.errors import InputError
from digest.model.documents import Document, DocumentKind, Imprint
from digest.sources.folder import FolderSource, find_files, read_file
from digest.sources.origin import document_id
from tests.fakes import NOON


def fetch(base: Path, path: str) -> list[Document | InputError]:
    source = FolderSource(name="s", path=path, base=base, zone=UTC)
    return list(source.fetch(since=None, now=NOON))


def write(path: Path, content: str | bytes = "内容") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_a_folder_and_a_pattern_keep_the_path_as_given(tmp_path: Path) -> None:
    write(tmp_path / "in" / "b.txt")
    write(tmp_path / "in" / "a.md")
    assert find_files("in/b.txt", base=tmp_path) == ("in/b.txt",)
    assert find_files("in", base=tmp_path) == ("in/a.md", "in/b.txt")
    assert find_files("in/", base=tmp_path) == ("in/a.md", "in/b.txt")
    assert find_files("./in/*.txt", base=tmp_path) == ("in/b.txt",)
    assert find_files(".", base=tmp_path) == ("in/a.md", "in/b.txt")
    absolute = (tmp_path / "in" / "b.txt").as_posix()
    assert find_files(absolute, base=Path("elsewhere")) == (absolute,)


def test_folders_below_are_read_and_what_is_no_text_is_passed_over(tmp_path: Path) -> None:
    for name in ("x/y/a.txt", "b.TXT", "README.md", ".hidden.txt", "~$a.txt", "p.jpg", "m.yaml"):
        write(tmp_path / name)
    assert find_files(".", base=tmp_path) == ("b.TXT", "x/y/a.txt")


def test_an_empty_folder_and_a_pattern_without_matches_give_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert fetch(tmp_path, "in") == []
    assert fetch(tmp_path, "in/*.txt") == []


def test_a_file_whose_name_looks_like_a_pattern_is_itself(tmp_path: Path) -> None:
    write(tmp_path / "a[1].txt")
    assert find_files("a[1].txt", base=tmp_path) == ("a[1].txt",)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \r\n\t\n", "the file is empty"),
        ("a.txt", b"%PDF-1.7 ...", "this PDF is damaged and cannot be opened"),
        ("a.txt", b"PK\x03\x04....", "this file is damaged and cannot be opened"),
        ("a.txt", b"GIF89a.....", "is a GIF picture, not text"),
        ("a.txt", bytes(range(256)) * 8, ""),
        ("a.html", b"<p>", "no article was found in this web page"),
        ("a.doc", b"text", "old Word files are not read in this version"),
    ],
)
def test_what_cannot_be_read_is_its_error_and_the_next_file_comes(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    write(tmp_path / name, content)
    write(tmp_path / "b.txt")
    error, document = fetch(tmp_path, ".")
    assert isinstance(error, InputError)
    assert what in error.what
    assert error.where == name
    assert isinstance(document, Document)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_any_encoding_is_kept_as_its_bytes(tmp_path: Path, encoding: str) -> None:
    content = ("大同市召開經濟工作會議，會上說明了發展的方向。" * 4).encode(encoding)
    write(tmp_path / "a.txt", content)
    (document,) = fetch(tmp_path, "a.txt")
    assert isinstance(document, Document)
    assert document.content == content


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_its_error(tmp_path: Path) -> None:
    write(tmp_path / "a.txt").chmod(0)
    (error,) = fetch(tmp_path, "a.txt")
    assert isinstance(error, InputError)


def test_a_file_that_vanishes_is_its_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_file(tmp_path / "gone.txt", uri="gone.txt")


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_a_link_to_nowhere_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    assert fetch(tmp_path, ".") == []


def test_an_id_changes_with_the_content_only(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "copy.txt")
    write(tmp_path / "in" / "other.txt", "别的")
    first, copy, other = (each for each in fetch(tmp_path, "in") if isinstance(each, Document))

    assert first.id == copy.id == document_id(first.content)
    assert other.id != first.id


def test_a_file_that_is_still_being_written_is_left_for_the_next_time(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "开头")
    done = threading.Event()

    def go_on() -> None:
        while not done.wait(0.02):
            with path.open("a", encoding="utf-8") as file:
                file.write("，还有")

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        source = FolderSource(name="s", path=".", base=tmp_path, zone=UTC, settles=True)
        (error,) = source.fetch(since=None, now=NOON)
    finally:
        done.set()
        writer.join()

    assert isinstance(error, InputError)
    assert "still being written" in error.what
    (document,) = source.fetch(since=None, now=NOON)
    assert isinstance(document, Document)


def test_kind_encoding_and_imprint_go_into_the_document(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    imprint = Imprint(name="大同日报", date=date(2024, 3, 27))
    source = FolderSource(
        name="s",
        path="a.txt",
        base=tmp_path,
        zone=UTC,
        imprint_of=lambda path: imprint if path.name == "a.txt" else Imprint(),
        kind=DocumentKind.NEWSPAPER_PAGE,
        encoding="utf-8",
    )
    (document,) = source.fetch(since=None, now=NOON)
    assert isinstance(document, Document)
    assert document.imprint == imprint
    assert (document.kind, document.encoding) == (DocumentKind.NEWSPAPER_PAGE, "utf-8")


def test_a_time_stamp_says_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    before = fetch(tmp_path, "a.txt")
    os.utime(path, (0, 0))
    assert fetch(tmp_path, "a.txt") == before
