from pathlib import Path

import pytest

from digest.config.channel_schema import CHANNEL_PARTS, MailPart, WecomPart
from digest.config.channels import settle_channel
from digest.config.load import load_schedule
from digest.config.problems import ConfigFileError
from digest.config.schedule import Schedule

HEAD = """version: 1
sources: {a: {path: "*.txt"}}
briefs: {morning: {title: t, sources: [a], schedule: {at: ["07:30"]}}}
channels:
"""
MAIL = 'mail: {preset: qq, from: "简报 <${U}>", user: "${U}", password: "${P}"}'


def load(folder: Path, channel: str) -> Schedule:
    path = folder / "schedule.yaml"
    path.write_text(f"{HEAD}  {channel}\n", encoding="utf-8")
    return load_schedule(path, name=path.name, environ={}, check_cron=len)


def settle(folder: Path, channel: str, environ: dict[str, str] | None = None) -> object:
    schedule = load(folder, channel)
    return settle_channel(schedule.channels[0], schedule=schedule, environ=environ or {})


def test_variables_are_looked_up_when_the_channel_is_used(tmp_path: Path) -> None:
    part = settle(tmp_path, MAIL, {"U": "a@qq.com", "P": "s3cret"})
    assert isinstance(part, MailPart)
    assert (part.user, part.password) == ("a@qq.com", "s3cret")
    assert part.where == ("smtp.qq.com", 465, "ssl")
    assert "授权码" in part.login_hint


def test_what_is_not_set_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigFileError) as caught:
        settle(tmp_path, MAIL, {"U": "a@qq.com"})
    assert str(caught.value) == (
        "schedule.yaml:5: channels.mail.password: the environment variable 'P' is not set"
    )


def test_what_is_wrong_only_with_its_variables_is_told_too(tmp_path: Path) -> None:
    text = MAIL.replace("<${U}>", "<${V}>")
    with pytest.raises(ConfigFileError, match="must be the address that logs in"):
        settle(tmp_path, text, {"U": "a@qq.com", "V": "b@qq.com", "P": "x"})


def test_a_secret_may_stand_in_a_file_beside_the_schedule(tmp_path: Path) -> None:
    (tmp_path / "hook.txt").write_text("https://example.com/x?key=1\n", encoding="utf-8")
    part = settle(tmp_path, "wecom: {webhook_file: hook.txt}")
    assert isinstance(part, WecomPart)
    assert part.webhook == "https://example.com/x?key=1"


@pytest.mark.parametrize(("content", "what"), [(None, "cannot be read"), ("", "is empty")])
def test_a_secret_s_file_that_gives_none_is_explained(
    tmp_path: Path, content: str | None, what: str
) -> None:
    if content is not None:
        (tmp_path / "hook.txt").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigFileError, match=what):
        settle(tmp_path, "wecom: {webhook_file: hook.txt}")


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigFileError, match="either 'webhook' or 'webhook_file'"):
        load(tmp_path, 'wecom: {webhook: "https://a.cn", webhook_file: x}')


@pytest.mark.parametrize("kind", CHANNEL_PARTS)
def test_every_secret_of_a_channel_is_one_of_its_keys_and_may_stand_in_a_file(kind: str) -> None:
    part = CHANNEL_PARTS[kind]
    for key in part.secrets:
        assert {key, f"{key}_file"} <= set(part.model_fields)
