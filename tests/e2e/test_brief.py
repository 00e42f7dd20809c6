"""`digest brief`, as a user meets it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Run

ROOT = Path(__file__).parents[2]
DATES = ["2022-11-07", "2023-04-23", "2023-11-14", "2023-11-24", "2024-03-27"]


def test_a_folder_gives_one_edition_for_each_issue_date_and_an_index(
    run: Run, tmp_path: Path
) -> None:
    done = run("brief", ROOT / "seeds", "-o", "out")

    assert done.returncode == 0, done.stderr.decode()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        [f"{date}.{form}" for date in DATES for form in ("html", "md")] + ["index.html", "index.md"]
    )


def test_the_sample_gives_the_same_bytes_whatever_the_hash_seed(run: Run) -> None:
    arguments = ("brief", "--sample", "--date", "2024-03-27", "-t", "brief.html.j2")

    first, second = (run(*arguments, env={"PYTHONHASHSEED": seed}) for seed in ("0", "1"))

    assert first.returncode == 0, first.stderr.decode()
    assert first.stdout == second.stdout
    assert "2024年3月27日" in first.stdout.decode()


def test_records_keep_their_ids_and_zero_items_means_all(run: Run, tmp_path: Path) -> None:
    records = [
        {
            "id": f"x{i}",
            "title": f"第{i}条消息",
            "text": f"第{i}个项目{i * 7}日开工，总投资{i}亿元。",
        }
        for i in range(1, 21)
    ]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")

    done = run("brief", "a.jsonl", "--max-items", "0", "--json", "--date", "2024-03-27")

    edition = json.loads(done.stdout)
    ids = [story["id"] for section in edition["sections"] for story in section["stories"]]
    assert sorted(ids) == sorted(record["id"] for record in records)
    assert edition["number"] is None


def test_every_printed_sentence_of_the_seeds_stands_in_its_source(run: Run) -> None:
    editions = json.loads(run("brief", "seeds", "--json", cwd=ROOT).stdout)

    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in _uris(editions)}
    checked = 0
    for edition in editions:
        for section in edition["sections"]:
            for story in section["stories"]:
                source = texts[story["sources"][0]["uri"]]
                for sentence in story["summary"] + story["points"]:
                    assert _apply(source, sentence) == sentence["text"]
                    checked += 1
    assert checked > len(editions)


def _uris(editions: list[Any]) -> set[str]:
    return {
        source["uri"]
        for edition in editions
        for section in edition["sections"]
        for story in section["stories"]
        for source in story["sources"]
    }


def _apply(source: str, sentence: Any) -> str:
    """The joined spans with the edits applied: written apart from the product's own code."""
    pieces: list[str] = []
    edits = list(sentence["edits"])
    for start, end in sentence["spans"]:
        at = start
        while edits and at <= edits[0]["at"][0] and edits[0]["at"][1] <= end:
            edit = edits.pop(0)
            assert source[slice(*edit["at"])] == edit["from"]
            pieces += [source[at : edit["at"][0]], edit["to"]]
            at = edit["at"][1]
        pieces.append(source[at:end])
    return "".join(pieces)


def test_without_any_readable_input_nothing_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")

    done = run("brief", "a.txt", "-o", "brief.md")

    assert (done.returncode, (tmp_path / "brief.md").exists()) == (6, False)


def test_one_unreadable_file_among_several_is_told_in_the_brief(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(
        "标题\n\n3月26日，市政府召开会议，研究安全生产工作。\n", "utf-8"
    )

    done = run("brief", "a.txt", "b.txt")

    assert done.returncode == 5
    assert "a.txt" in done.stdout.decode()


def test_an_empty_day_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()

    done = run("brief", "inbox", "--date", "2024-03-27")
    strict = run("brief", "inbox", "--date", "2024-03-27", "--fail-empty")

    assert (done.returncode, strict.returncode) == (0, 4)
    assert done.stdout.decode().strip()


@pytest.mark.parametrize("suffix", ["md", "html", "txt", "json"])
def test_the_form_follows_the_suffix(run: Run, tmp_path: Path, suffix: str) -> None:
    done = run("brief", "--sample", "--date", "2024-03-27", "-o", f"brief.{suffix}")

    assert done.returncode == 0, done.stderr.decode()
    assert "2024" in (tmp_path / f"brief.{suffix}").read_text(encoding="utf-8")


def test_an_own_template_is_used_and_its_mistakes_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "my.md.j2").write_text("{{ title }}：{{ stories_typo }}\n", "utf-8")

    done = run("brief", "--sample", "-t", "./my.md.j2")

    assert done.returncode == 3
    assert "my.md.j2:1" in done.stderr.decode()


def test_an_address_that_cannot_be_reached_is_told(run: Run) -> None:
    done = run("brief", "http://127.0.0.1:9/page.html")

    assert done.returncode == 6
    assert b"error: http://127.0.0.1:9/page.html: " in done.stderr
    assert b"Traceback" not in done.stderr
