"""`digest run` over the project's own pages to a real mail server; what arrives is the edition."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.mail_server import CERTIFICATE, MailServer, serve_mail

ROOT = Path(__file__).parents[2]
READERS = ["a@example.com", "b@example.com"]


def a_desk(
    folder: Path,
    port: int,
    *,
    at: datetime | None = None,
    brief: str = "morning",
    release: str = "auto",
) -> Path:
    """A schedule that is due now, over seeds/, to a mail server on loopback."""
    # Due a minute ago: on time, whatever minute it is.
    local = (at or datetime.now(UTC)) - timedelta(minutes=1)
    folder.mkdir(exist_ok=True)
    if not (folder / "seeds").exists():
        shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "schedule.yaml").write_text(
        f"""version: 1
timezone: UTC
calendar: {{workdays: every-day}}
sources:
  datong: {{path: "seeds/*.txt", kind: newspaper-page, manifest: seeds/manifest.yaml}}
briefs:
  {brief}:
    title: 大同要闻每日简报
    sources: [datong]
    schedule: {{cron: "{local.minute} {local.hour} {local.day} {local.month} *"}}
    window: since-last
    release: {release}
    header: {{name: 大同要闻}}
    outputs:
      - {{to: file, template: brief.md.j2, path: "out/{{date}}-{{brief}}.md"}}
      - {{to: mail, template: mail.html.j2, recipients: [office, desk], attach: [docx]}}
channels:
  mail:
    host: 127.0.0.1
    port: {port}
    tls: starttls
    user: brief@example.com
    password: "${{SMTP_PASSWORD}}"
    ca_file: {CERTIFICATE}
    from: 简报 <brief@example.com>
    timeout: 5s
recipients:
  office: ["a@example.com", {{mail: b@example.com, include: [考察]}}]
  desk: ["A@example.com"]
