from datetime import date
from pathlib import Path

import pytest

from digest.config.manifest import imprint_finder, load_manifest
from digest.errors import ConfigError
from digest.model.documents import Imprint

ROOT = Path(__file__).parents[3]


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "manifest.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_seeds_have_their_paper_and_dates() -> None:
    manifest = load_manifest(ROOT / "seeds" / "manifest.yaml")
    days = {name[:3]: str(imprint.date) for name, imprint in manifest.items()}
    assert days == {
        "000": "2023-11-24",
        "001": "2024-03-27",
        "002": "2023-11-14",
        "003": "2022-11-07",
        "004": "2023-04-23",
    }
    assert {imprint.name for imprint in manifest.values()} == {"大同日报"}
    assert set(manifest) == {path.name for path in (ROOT / "seeds").glob("*.txt")}


def test_an_entry_may_leave_things_out(tmp_path: Path) -> None:
    path = write(
        tmp_path, 'a.txt: {date: "2024-03-27", page: 2}\nb.txt: {paper: 大同日报, page: A3}\n'
    )
    assert load_manifest(path) == {
        "a.txt": Imprint(date=date(2024, 3, 27), page="2"),
        "b.txt": Imprint(name="大同日报", page="A3"),
    }


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("{date: 2024/3/27}", "date: must be a date, not '2024/3/27' | write 2024-03-27"),
        ("{date: 20240327}", "date: must be a date, not the number 20240327 | write 2024-03-27"),
        ("{date: 2024年3月27日}", "write 2024-03-27"),
        ("{date: 2024-3-27}", "write 2024-03-27"),
        ('{date: "2024-13-01"}', "is no day of the calendar"),
        ("{papr: 大同日报}", "papr: unknown key | did you mean 'paper'?"),
        ("大同日报", "must be a mapping, not the text '大同日报'"),
        ("{}", "nothing is said of 'a.txt'"),
        ("{page: [1]}", "page: must be text in quotes, not a list"),
    ],
)
def test_a_wrong_entry_is_explained(tmp_path: Path, entry: str, what: str) -> None:
    path = write(tmp_path, f"# pages\na.txt: {entry}\n")
    with pytest.raises(ConfigError) as caught:
        load_manifest(path, name="m.yaml")
    message = f"{caught.value} | {caught.value.hint}"
    assert message.startswith("m.yaml:")
    assert what in message


def test_a_manifest_beside_a_file_is_found(tmp_path: Path) -> None:
    write(tmp_path / "a", "x.txt: {paper: 甲报}\n")
    write(tmp_path / "b", "x.txt: {paper: 乙报}\n")
    find = imprint_finder()
    assert [find(tmp_path / folder / "x.txt").name for folder in "abc"] == ["甲报", "乙报", None]
    assert find(tmp_path / "a" / "y.txt") == Imprint()


def test_a_named_manifest_counts_from_its_own_folder(tmp_path: Path) -> None:
    path = write(tmp_path, "pages/x.txt: {date: 2024-03-27}\n")
    find = imprint_finder(manifest=path, paper="大同日报")
    assert find(tmp_path / "pages" / "x.txt") == Imprint(name="大同日报", date=date(2024, 3, 27))
    assert find(tmp_path / "x.txt") == Imprint(name="大同日报")
    assert find(tmp_path.parent / "x.txt") == Imprint(name="大同日报")


def test_composed_and_decomposed_names_are_the_same_file(tmp_path: Path) -> None:
    write(tmp_path, "caf\u00e9.txt: {paper: 甲报}\n")
    assert imprint_finder()(tmp_path / "cafe\u0301.txt").name == "甲报"


def test_a_named_manifest_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        imprint_finder(manifest=tmp_path / "no.yaml")(tmp_path / "x.txt")
