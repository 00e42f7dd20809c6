"""An overlay is read with file and line for every mistake."""

from pathlib import Path

import pytest

from digest.config.overlay import draft_overlay, load_overlay
from digest.config.problems import ConfigFileError
from digest.model.overlays import Correction, Overlay
from tests.unit.renderers.sample_edition import empty_edition, sample_edition


def load(tmp_path: Path, text: str) -> Overlay:
    path = tmp_path / "overlay.yaml"
    path.write_text(text, encoding="utf-8")
    return load_overlay(path, sample_edition(), name="overlay.yaml")


def test_every_key_is_read(tmp_path: Path) -> None:
    overlay = load(
        tmp_path,
        "version: 1\norder: [001/a2]\ndrop: [001/a9]\npin: 001/a3\n"
        "section: {001/a2: 头条}\nheadline: {001/a2: 新}\n"
        "corrections:\n  - {story: 001/a2, from: 甲, to: 乙}\nnote: 请阅\neditor: 张三\n",
    )

    assert overlay.order == ("001/a2",)
    assert overlay.pin == ("001/a3",)
    assert overlay.sections == {"001/a2": "头条"}
    assert overlay.corrections == (
        Correction(story=sample_edition().stories[2].id, before="甲", after="乙"),
    )
    assert (overlay.note, overlay.editor, overlay.title) == ("请阅", "张三", None)


def test_the_first_overlay_changes_nothing_and_names_every_item(tmp_path: Path) -> None:
    text = draft_overlay(sample_edition())

    assert load(tmp_path, text) == Overlay()
    assert all(story.id in text for story in sample_edition().stories)


def test_the_first_overlay_is_valid_with_its_marks_taken_away(tmp_path: Path) -> None:
    lines = draft_overlay(sample_edition()).splitlines()
    keys = [line.removeprefix("# ") for line in lines if line.startswith(("# drop", "# pin"))]

    overlay = load(tmp_path, "\n".join(["version: 1", *keys]))

    assert overlay.drop == overlay.pin == ("001/a6",)


def test_the_first_overlay_of_an_empty_edition_is_one_too() -> None:
    assert "version: 1" in draft_overlay(empty_edition())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("dorp: [001/a2]\n", "overlay.yaml:1: dorp: unknown key"),
        ("\ndrop: [001/a22]\n", "overlay.yaml:2: drop.0: there is no item '001/a22'"),
        ("drop: [001/a2, 001/a2]\n", "overlay.yaml:1: drop.1: '001/a2' is named twice"),
        ("headline: {001/a2: ''}\n", "overlay.yaml:1: headline.001/a2: must not be empty"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigFileError) as caught:
        load(tmp_path, text)

    assert message in str(caught.value)
