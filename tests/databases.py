"""A real PostgreSQL server for tests."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.needs import need

_SECONDS = 60.0


@dataclass(slots=True, kw_only=True)
class PostgresServer:
    """A server on loopback that can be stopped and started again."""

    binaries: Path
    folder: Path
    user: str | None
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://digest@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Return when it takes connections."""
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            process = self.process = self._run()
            while process.poll() is None and time.monotonic() < deadline:
                if is_ready(self.binaries, self.port):
                    return
                time.sleep(0.1)
            # What a killed server leaves behind is in its way until its last child has gone.
            time.sleep(0.2)
        pytest.fail("PostgreSQL did not start")

    def _run(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                self.binaries / "postgres", "-D", self.folder / "data", "-p", str(self.port),
                "-h", "127.0.0.1", "-k", self.folder, "-c", "fsync=off",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self.user,
            cwd=self.folder,
        )  # fmt: skip

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Without waiting for those who are connected; SIGQUIT does not even tidy up."""
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(30)


@contextmanager
def a_postgres_server(folder: Path) -> Iterator[PostgresServer]:
    """A server of its own, running; the test is skipped where there is no PostgreSQL."""
    binaries = find_postgres()
    need("postgres", found=binaries is not None and find_spec("psycopg") is not None)
    assert binaries is not None
    user = None
    if os.name == "posix" and os.geteuid() == 0:
        user = "postgres" if has_user("postgres") else "nobody"
        for place in (folder, *folder.parents[:2]):
            place.chmod(0o755)
        shutil.chown(folder, user)
    subprocess.run(
        [
            binaries / "initdb", "-D", folder / "data", "-U", "digest", "-A", "trust",
            "-E", "UTF8", "-N",
        ],
        check=True,
        capture_output=True,
        user=user,
        cwd=folder,
    )  # fmt: skip
    server = PostgresServer(binaries=binaries, folder=folder, user=user, port=free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server on loopback, started for these tests."""
    with a_postgres_server(tmp_path_factory.mktemp("postgres")) as server:
        yield server.url


def find_postgres() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)


def has_user(name: str) -> bool:
    import pwd  # there is none on Windows

    return any(entry.pw_name == name for entry in pwd.getpwall())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_ready(binaries: Path, port: int) -> bool:
    asked = subprocess.run(
        [binaries / "pg_isready", "-h", "127.0.0.1", "-p", str(port)],
        check=False,
        capture_output=True,
    )
    return asked.returncode == 0


def a_database(server: str) -> str:
    """An empty schema: as good as a database of its own, and made in no time."""
    from sqlalchemy import create_engine, text

    name = f"digest_{os.urandom(4).hex()}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return f"{server}/postgres?options=-csearch_path%3D{name}"
