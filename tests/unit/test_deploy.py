"""What can be said of deploy/ without an engine to run it."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from digest.cli.main import cli
from tests.needs import need

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
def test_the_service_is_one_systemd_understands(tmp_path: Path) -> None:
    unit = tmp_path / "digest.service"
    # digest itself is not installed where the unit has it.
    unit.write_text(
        text(unit.name).replace("/opt/digest/bin/digest", sys.executable), encoding="utf-8"
    )
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if "digest.service" in line] == []


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


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the image holds of digest: a wheel of the files the Dockerfile copies, unpacked."""
    folder = tmp_path_factory.mktemp("image")
    for line in text("Dockerfile").splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            *sources, target = line.split()[1:]
            for source in sources:
                place = folder / "src" / (target if (ROOT / source).is_dir() else source)
                place.parent.mkdir(exist_ok=True)
                if (ROOT / source).is_dir():
                    ignored = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(ROOT / source, place, ignore=ignored)
                else:
                    shutil.copy(ROOT / source, place)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", "..", "."]
    done = subprocess.run(
        command, cwd=folder / "src", capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode != 0 and "hatchling" in done.stderr:
        need("the build backend", found=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("digest_zh-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_image_has_all_of_the_package_and_the_extra_it_installs(installed: Path) -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "digest").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    theirs = {
        path.relative_to(installed).as_posix()
        for path in (installed / "digest").rglob("*")
        if path.is_file()
    }
    templates = {
        f"digest/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    assert theirs == ours | templates
    (metadata,) = installed.glob("digest_zh-*.dist-info/METADATA")
    extras = re.findall(r"^Provides-Extra: (.+)$", metadata.read_text("utf-8"), re.MULTILINE)
    (wanted,) = re.findall(r'"\.\[([a-z,]+)\]"', text("Dockerfile"))
    assert set(wanted.split(",")) <= set(extras)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
def test_the_image_s_command_beats_is_healthy_and_stops_in_time(
    installed: Path, tmp_path: Path
) -> None:
    (line,) = (each for each in text("Dockerfile").splitlines() if each.startswith("CMD "))
    beat = tmp_path / "heartbeat"
    places = {"/data": str(tmp_path / "data"), "/tmp/heartbeat": str(beat)}  # noqa: S108
    arguments = [places.get(each, each) for each in json.loads(line.removeprefix("CMD "))]
    health = text("Dockerfile").partition('CMD ["python", "-c", "')[2].partition('"]')[0]
    health = health.replace("/tmp/heartbeat", str(beat))  # noqa: S108
    (tmp_path / "inbox").mkdir()
    shutil.copy(installed / "digest" / "data" / "schedule.yaml", tmp_path)

    def is_healthy() -> bool:
        done = subprocess.run([sys.executable, "-c", health], capture_output=True, check=False)
        return done.returncode == 0

    assert not is_healthy()
    with subprocess.Popen(
        [sys.executable, "-m", "digest", *arguments],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        stderr=subprocess.PIPE,
    ) as process:
        try:
            end = time.monotonic() + 60
            while not beat.exists():
                assert process.poll() is None
                assert time.monotonic() < end
                time.sleep(0.1)
            assert is_healthy()
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 143
        finally:
            process.kill()
    assert (tmp_path / "data" / "digest.db").exists()


def test_the_composition_says_what_compose_knows() -> None:
    whole = YAML(typ="safe").load(text("compose.yaml"))
    service = whole["services"]["digest"]
    assert set(whole) <= {"services", "volumes", "secrets", "networks", "configs", "name"}
    assert set(service) <= {
        "build", "restart", "stop_grace_period", "read_only", "cap_drop", "security_opt", "tmpfs",
        "mem_limit", "pids_limit", "environment", "secrets", "volumes", "image", "command",
    }  # fmt: skip
    assert set(service["secrets"]) == set(whole["secrets"])
    mounts = {target: source for source, target, *_ in (v.split(":") for v in service["volumes"])}
    named = {source for source in mounts.values() if not source.startswith(".")}
    assert named == set(whole["volumes"])
    # The image's own command writes where the composition lets it.
    assert {"/data", "/desk", "/desk/out"} == set(mounts)
    assert service["tmpfs"][0].startswith("/tmp:")  # noqa: S108


def test_the_composition_is_closed() -> None:
    service = YAML(typ="safe").load(text("compose.yaml"))["services"]["digest"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert not any("password" in str(value).lower() for value in service["environment"].values())
