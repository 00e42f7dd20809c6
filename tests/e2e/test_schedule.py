"""`digest check`, `build`, `run` and what they leave behind, as an operator meets them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.conftest import Run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the project's own schedule.yaml and pages."""
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.copy(ROOT / "schedule.yaml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def test_the_projects_own_schedule_is_valid_and_shows_five_runs(run: Run, desk: Path) -> None:
    done = run("check", "--json", cwd=desk)

    assert done.returncode == 0, done.stderr.decode()
    assert len(json.loads(done.stdout)["morning"]) == 5


def test_building_an_edition_twice_gives_the_same_bytes(run: Run, desk: Path) -> None:
    first = run("build", "morning", "--date", "2024-03-27", cwd=desk)
    files = {path.name: path.read_bytes() for path in (desk / "out").iterdir()}
    shutil.rmtree(desk / "out")
    second = run("build", "morning", "--date", "2024-03-27", cwd=desk)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr.decode()
    assert sorted(files) == ["2024-03-27-morning.html", "2024-03-27-morning.md"]
    assert {path.name: path.read_bytes() for path in (desk / "out").iterdir()} == files
    assert "第 1 期" in files["2024-03-27-morning.md"].decode()
    assert run("verify", "2024-03-27/morning", cwd=desk).returncode == 0


def test_a_forced_build_is_the_next_revision_under_the_same_number(run: Run, desk: Path) -> None:
    run("build", "--date", "2024-03-27", cwd=desk)
    done = run("build", "--date", "2024-03-27", "--force", "--json", cwd=desk)

    edition = json.loads(done.stdout)
    assert (edition["id"], edition["revision"], edition["number"]) == ("2024-03-27/morning", 2, 1)
    first = json.loads(run("show", "2024-03-27/morning@1", "--json", cwd=desk).stdout)
    assert first["revision"] == 1
    assert run("show", "2024-03-27/morning@x", cwd=desk).returncode == 2


def test_a_dry_run_keeps_and_writes_nothing(run: Run, desk: Path) -> None:
    done = run("build", "--date", "2024-03-27", "--dry-run", cwd=desk)

    assert "大同要闻" in done.stdout.decode()
    assert not (desk / "out").exists()
    assert json.loads(run("list", "--json", cwd=desk).stdout) == []


def test_an_unknown_key_is_told_with_its_line_and_a_suggestion(run: Run, desk: Path) -> None:
    path = desk / "schedule.yaml"
    text = path.read_text(encoding="utf-8").replace("max_items:", "max_item:")
    path.write_text(text, encoding="utf-8")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if "max_item:" in each)

    done = run("check", cwd=desk)

    assert done.returncode == 3
    assert done.stderr.decode() == (
        f"error: schedule.yaml:{line}: briefs.morning.max_item: unknown key\n"
        "hint: did you mean 'max_items'?\n"
    )


def test_a_missing_schedule_is_a_clear_error(run: Run) -> None:
    done = run("check")

    assert done.returncode == 3
    assert "schedule.yaml" in done.stderr.decode()


def test_an_unknown_brief_is_a_clear_error(run: Run, desk: Path) -> None:
    done = run("build", "evening", cwd=desk)

    assert (done.returncode, "name one of morning" in done.stderr.decode()) == (2, True)


