"""No file handles left for a while, wherever that strikes: told, and nothing is lost."""

import os
from pathlib import Path

import pytest

from tests.faults.figures import record, size
from tests.faults.test_kills import Start, check, hurry
from tests.faults.worker import work_with_few_files
from tests.mail_server import serve_mail

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")

READERS = 3


def test_a_process_without_file_handles_goes_on_when_there_are_some(tmp_path: Path) -> None:
    start, told, places = Start(), 0, 0
    for spare in range(0, 13, size(4, 1)):
        folder = tmp_path / str(spare)
        folder.mkdir()
        with serve_mail() as server:
            first = start.run(
                work_with_few_files, str(folder), server.port, READERS, spare, size(5, 15) / 10
            )
            first.join(60)
            assert first.exitcode == 0, spare
            hurry(folder)
            second = start(folder, server)
            second.join(60)
            assert second.exitcode == 0
            check(folder, server, editions=1, kills=0)
        lines = (folder / "told.txt").read_text("utf-8").split("\n")
        told += any(lines)
        places += 1
    record("no file handles left", places=places, told=told, lost=0, twice=0)
