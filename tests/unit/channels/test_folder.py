import os
from pathlib import Path

import pytest

from digest.channels.folder import FolderChannel, safe_path, write_whole
from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, DeliveryId
from digest.model.editions import Rendition
from tests.fakes import MORNING


def deliver(root: Path, name: str, body: bytes = b"# \xe7\xae\x80\xe6\x8a\xa5\n") -> str:
    delivery = Delivery(
        id=DeliveryId("1"), edition=MORNING, revision=1, channel="file", recipient=name
    )
    other = Rendition(format="html", media_type="text/html", filename="other.html", body=b"-")
    wanted = Rendition(format="md", media_type="text/markdown", filename=name, body=body)
    return FolderChannel(root=root).deliver(delivery, [other, wanted]).reference


def test_a_file_is_written_below_the_folder(tmp_path: Path) -> None:
    assert deliver(tmp_path, "out/2024/早报.md", b"x") == "out/2024/早报.md"
    assert (tmp_path / "out" / "2024" / "早报.md").read_bytes() == b"x"


def test_only_the_file_remains(tmp_path: Path) -> None:
    deliver(tmp_path, "a.md", b"old")
    deliver(tmp_path, "a.md", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.md", b"new")]


def test_an_equal_file_is_left_alone(tmp_path: Path) -> None:
    deliver(tmp_path, "a.md", b"same")
    os.utime(tmp_path / "a.md", (0, 0))
    deliver(tmp_path, "a.md", b"same")
    assert (tmp_path / "a.md").stat().st_mtime == 0


@pytest.mark.parametrize(
    "name",
    [
        "../a.md", "out/../../a.md", "a/..", "..", "", "out/", "a\0.md", "a:b.md", "CON",
        "out/nul.txt", "a?.md", "a.", "a ", "a\\b.md", "/../a", "x" * 201, "早" * 70, "a\n.md",
    ],
)  # fmt: skip
def test_a_name_that_leaves_the_folder_or_is_none_is_refused(tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with pytest.raises(DeliveryError) as caught:
        deliver(root, name)
    assert not caught.value.temporary
    assert list(root.iterdir()) == []
    assert list(tmp_path.iterdir()) == [root]


def test_an_absolute_path_is_the_users_own_choice(tmp_path: Path) -> None:
    name = (tmp_path / "www" / "a.md").as_posix()
    deliver(tmp_path / "elsewhere", name, b"x")
    assert (tmp_path / "www" / "a.md").read_bytes() == b"x"
    assert safe_path("C:/briefs/a.md", root=tmp_path) == tmp_path / "C:/briefs/a.md"


def test_a_missing_rendition_is_a_permanent_error(tmp_path: Path) -> None:
    delivery = Delivery(
        id=DeliveryId("1"), edition=MORNING, revision=1, channel="file", recipient="a.md"
    )
    with pytest.raises(DeliveryError) as caught:
        FolderChannel(root=tmp_path).deliver(delivery, [])
    assert not caught.value.temporary


def test_a_folder_that_cannot_be_made_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(DeliveryError) as caught:
        deliver(tmp_path, "out/a.md")
    assert caught.value.temporary


def test_when_the_disk_is_full_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "a.md", b"old")

    def full(handle: int) -> None:
        del handle
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeliveryError, match="the disk is full") as caught:
        deliver(tmp_path, "a.md", b"new")
    assert caught.value.temporary
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.md", b"old")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_others_may_read_what_was_written(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "a.md", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o644
