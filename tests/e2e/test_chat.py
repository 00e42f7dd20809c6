"""`digest run` into every kind of group, to a server that answers as the vendors do."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.hook_server import serve_web

ROOT = Path(__file__).parents[2]
YES = json.dumps({"errcode": 0, "errmsg": "ok", "code": 0, "ok": True, "result": {"message_id": 1}})
KEY = "s3cret-key-of-the-group"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def a_schedule(url: str) -> str:
    due = datetime.now(UTC) - timedelta(minutes=1)
    return f"""version: 1
timezone: UTC
sources:
  datong: {{path: "seeds/001*.txt", kind: newspaper-page, manifest: seeds/manifest.yaml}}
briefs:
  morning:
    title: 大同要闻
    sources: [datong]
    schedule: {{cron: "{due.minute} {due.hour} {due.day} {due.month} *"}}
    outputs:
      - {{to: wecom, template: im.md.j2, link: "https://intra.example/{{date}}.html"}}
      - {{to: dingtalk, template: im.md.j2}}
      - {{to: feishu, template: im.md.j2}}
      - {{to: telegram, template: im.md.j2}}
      - {{to: archive, template: json}}
      - {{to: phone, template: im.md.j2}}
channels:
  wecom: {{webhook: "{url}/wecom/send?key=${{KEY}}"}}
  dingtalk: {{webhook: "{url}/dingtalk?access_token=${{KEY}}", secret: "${{KEY}}"}}
  feishu: {{webhook: "{url}/feishu/${{KEY}}", secret: "${{KEY}}"}}
  telegram: {{token: "${{KEY}}", chat: -100123, max_bytes: 400, api: "{url}"}}
  archive: {{kind: webhook, url: "{url}/archive", secret: "${{KEY}}"}}
  phone: {{kind: apprise, url: "{url.replace("http", "json")}/phone/${{KEY}}"}}
on_failure: {{to: wecom}}
"""


def test_an_edition_reaches_every_kind_of_group_once(run: Run, desk: Path) -> None:
    with serve_web((200, YES.encode())) as server:
        (desk / "schedule.yaml").write_text(a_schedule(server.url), encoding="utf-8")
        assert run("check", cwd=desk, env={"KEY": KEY}).returncode == 0
        done = run("run", "--once", "-v", cwd=desk, env={"KEY": KEY})
        again = run("run", "--once", cwd=desk, env={"KEY": KEY})

    assert (done.returncode, again.returncode) == (0, 0), done.stderr.decode()
    assert KEY.encode() not in done.stderr + again.stderr
    asked = [request.path.split("?")[0].strip("/").split("/")[0] for request in server.requests]
    assert set(asked) == {"wecom", "dingtalk", "feishu", f"bot{KEY}", "archive", "phone"}
    sent = json.loads(run("outbox", "list", "--state", "sent", "--json", cwd=desk).stdout)
    assert len(sent) == len(asked)
    # A long one comes in parts, in their order.
    parts = [json.loads(r.body)["text"] for r in server.requests if r.path.startswith("/bot")]
    assert len(parts) > 9
    assert [text.partition("/")[0] for text in parts] == [
        f"（{place}" for place in range(1, len(parts) + 1)
    ]
    headline = "卢东亮带队赴上海考察对接"
    for name in set(asked):
        bodies = [r.body for r, n in zip(server.requests, asked, strict=True) if n == name]
        assert headline in "".join(
            json.dumps(json.loads(body), ensure_ascii=False) for body in bodies
        )


def test_a_refusal_is_told_without_the_key_and_waits(run: Run, desk: Path) -> None:
    no = {"errcode": 93000, "errmsg": f"invalid webhook url {KEY}", "code": 19001, "ok": False}
    with serve_web((200, json.dumps(no).encode())) as server:
        (desk / "schedule.yaml").write_text(a_schedule(server.url), encoding="utf-8")
        done = run("run", "--once", "--log-format", "json", cwd=desk, env={"KEY": KEY})
        send = run("send", "--channel", "wecom", cwd=desk, env={"KEY": KEY})
        test = run("test-channel", "wecom", cwd=desk, env={"KEY": KEY})

    assert done.returncode == 75, done.stderr.decode()
    events = [json.loads(line)["event"] for line in done.stderr.decode().splitlines()]
    assert "paused" in events
    assert (send.returncode, test.returncode) == (75, 1)
    for each in (done, send, test):
        assert b"93000" in each.stderr
        assert KEY.encode() not in each.stderr + each.stdout
    status = run("status", cwd=desk)
    assert status.returncode == 75
    assert b"paused until" in status.stdout
