"""A disk that is full, a database that is locked or cannot be written: told, and nothing lost."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from digest.app.bench import Bench
from digest.app.turn import take_turn
from digest.errors import DigestError
from digest.model.deliveries import DeliveryState, SlotState
from digest.stores import sql
from digest.stores.sql import SqlStore, open_store
from tests.fakes import ListSource, a_document
from tests.faults.figures import record, size
from tests.faults.worker import a_bench, slots, the_plan
from tests.mail_server import serve_mail

READERS = 3


@contextmanager
def every_connection(store: SqlStore, pragma: list[str]) -> Iterator[None]:
    """While inside, each transaction begins with the pragmas that stand in the list."""

    def say(connection: Connection) -> None:
        for each in pragma:
            connection.exec_driver_sql(f"PRAGMA {each}")

    event.listen(store._engine, "begin", say)
    try:
        yield
    finally:
        event.remove(store._engine, "begin", say)


def turns(bench: Bench, now: list[datetime], *, until_done: Callable[[], bool]) -> list[str]:
    """Turns until all is done; what users were told meanwhile."""
    told: list[str] = []
    editions = slots(1, now[0])
    for _ in range(20):
        try:
            turn = take_turn([the_plan()], bench=bench, due_slots=lambda *_: editions)
            told += [each.reason for each in turn.finished if each.reason]
        except DigestError as error:
            told.append(f"{error} {error.hint}")
        if until_done():
            return told
        now[0] += timedelta(seconds=40)
    raise AssertionError(told)


def is_done(bench: Bench) -> bool:
    sent = bench.store.deliveries(limit=99, states=[DeliveryState.SENT])
    return len(sent) == READERS + 1


def a_real_bench(store: SqlStore, folder: Path, port: int, now: list[datetime]) -> Bench:
    bench = a_bench(store, folder, port=port, readers=READERS, stop=lambda: False)
    worker = replace(
        bench.worker, clock=lambda: now[0], sleep=lambda _: None, lease=timedelta(seconds=30),
        renewal=timedelta(seconds=10),
    )  # fmt: skip
    # So long that an edition needs some pages of its own.
    source = ListSource(found=(a_document(content="长" * 20_000),))
    return replace(bench, worker=worker, sources={"datong": source})


def test_a_disk_that_is_full_at_any_page_loses_nothing(tmp_path: Path) -> None:
    tried = seen = again = 0
    for spare in range(0, size(64, 90), size(8, 1)):
        folder = tmp_path / str(spare)
        store = open_store(folder / "digest.db")
        now = [datetime(2024, 3, 27, 7, 30, tzinfo=UTC)]
        pragmas: list[str] = []
        with serve_mail() as server, every_connection(store, pragmas):
            bench = a_real_bench(store, folder, server.port, now)
            with store._reading() as connection:
                pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
            pragmas.append(f"max_page_count = {pages + spare}")
            calls = Counter[str]()

            def done(bench: Bench = bench, pragmas: list[str] = pragmas,
                     calls: Counter[str] = calls) -> bool:  # fmt: skip
                calls["turns"] += 1
                if calls["turns"] == 3:
                    pragmas[:] = ["max_page_count = 1073741823"]  # somebody has made room
                return is_done(bench)

            told = turns(bench, now, until_done=done)
        seen += any("full" in each for each in told)
        tried += 1
        assert len(store.editions(limit=9)) == 1
        assert [slot.state for slot in store.recent(limit=9)] == [SlotState.BUILT]
        got = Counter(server.recipients)
        assert len(got) == READERS
        again += sum(got.values()) - len(got)
        store.close()
    record("disk full at every page", places=tried, told=seen, lost=0, twice=again)
    assert seen > 0


@pytest.mark.parametrize("trouble", ["locked", "read-only"])
def test_a_database_that_cannot_be_written_for_a_while_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr(sql, "BUSY_SECONDS", size(0, 30))
    store = open_store(tmp_path / "digest.db")
    now = [datetime(2024, 3, 27, 7, 30, tzinfo=UTC)]
    other = sqlite3.connect(tmp_path / "digest.db", isolation_level=None, check_same_thread=False)
    pragmas: list[str] = []
    with serve_mail() as server, every_connection(store, pragmas):
        bench = a_real_bench(store, tmp_path, server.port, now)
        count = Counter[str]()
        if trouble == "locked":
            other.execute("BEGIN IMMEDIATE")
            # At full size the lock goes after 60 seconds, and nobody asks before.
            timer = threading.Timer(size(0, 60), other.execute, ["ROLLBACK"])
        else:
            pragmas.append("query_only = ON")
            timer = threading.Timer(0, lambda: None)

        def done() -> bool:
            count["turns"] += 1
            if count["turns"] == 2:
                if trouble == "locked" and not size(0, 60):
                    other.execute("ROLLBACK")
                pragmas[:] = ["query_only = OFF"] if trouble != "locked" else []
            return is_done(bench)

        if size(0, 60):
            timer.start()
        told = turns(bench, now, until_done=done)
        assert len(server.mails) == READERS
    assert any(("locked" if trouble == "locked" else "readonly") in each for each in told), told
    timer.cancel()
    other.close()
    store.close()
    record(f"database {trouble}", told=len(told), lost=0, twice=0)