def test_what_is_due_is_made_once_and_then_nothing_is_due(run: Run, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    assert run("init", desk).returncode == 0
    path = desk / "schedule.yaml"
    text = path.read_text(encoding="utf-8")
    # Every minute of every day, so that the test needs no clock of its own.
    text = text.replace('schedule: {at: ["07:30"], days: workday}', 'schedule: {cron: "* * * * *"}')
    path.write_text(text.replace("catch_up: 6h", "catch_up: 1m"), encoding="utf-8")
    (desk / "inbox" / "a.txt").write_text(
        "冰雪节开幕\n\n3月26日，第五届冰雪节在大同开幕，吸引各地游客前来。\n", encoding="utf-8"
    )

    first = run("run", "--once", cwd=desk)

    assert first.returncode == 0, first.stderr.decode()
    slots = json.loads(run("status", "--json", cwd=desk).stdout)
    assert slots
    assert {slot["state"] for slot in slots} == {"built"}
    assert "冰雪节" in "".join(
        each.read_text(encoding="utf-8") for each in (desk / "out").glob("*.md")
    )


def test_a_failed_edition_is_told_by_exit_codes_until_the_next_one_is_made(
    run: Run, tmp_path: Path
) -> None:
    desk = tmp_path / "desk"
    run("init", desk)
    path = desk / "schedule.yaml"
    text = path.read_text(encoding="utf-8")
    due = datetime.now(ZoneInfo("Asia/Shanghai")) - timedelta(minutes=1)
    cron = f'{{cron: "{due.minute} {due.hour} * * *"}}'
    text = text.replace('{at: ["07:30"], days: workday}', cron, 1)
    text = text.replace("path: inbox", "path: nowhere").replace("send-notice  ", "skip  ", 1)
    path.write_text(text, encoding="utf-8")

    assert run("status", cwd=desk).returncode == 0
    done = run("run", "--once", cwd=desk)
    assert done.returncode == 1, done.stderr.decode()
    status = run("status", cwd=desk)
    assert status.returncode == 1
    # The time is that of the schedule, wherever the machine stands.
    key = f"{due:%Y-%m-%d}/morning"
    assert status.stdout.decode().splitlines() == [
        f"{key}\t{due:%Y-%m-%d %H:%M}\tfailed\tnowhere: no such file or folder"
    ]

    (desk / "nowhere").mkdir()
    (desk / "nowhere" / "a.txt").write_text("冰雪节开幕\n\n冰雪节在大同开幕。\n", encoding="utf-8")
    assert run("build", "--date", f"{due:%Y-%m-%d}", cwd=desk).returncode == 0
    assert run("status", cwd=desk).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
def test_the_scheduler_stops_cleanly_when_it_is_told_to(desk: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "digest", "--lang", "en", "run"],
        cwd=desk,
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path / "data")},
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        assert b"running" in process.stderr.readline()
        time.sleep(0.5)  # the signal handlers are set right after the line is printed
        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=60) == 143


FILES = """\
version: 1
calendar: {holidays_file: holidays.yaml}
summary: {method: textrnk}
topics: sections.json
sources:
  datong: {path: seeds, manifest: seeds/manifest.yml}
briefs:
  morning:
    title: 每日简报
    sources: [datong]
    schedule: {at: ["07:30"]}
    outputs:
      - {to: file, template: breif.md.j2, path: "out/{date}.md"}
      - {to: mail, template: mail.html.j2, recipients: [office]}
channels:
  mail: {host: h.example.com, ca_file: ca.pem, from: a@example.com}
recipients: {office: [a@example.com]}
"""


def test_every_file_the_schedule_names_is_looked_for(run: Run, desk: Path) -> None:
    (desk / "schedule.yaml").write_text(FILES, encoding="utf-8")

    done = run("check", cwd=desk)

    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == [
        "error: schedule.yaml:3: summary.method: there is no method 'textrnk'",
        "hint: did you mean 'textrank'?",
        "error: schedule.yaml:2: calendar.holidays_file: holidays.yaml: no such file",
        "hint: a relative path begins where schedule.yaml stands",
        "error: schedule.yaml:4: topics: sections.json: no such file",
        "hint: 'digest train sections' makes one of labelled articles",
        "error: schedule.yaml:6: sources.datong.manifest: seeds/manifest.yml: no such file",
        "hint: did you mean 'manifest.yaml'?",
        (
            "error: schedule.yaml:13: briefs.morning.outputs.0.template: "
            "there is no template 'breif.md.j2'"
        ),
        "hint: did you mean 'brief.md.j2'?",
        (
            "error: schedule.yaml:16: channels.mail.ca_file: cannot be read: ca.pem: "
            "No such file or directory"
        ),
        "hint: a relative path begins where schedule.yaml stands",
    ]


def test_every_file_the_schedule_names_is_read(run: Run, desk: Path) -> None:
    text = FILES.replace("manifest.yml", "manifest.yaml").replace("textrnk", "lead")
    (desk / "schedule.yaml").write_text(text, encoding="utf-8")
    (desk / "holidays.yaml").write_text("holidays: [2026-13-01]\nworkday: []\n", encoding="utf-8")
    (desk / "sections.json").write_text("{}", encoding="utf-8")
    (desk / "seeds" / "manifest.yaml").write_text("a.txt: {papr: 大同日报}\n", encoding="utf-8")
    (desk / "templates").mkdir()
    (desk / "templates" / "breif.md.j2").write_text("{{ title }}\n{% if %}\n", encoding="utf-8")
    (desk / "ca.pem").write_text("no certificate\n", encoding="utf-8")

    done = run("check", cwd=desk)

    assert done.returncode == 3
    told = [line for line in done.stderr.decode().splitlines() if line.startswith("error")]
    assert [line.split(": ")[1] for line in told] == [
        "holidays.yaml:1",
        "holidays.yaml:2",
        "schedule.yaml:4",
        "seeds/manifest.yaml:1",
        "templates/breif.md.j2:2",
        "schedule.yaml:16",
    ]
    assert "is no model of sections" in told[2]
    assert "holds no certificate: ca.pem" in told[5]