""",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def server() -> Iterator[MailServer]:
    with serve_mail(tls="starttls", password="s3cret-word") as opened:
        yield opened


def test_the_mail_that_arrives_is_the_edition(run: Run, tmp_path: Path, server: MailServer) -> None:
    desk = a_desk(tmp_path / "desk", server.port)
    env = {"SMTP_PASSWORD": "s3cret-word"}

    done = run("run", "--once", "--log-format", "json", cwd=desk, env=env)

    assert done.returncode == 0, done.stderr.decode()
    events = [json.loads(line) for line in done.stderr.decode().splitlines()]
    assert [each["event"] for each in events].count("sent") == 2
    assert sorted(server.recipients) == READERS
    mails = {mail.recipient: mail.read() for mail in server.mails}
    shown = json.loads(run("list", "--json", cwd=desk).stdout)
    edition = json.loads(run("show", shown[0]["edition"], "--json", cwd=desk).stdout)
    mail = mails["a@example.com"]
    assert f"第1期 {edition['date']}" in str(mail["Subject"])
    assert mail["From"].addresses[0].addr_spec == "brief@example.com"
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    plain = "".join(text.get_content().split())
    stories = [story for section in edition["sections"] for story in section["stories"]]
    assert len(stories) > 5
    for story in stories:
        assert "".join(story["headline"].split()) in plain
    assert [part.get_filename() for part in mail.iter_attachments()] == [
        f"大同要闻-{shown[0]['edition'].replace('/', '-')}.docx"
    ]
    # A reader with words of his own gets only what has them.
    other = mails["b@example.com"].get_body(("plain",))
    assert other is not None
    assert 0 < len(other.get_content()) < len(text.get_content())
    assert mail["Message-ID"] != mails["b@example.com"]["Message-ID"]
    assert b"s3cret-word" not in done.stderr + done.stdout

    again = run("run", "--once", cwd=desk, env=env)
    assert again.returncode == 0
    assert len(server.mails) == 2


def test_without_the_password_nothing_is_made_and_the_line_is_named(
    run: Run, tmp_path: Path, server: MailServer
) -> None:
    desk = a_desk(tmp_path / "desk", server.port)
    for command in (["run", "--once"], ["check"]):
        done = run(*command, cwd=desk)
        assert done.returncode == 3
        assert "schedule.yaml:23: channels.mail.password: the environment variable" in (
            done.stderr.decode()
        )
    # What needs no secret goes on without.
    assert run("build", "--dry-run", "-q", cwd=desk).returncode == 0


def test_a_refused_login_is_told_and_everything_waits(
    run: Run, tmp_path: Path, server: MailServer
) -> None:
    desk = a_desk(tmp_path / "desk", server.port)
    done = run("run", "--once", cwd=desk, env={"SMTP_PASSWORD": "wr0ng-word"})
    assert done.returncode == 75
    assert "535" in done.stderr.decode()
    assert b"wr0ng-word" not in done.stderr
    assert server.mails == []
    waiting = json.loads(run("outbox", "list", "--json", cwd=desk).stdout)
    assert {each["state"] for each in waiting} == {"pending"}
    # Once it is mended the pause can be ended by hand.
    done = run("outbox", "retry", "--all", cwd=desk)
    assert done.returncode == 0, done.stderr.decode()
    done = run("run", "--once", cwd=desk, env={"SMTP_PASSWORD": "s3cret-word"})
    assert done.returncode == 0, done.stderr.decode()
    assert sorted(server.recipients) == READERS


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM or SIGHUP")
def test_a_scheduler_at_work_reads_its_schedule_anew_and_stops_cleanly(
    tmp_path: Path, server: MailServer
) -> None:
    desk = a_desk(tmp_path / "desk", server.port, at=datetime.now(UTC) - timedelta(days=40))
    beat = tmp_path / "beat"
    command = ["--lang", "en", "run", "--heartbeat", str(beat), "--data-dir", str(tmp_path / "d")]
    with subprocess.Popen(
        [sys.executable, "-m", "digest", *command],
        cwd=desk,
        env=os.environ | {"SMTP_PASSWORD": "s3cret-word"},
        stderr=subprocess.PIPE,
    ) as process:
        try:
            wait_for(beat.exists)
            (desk / "schedule.yaml").write_text("version: 2\n", encoding="utf-8")
            process.send_signal(signal.SIGHUP)
            time.sleep(2.5)
            assert process.poll() is None
            a_desk(desk, server.port, brief="evening")
            process.send_signal(signal.SIGHUP)
            wait_for(lambda: len(server.mails) == 2)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 143
        finally:
            process.kill()
        assert process.stderr is not None
        told = process.stderr.read().decode()
    assert "the one from before goes on" in told
    assert "read anew" in told
    with closing(sqlite3.connect(tmp_path / "d" / "digest.db")) as database:
        leases = database.execute("SELECT count(*) FROM slot WHERE lease_until IS NOT NULL")
        assert leases.fetchone() == (0,)


def wait_for(what: object, *, seconds: float = 60) -> None:
    assert callable(what)
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_a_channel_is_tried_and_an_edition_sent_by_hand(
    run: Run, tmp_path: Path, server: MailServer
) -> None:
    desk = a_desk(tmp_path / "desk", server.port)
    env = {"SMTP_PASSWORD": "s3cret-word"}

    dry = run("test-channel", "mail", "--dry-run", "--json", cwd=desk, env=env)
    assert dry.returncode == 0, dry.stderr.decode()
    assert json.loads(dry.stdout)[0]["recipient"] == "brief@example.com"
    assert server.mails == []
    done = run("test-channel", "mail", "--to", "a@example.com", cwd=desk, env=env)
    assert done.returncode == 0, done.stderr.decode()
    assert "测试" in str(server.mails[0].read()["Subject"])

    built = run("build", "--date", "2024-03-27", cwd=desk)
    assert b"2 to send: digest send 2024-03-27/morning" in built.stderr
    plan = run("send", "--dry-run", "--json", cwd=desk)
    assert {each["recipient"] for each in json.loads(plan.stdout)} == set(READERS)
    assert all(each["bytes"] > 10_000 for each in json.loads(plan.stdout))
    assert len(server.mails) == 1
    done = run("send", "2024-03-27/morning", cwd=desk, env=env)
    assert done.returncode == 0, done.stderr.decode()
    assert sorted(server.recipients[1:]) == READERS
    found = json.loads(run("search", "考察", "--json", cwd=desk).stdout)
    assert found
    assert all("考察" in hit["text"] + hit["headline"] for hit in found)


def test_an_edition_that_must_be_approved_goes_out_when_it_is(
    run: Run, tmp_path: Path, server: MailServer
) -> None:
    desk = a_desk(tmp_path / "desk", server.port, release="approve")
    env = {"SMTP_PASSWORD": "s3cret-word"}

    assert run("run", "--once", cwd=desk, env=env).returncode == 0
    assert server.mails == []
    assert not (desk / "out").exists()
    name = json.loads(run("list", "--json", cwd=desk).stdout)[0]["edition"]
    assert f"{name}\twaits for 'digest approve'" in run("status", cwd=desk).stdout.decode()
    refused = run("send", cwd=desk, env=env)
    assert (refused.returncode, b"waits for its release" in refused.stderr) == (2, True)

    done = run("--lang", "en", "approve", name, "--by", "张三", cwd=desk)
    assert done.returncode == 0, done.stderr.decode()
    assert len(list((desk / "out").iterdir())) == 1
    assert b"2 to send" in done.stderr
    assert run("rebuild", name, cwd=desk).returncode == 0
    assert run("run", "--once", cwd=desk, env=env).returncode == 0
    assert sorted(server.recipients) == READERS
    text = server.mails[0].read().get_body(("plain",))
    assert text is not None
    assert "张三" in text.get_content()
    assert len(list((desk / "out").iterdir())) == 1
