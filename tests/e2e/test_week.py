"""Weekly digests, by hand and on schedule, and sections learned from an archive of one's own."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.mail_server import serve_mail

ROOT = Path(__file__).parents[2]
SOURCES = """\
version: 1
timezone: UTC
calendar: {workdays: every-day}
sources:
  datong: {path: "seeds/*.txt", kind: newspaper-page, manifest: seeds/manifest.yaml}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def a_cron(moment: datetime) -> str:
    return f'{{cron: "{moment.minute} {moment.hour} {moment.day} {moment.month} *"}}'


def test_a_missed_week_is_made_up_of_what_was_missed_and_sent_once(run: Run, desk: Path) -> None:
    due = datetime.now(UTC) - timedelta(hours=3)
    with serve_mail(tls="none") as server:
        (desk / "schedule.yaml").write_text(
            f"""{SOURCES}briefs:
  weekly:
    title: 大同一周要闻
    editions: morning
    schedule: {a_cron(due)}
    catch_up: 1d
    max_items: 5
    outputs:
      - {{to: mail, template: mail.html.j2, recipients: [office]}}
      - {{to: file, template: brief.md.j2, path: "out/{{date}}-{{brief}}.md"}}
  morning:
    title: 大同要闻每日简报
    sources: [datong]
    schedule: {a_cron(due - timedelta(minutes=5))}
    catch_up: 1d
channels:
  mail: {{host: 127.0.0.1, port: {server.port}, tls: none, from: 简报 <brief@example.com>}}
recipients: {{office: [a@example.com]}}
""",
            encoding="utf-8",
        )
        done = run("run", "--once", cwd=desk)
        again = run("run", "--once", cwd=desk)

    assert (done.returncode, again.returncode) == (0, 0), done.stderr.decode()
    assert server.recipients == ["a@example.com"]
    states = json.loads(run("status", "--json", cwd=desk).stdout)
    assert {each["edition"].partition("/")[2]: each["state"] for each in states} == {
        "weekly": "built",
        "morning": "built",
    }
    name = next(each["edition"] for each in states if each["edition"].endswith("weekly"))
    mail = server.mails[0].read()
    text = mail.get_body(("plain",))
    assert text is not None
    assert "大同一周要闻" in str(mail["Subject"])
    assert "补发" in text.get_content()
    edition = json.loads(run("show", name, "--json", cwd=desk).stdout)
    stories = [story for section in edition["sections"] for story in section["stories"]]
    assert len(stories) == 5
    plain = "".join(text.get_content().split())
    assert all("".join(story["headline"].split()) in plain for story in stories)
    (file,) = (desk / "out").iterdir()
    assert "汇编 1 期" in file.read_text(encoding="utf-8")
    assert run("verify", name, cwd=desk).returncode == 0
    assert run("rebuild", name, cwd=desk).returncode == 0


def test_a_week_is_put_together_by_hand(run: Run, desk: Path) -> None:
    shutil.copy(ROOT / "schedule.yaml", desk)
    for day in ("2024-03-27", "2024-03-28", "2023-11-24"):
        assert run("build", "--date", day, cwd=desk).returncode == 0

    done = run("week", "--json", cwd=desk)
    week = json.loads(done.stdout)
    assert (week["id"], week["title"]) == ("2024-W13/morning", "大同要闻 · 一周要闻")
    assert len(week["sections"][0]["stories"]) > 5

    done = run("week", "--date", "2023-11-22", "-o", "week.md", "-o", "week.docx", cwd=desk)
    assert done.returncode == 0, done.stderr.decode()
    assert "汇编 1 期（11月24日）" in (desk / "week.md").read_text(encoding="utf-8")
    assert (desk / "week.docx").read_bytes().startswith(b"PK")

    for arguments in (["--date", "2024-01-01"], ["evening"]):
        done = run("week", *arguments, cwd=desk)
        assert done.returncode == 2
        assert "there is no edition" in done.stderr.decode()


def test_sections_are_learned_and_used(run: Run, desk: Path) -> None:
    rows = [
        {"title": f"小麦春耕{n}", "text": "全市春耕备耕有序推进，农户播种小麦。", "label": "三农"}
        for n in range(20)
    ] + [
        {"title": f"篮球比赛{n}", "text": "男子篮球联赛开赛，球队夺得冠军。", "label": "体坛"}
        for n in range(20)
    ]
    archive = desk / "archive.jsonl"
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    archive.write_text(lines, encoding="utf-8")

    done = run("train", "sections", archive, "-o", "sections.json", cwd=desk)
    assert done.returncode == 0, done.stderr.decode()
    once = (desk / "sections.json").read_bytes()
    run("train", "sections", archive, "-o", "sections.json", cwd=desk)
    assert (desk / "sections.json").read_bytes() == once

    text = (ROOT / "schedule.yaml").read_text(encoding="utf-8")
    text = text.replace("briefs:", "topics: sections.json\nbriefs:", 1)
    (desk / "schedule.yaml").write_text(text, encoding="utf-8")
    done = run("build", "--date", "2024-03-27", "--dry-run", "--json", cwd=desk)
    assert done.returncode == 0, done.stderr.decode()
    edition = json.loads(done.stdout)
    topics = {s["topic"] for section in edition["sections"] for s in section["stories"]}
    assert topics <= {"三农", "体坛", ""}

    archive.write_text('{"title": "没有标签"}\n', encoding="utf-8")
    done = run("train", "sections", archive, "-o", "other.json", cwd=desk)
    assert (done.returncode, (desk / "other.json").exists()) == (6, False)
    assert "archive.jsonl:1" in done.stderr.decode()
