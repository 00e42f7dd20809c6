"""The database server goes away and comes back under workers that send."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.databases import a_database, a_postgres_server
from tests.faults.figures import record, size
from tests.faults.test_kills import Start, check
from tests.mail_server import serve_mail

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows does not fork")

READERS, EVERY = 12, 9


def test_a_server_that_is_started_anew_costs_nothing(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    restarts = size(2, 20)
    # Every so many mails the server goes, in the middle of the conversation.
    editions = restarts * EVERY // READERS + 2
    is_time = threading.Event()
    count = 0

    def trouble(verb: str, argument: str) -> str | None:
        nonlocal count
        del argument
        if verb == "END":
            count += 1
            if count % EVERY == 0:
                is_time.set()
                time.sleep(0.2)
        return None

    done = 0
    with (
        a_postgres_server(tmp_path_factory.mktemp("server")) as postgres,
        serve_mail(trouble) as server,
    ):
        url = a_database(postgres.url)
        start = Start()
        workers = [
            start(tmp_path, server, editions=editions, readers=READERS, url=url, lease=30)
            for _ in range(2)
        ]
        while done < restarts and is_time.wait(60):
            postgres.stop(signal.SIGQUIT if done % 2 else signal.SIGINT)
            time.sleep(0.5)
            postgres.start()
            is_time.clear()
            done += 1
        for worker in workers:
            worker.join(300)
        assert [worker.exitcode for worker in workers] == [0, 0]
        _, twice = check(tmp_path, server, editions=editions, kills=done, readers=READERS, url=url)
    # A worker that asks nothing of the server while it is away has nothing to tell; of many
    # restarts some are noticed.
    told = (tmp_path / "told.txt").read_text("utf-8").splitlines()
    assert done == restarts
    assert told or restarts < 10
    assert all("see that the database server runs" in line for line in told), told
    record(
        "PostgreSQL started anew", restarts=done, mails=editions * READERS, told=len(told),
        lost=0, twice=twice,
    )  # fmt: skip
