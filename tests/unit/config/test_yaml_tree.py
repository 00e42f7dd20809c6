from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import RootModel

from digest.config.checked import check_tree
from digest.config.problems import ConfigFileError
from digest.config.yaml_tree import Tree, read_tree
from digest.errors import ConfigError


class Anything(RootModel[dict[str, Any]]):
    pass


def read(tmp_path: Path, content: str | bytes) -> Tree:
    path = tmp_path / "a.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_tree(path, name="a.yaml")


def error(tmp_path: Path, content: str | bytes) -> str:
    with pytest.raises(ConfigError) as caught:
        check_tree(read(tmp_path, content), Anything)
    return f"{caught.value} | {caught.value.hint}"


def test_values_are_those_of_yaml_1_2(tmp_path: Path) -> None:
    text = "a: [1, 010, 0x1F, 1.5, true, yes, null, ~, 07:30, 2024-03-27, '5']\n"
    assert read(tmp_path, text).value["a"] == [
        1, 10, 31, 1.5, True, "yes", None, None, "07:30", date(2024, 3, 27), "5",
    ]  # fmt: skip


def test_every_key_and_item_has_its_line(tmp_path: Path) -> None:
    tree = read(tmp_path, "a: 1\nb:\n  - x\n  - {c: 2,\n     d: 3}\n")
    assert tree.line(("a",)) == 1
    assert tree.line(("b", 1)) == 4
    assert tree.line(("b", 1, "d")) == 5
    assert tree.line(("b", 1, "missing", 7)) == 4
    assert tree.line(("missing",)) == 1


def test_all_keys_given_twice_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigFileError) as caught:
        check_tree(read(tmp_path, "a: 1\nb: {c: 1, c: 2}\na: 2\n"), Anything)
    assert [str(each) for each in caught.value.errors] == [
        "a.yaml:2: b.c: is given twice, first in line 2",
        "a.yaml:3: a: is given twice, first in line 1",
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "a.yaml: the file is empty"),
        ("# nothing\n", "a.yaml: the file is empty"),
        ("- a\n", "a.yaml:1: the file is not a mapping"),
        ("just text\n", "a.yaml:1: the file is not a mapping"),
        ("a:\n\tb: 1\n", "a.yaml:2: a tab cannot stand here | indent with spaces"),
        ("a: b: c\n", "a.yaml:1: mapping values are not allowed here"),
        ("a: 1\nb: [1\n", "a bracket or a quote is not closed"),
        ('a: "x\n', "a bracket or a quote is not closed"),
        ("a: *nope\n", "a.yaml:1: found undefined alias"),
        ("a: 1\n---\nb: 2\n", "more than one document"),
        ("a: !!python/object:os.system x\n", "a.yaml:1: a: the tag '!python/object:os.system'"),
        ("a: !secret x\n", "a.yaml:1: a: the tag '!secret' is not allowed"),
        ("a: 2024-02-30\n", "a.yaml:1: a: '2024-02-30' is no date"),
        ("[a, b]: 1\n", "a key must be a word"),
        ("a: \x07\n", "is no YAML"),
        ("a: &a [*a]\n", "holds too many values, or aliases that multiply them"),
        (
            "标题: 早报\n".encode("gb18030"),
            "a.yaml:1: is not written in UTF-8 | save the file as UTF-8",
        ),
        (b"a: 1\n" + b"#" * 1_000_001, "is larger than 1,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_explained(tmp_path: Path, content: str | bytes, what: str) -> None:
    assert what in error(tmp_path, content)


def test_aliases_that_multiply_are_stopped(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert "too many values" in error(tmp_path, "\n".join(lines))


def test_deep_nesting_is_stopped(tmp_path: Path) -> None:
    assert "too many brackets" in error(tmp_path, "a: " + "[" * 3000 + "]" * 3000)
    assert "too many values" in error(tmp_path, "a: " + "[" * 60 + "]" * 60)
    assert "a.yaml" in error(tmp_path, "".join(" " * n + "a:\n" for n in range(900)))


def test_an_alias_and_a_merge_give_their_values(tmp_path: Path) -> None:
    text = "base: &base {x: 1, y: 2}\nother: {<<: *base, y: 3}\nsame: *base\n"
    value = read(tmp_path, text).value
    assert value["other"] == {"x": 1, "y": 3}
    assert value["same"] == {"x": 1, "y": 2}


def test_a_mark_at_the_beginning_and_utf_16_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, "标题: 早报\n".encode("utf-8-sig")).value == {"标题": "早报"}
    assert read(tmp_path, "标题: 早报\n".encode("utf-16")).value == {"标题": "早报"}


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"a\.yaml: no such file") as caught:
        read_tree(tmp_path / "no.yaml", name="a.yaml", missing_hint="digest init")
    assert caught.value.hint == "digest init"
    with pytest.raises(ConfigError, match="is a folder"):
        read_tree(tmp_path, name="a.yaml")
