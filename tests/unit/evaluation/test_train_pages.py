import json
from pathlib import Path

import pytest

from digest.evaluation.page_examples import (
    Example,
    collect_texts,
    count_tables,
    read_example,
)
from digest.evaluation.page_networks import Settings
from digest.evaluation.train_pages import main, train, write_module
from digest.pages.blocks import read_lines
from digest.pages.packing import pack, unpack
from digest.pages.reading import Learned, read
from digest.pages.themes import NO_THEMES
from digest.text.lines import make_page

_LINES = (
    "市政府召开常务会议",
    "本报讯（记者 甲乙丙）11月23日，市政府召开常务会议，研究安全生产等工作。",
    "会议强调，要压紧压实安全生产责任，全面提升安全生产治理",
    "能力和水平，守护人民群众生命财产安全。",
    "图为会议现场。",
    "本报记者 己庚摄",
)
_PAGE = "\n\n".join(_LINES)
_GOLD = {
    "articles": [
        {
            "id": "a1",
            "type": "news",
            "title_lines": [1],
            "byline_lines": [3],
            "body_lines": [3, 5, 7],
        },
        {"id": "a2", "type": "photo", "byline_lines": [11], "body_lines": [9]},
    ]
}
_QUICK = Settings(role_units=4, link_units=4, end_units=2, role_rounds=1, link_rounds=1)


def _examples() -> list[Example]:
    return [read_example(_PAGE, _GOLD, f"{k:03d}") for k in range(4)]


def _train(examples: list[Example]) -> Learned:
    return train(examples, count_tables(collect_texts(examples)), NO_THEMES, {}, _QUICK)


def test_gold_says_which_line_follows_which() -> None:
    assert _examples()[0].follows.tolist() == [1, 2, 3, -1, 5, -1]


def test_the_same_pages_give_the_same_module() -> None:
    once, twice = (write_module(_train(_examples()), "test") for _ in range(2))
    assert once == twice


def test_what_is_packed_reads_a_page_as_before() -> None:
    learned = unpack(pack(_train(_examples())))
    again = unpack(pack(learned))
    lines = read_lines(make_page(_PAGE, uri="page.txt"))
    assert read(lines, learned, {}).follows == read(lines, again, {}).follows


def test_an_empty_folder_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "weights.py"
    code = main(
        [str(tmp_path / "none"), "--lexicon", "none", "--out", str(out), "--date", "2026-11-21"]
    )
    assert (code, out.exists()) == (1, False)
    assert "no simulated page" in capsys.readouterr().err


def test_the_command_writes_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("001", "002"):
        (tmp_path / f"{name}.txt").write_text(_PAGE, encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(json.dumps(_GOLD), encoding="utf-8")
    lexicon, out = tmp_path / "dict.txt", tmp_path / "weights.py"
    lexicon.write_text("治理能力 3 n\n", encoding="utf-8")
    monkeypatch.setattr("digest.evaluation.train_pages.Settings", lambda: _QUICK)
    words = [str(tmp_path), "--lexicon", str(lexicon), "--out", str(out), "--date", "2026-11-21"]
    assert main(words) == 0
    assert "2026-11-21" in out.read_text(encoding="utf-8")
