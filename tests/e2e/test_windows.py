"""What Windows lacks is not needed, and every file has a name that Windows takes."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Of `os`, `signal` and `socket`: what Python's documentation says is there on Unix only.
UNIX_ONLY = {
    "os": {
        "chroot", "chown", "confstr", "ctermid", "fchdir", "fchmod", "fchown", "fdatasync", "fork",
        "forkpty", "fstatvfs", "getegid", "geteuid", "getgid", "getgroups", "getloadavg",
        "getpgid", "getpgrp", "getpriority", "getresuid", "getsid", "getuid", "getxattr",
        "initgroups", "killpg", "lchown", "lockf", "mkfifo", "mknod", "nice", "openpty",
        "pathconf", "posix_fadvise", "posix_fallocate", "posix_spawn", "pread", "pwrite", "readv",
        "register_at_fork", "sched_getaffinity", "sched_setaffinity", "sched_yield", "sendfile",
        "setgid", "setpgid", "setpriority", "setsid", "setuid", "setxattr", "statvfs", "sync",
        "sysconf", "tcgetpgrp", "uname", "wait", "wait3", "wait4", "writev", "O_DIRECTORY",
        "O_NOFOLLOW", "O_NONBLOCK", "O_SYNC", "O_DSYNC", "O_CLOEXEC",
    },
    "signal": {
        "SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2",
        "alarm", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "sigwait",
    },
    "socket": {"AF_UNIX"},
}  # fmt: skip
UNIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
# Each of these is asked for first, or looked for and not missed.
GUARDED = {
    ("batch/workers.py", "os.sched_getaffinity"),
    ("sources/pdf/child.py", "resource"),
}
# What other packages need on Linux stays: the others are taken away.
TAKEN = {
    "os": sorted(
        UNIX_ONLY["os"] - {"fork", "register_at_fork", "O_CLOEXEC", "getuid", "uname", "wait"}
    ),
    "signal": ["SIGHUP", "SIGALRM", "SIGUSR1", "SIGUSR2", "alarm", "setitimer", "pthread_kill"],
}
WITHOUT_UNIX = f"""
import os, signal, sys
for module, names in ((os, {TAKEN["os"]!r}), (signal, {TAKEN["signal"]!r})):
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
sys.modules["resource"] = None
from digest.cli.main import main
main()
"""
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?")


def unix_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in UNIX_ONLY.get(node.value.id, ()):
                yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in UNIX_MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            if node.module in UNIX_MODULES:
                yield node.module
            known = UNIX_ONLY.get(node.module, set())
            yield from (f"{node.module}.{e.name}" for e in node.names if e.name in known)


def test_what_only_unix_has_is_used_where_it_is_asked_for_first() -> None:
    found = {
        (path.relative_to(ROOT / "digest").as_posix(), name)
        for path in sorted((ROOT / "digest").rglob("*.py"))
        for name in unix_names(path)
    }
    assert found == GUARDED


@pytest.mark.skipif(os.name == "nt", reason="this is Windows")
def test_an_edition_is_made_and_found_without_what_only_unix_has(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / "seeds", desk / "seeds")
    text = (ROOT / "schedule.yaml").read_text(encoding="utf-8")
    text = text.replace('{at: ["07:30"], days: workday}', '{cron: "*/2 * * * *"}')
    (desk / "schedule.yaml").write_text(text.replace("6h", "1m"), encoding="utf-8")

    def run(*arguments: str) -> bytes:
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT_UNIX, *arguments, "--data-dir", str(tmp_path / "data")],
            cwd=desk, capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, (arguments, done.stderr.decode())
        return done.stdout

    run("check")
    run("build", "morning-0730", "--date", "2024-03-27")
    run("run", "--once")
    run("preview", "2024-03-27/morning-0730")
    run("edit", "2024-03-27/morning-0730")
    assert json.loads(run("search", "考察", "--json"))
    names = {path.name for path in tmp_path.rglob("*")}
    assert len(names) > 10
    assert [name for name in names if re.search(r'[\x00-\x1f<>:"|?*\\]', name)] == []
    assert [name for name in names if DEVICES.fullmatch(name) or name != name.rstrip(". ")] == []


def test_no_file_of_the_project_has_a_name_windows_refuses() -> None:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    )  # fmt: skip
    if done.returncode != 0:
        pytest.skip("this is no checkout")
    paths = [name for name in done.stdout.decode().split("\0") if name]
    parts = {part for path in paths for part in path.split("/")}
    assert [part for part in parts if re.search(r'[\x00-\x1f<>:"|?*\\]', part)] == []
    assert [part for part in parts if DEVICES.fullmatch(part) or part != part.rstrip(". ")] == []
    lower = [path.casefold() for path in paths]
    assert sorted(lower) == sorted(set(lower))
