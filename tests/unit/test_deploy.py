"""What can be said of deploy/ without an engine to run it."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from digest.cli.main import cli

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
OPTIONS = set(re.findall(r"--[a-z-]+", CliRunner().invoke(cli, ["run", "--help"]).output))


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def options_of(command: str) -> set[str]:
    return {part for part in shlex.split(command) if part.startswith("--")}


def test_the_service_runs_a_command_there_is() -> None:
    (command,) = re.findall(r"^ExecStart=(.+)$", text("digest.service"), re.MULTILINE)
    assert shlex.split(command)[0] == "/opt/digest/bin/digest"
    assert "run" in shlex.split(command)
    assert options_of(command) <= OPTIONS


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_the_service_is_one_systemd_understands() -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", DEPLOY / "digest.service"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = [line for line in done.stderr.splitlines() if "digest.service" in line]
    assert [line for line in told if "not executable" not in line] == []


def test_the_image_is_built_of_what_is_there_and_runs_as_nobody_in_particular() -> None:
    lines = text("Dockerfile").replace("\\\n", " ").splitlines()
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            *sources, _ = line.split()[1:]
            assert all((ROOT / source).exists() for source in sources), line
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users[-1] == "10001:10001"
    (command,) = (line for line in lines if line.startswith("CMD "))
    assert {part for part in re.findall(r'"([^"]+)"', command) if part.startswith("--")} <= OPTIONS
    health = text("Dockerfile").partition('CMD ["python", "-c", "')[2].partition('"]')[0]
    compile(health, "healthcheck", "exec")


def test_the_composition_is_closed() -> None:
    service = YAML(typ="safe").load(text("compose.yaml"))["services"]["digest"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert not any("password" in str(value).lower() for value in service["environment"].values())
