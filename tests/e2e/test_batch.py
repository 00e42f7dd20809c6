"""`digest batch` as a user meets it: other processes, kills, gzip, pipes."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Run

SEED = next((Path(__file__).parents[2] / "seeds").glob("001_*.txt"))
PARAGRAPHS = [
    line for line in SEED.read_text(encoding="utf-8").splitlines() if len(line.strip()) > 20
]


def _records(count: int) -> list[str]:
    return [
        json.dumps(
            {"id": f"n{number}", "text": "\n".join(PARAGRAPHS[number % 20 : number % 20 + 4])},
            ensure_ascii=False,
        )
        for number in range(1, count + 1)
    ]


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _read(path: Path) -> list[dict[str, Any]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.splitlines()]


def test_every_record_has_a_summary_with_its_id_in_order(run: Run, tmp_path: Path) -> None:
    _write(tmp_path / "in.jsonl", _records(70))

    done = run("batch", "in.jsonl", "out.jsonl", "--chars", "40", "--workers", "2")

    found = _read(tmp_path / "out.jsonl")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"70 articles" in done.stderr
    assert [each["id"] for each in found] == [f"n{number}" for number in range(1, 71)]
    assert all(0 < each["chars_out"] <= 40 for each in found)
    assert found[6]["source"] == "in.jsonl:7"
    assert not (tmp_path / "out.errors.jsonl").exists()


def test_a_bad_line_is_recorded_and_stops_nothing(run: Run, tmp_path: Path) -> None:
    lines = _records(5)
    lines[1:3] = ["{broken", json.dumps({"id": "x", "text": ""})]
    lines[4] = ""
    _write(tmp_path / "in.jsonl", lines)

    done = run("batch", "in.jsonl", "out.jsonl", "--workers", "1")

    errors = _read(tmp_path / "out.errors.jsonl")
    assert done.returncode == 5
    assert [each["id"] for each in _read(tmp_path / "out.jsonl")] == ["n1", "n4"]
    assert [each["source"] for each in errors] == ["in.jsonl:2", "in.jsonl:3"]
    assert "JSON" in errors[0]["error"]


def test_stdin_and_stdout_may_be_pipes(run: Run) -> None:
    lines = [*_records(3), "{broken"]

    done = run("batch", "-", "-", "--workers", "1", stdin="\n".join(lines).encode())

    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["n1", "n2", "n3"]
    assert b"stdin:4: is no JSON" in done.stderr
    assert done.returncode == 5


def test_gzip_is_read_and_written(run: Run, tmp_path: Path) -> None:
    lines = "".join(f"{line}\n" for line in _records(40)).encode()
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(lines))

    done = run("batch", "in.jsonl.gz", "out.jsonl.gz", "--workers", "1")

    assert done.returncode == 0
    assert len(_read(tmp_path / "out.jsonl.gz")) == 40


def test_torn_gzip_is_an_unreadable_input(run: Run, tmp_path: Path) -> None:
    packed = gzip.compress("\n".join(_records(200)).encode())
    (tmp_path / "in.gz").write_bytes(packed[: len(packed) // 2])

    done = run("batch", "in.gz", "out.jsonl", "--workers", "1")

    assert done.returncode == 6
    assert b"in.gz" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_output_is_overwritten_only_when_asked_to(run: Run, tmp_path: Path) -> None:
    _write(tmp_path / "in.jsonl", _records(2))
    (tmp_path / "out.jsonl").write_text("dear\n", encoding="utf-8")

    refused = run("batch", "in.jsonl", "out.jsonl", "--workers", "1")
    forced = run("batch", "in.jsonl", "out.jsonl", "--workers", "1", "--force")

    assert refused.returncode == 2
    assert b"--resume" in refused.stderr
    assert forced.returncode == 0
    assert len(_read(tmp_path / "out.jsonl")) == 2


@pytest.mark.parametrize(
    "content", ["dear", "dear\n", '{"source": "no number"}\n', '{"version":1}\n', "[]\n"]
)
def test_only_an_output_of_a_batch_is_gone_on_with(run: Run, tmp_path: Path, content: str) -> None:
    _write(tmp_path / "in.jsonl", _records(2))
    (tmp_path / "out.jsonl").write_text(content, encoding="utf-8")

    done = run("batch", "in.jsonl", "out.jsonl", "--workers", "1", "--resume")

    assert done.returncode == 6
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == content


def test_the_output_of_another_input_or_method_is_refused(run: Run, tmp_path: Path) -> None:
    _write(tmp_path / "in.jsonl", _records(3))
    _write(tmp_path / "other.jsonl", _records(6)[3:])
    run("batch", "in.jsonl", "out.jsonl", "--workers", "1", "--method", "lead")

    other = run("batch", "other.jsonl", "out.jsonl", "--resume", "--method", "lead")
    method = run("batch", "in.jsonl", "out.jsonl", "--resume", "--method", "textrank")

    assert (other.returncode, method.returncode) == (2, 2)
    assert b"no output of other.jsonl" in other.stderr
    assert b"method 'lead'" in method.stderr


def test_textrank_and_keywords_can_be_asked_for(run: Run, tmp_path: Path) -> None:
    _write(tmp_path / "in.jsonl", _records(2))

    run(
        "batch",
        "in.jsonl",
        "out.jsonl",
        "--method",
        "textrank",
        "--keywords",
        "3",
        "--workers",
        "1",
    )

    for each in _read(tmp_path / "out.jsonl"):
        assert each["method"] == "textrank"
        assert len(each["keywords"]) == 3


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
@pytest.mark.parametrize(("name", "workers"), [("out.jsonl", 2), ("out.jsonl.gz", 1)])
def test_a_killed_run_is_gone_on_with_losing_and_repeating_nothing(
    run: Run, tmp_path: Path, name: str, workers: int
) -> None:
    count = 600
    lines = _records(count)
    bad = {50, 51, 400}
    for number in bad:
        lines[number - 1] = "{broken"
    _write(tmp_path / "in.jsonl", lines)
    command = ["batch", "in.jsonl", name, "--workers", str(workers), "--resume"]
    kills = 0
    for enough in (1, 20_000):
        process = subprocess.Popen(
            [sys.executable, "-m", "digest", *command],
            cwd=tmp_path,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
        deadline = time.monotonic() + 60
        out = tmp_path / name
        while process.poll() is None and time.monotonic() < deadline:
            if out.exists() and out.stat().st_size >= enough:
                break
            time.sleep(0.01)
        kills += process.poll() is None
        process.kill()
        process.wait()
        with out.open("ab") as torn:
            torn.write(b'\x1f\x8b{"version":1,"id":"to')

    done = run(*command)

    assert kills > 0
    assert done.returncode in {0, 5}
    found = [each["id"] for each in _read(tmp_path / name)]
    assert found == [f"n{number}" for number in range(1, count + 1) if number not in bad]
    errors = _read(tmp_path / "out.errors.jsonl")
    assert [each["source"] for each in errors] == [f"in.jsonl:{number}" for number in sorted(bad)]
    assert list(tmp_path.glob("*.part")) == []
