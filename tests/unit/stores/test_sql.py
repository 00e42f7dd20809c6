import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from digest.errors import StoreError, TemporaryError
from digest.stores import sql
from digest.stores.sql import SqlStore, open_store
from tests.fakes import MORNING, NOON, a_document, an_edition


def publish(store: SqlStore) -> None:
    store.publish(
        an_edition(), documents=[a_document()], renditions=(), deliveries=(), inputs={}, now=NOON
    )


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_database_survives_a_power_cut(tmp_path: Path) -> None:
    store = open_store(tmp_path / "digest.db")
    with store._reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert pragma(tmp_path / "digest.db", "journal_mode") == "wal"
    store.close()


def test_the_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    open_store(tmp_path / "data" / "digest.db").close()
    if os.name == "posix":
        assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    path.write_bytes(b"something else, and long enough to be looked at" * 100)
    with pytest.raises(StoreError, match="not a database") as caught:
        open_store(path)
    assert caught.value.hint
    assert caught.value.where == str(path)


def test_a_folder_in_the_way_is_explained(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open"):
        open_store(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(tmp_path / "file" / "digest.db")


@pytest.mark.parametrize("url", ["nonsense", "mysterydb://host/name", "sqlite+nothing:///x"])
def test_an_address_that_is_none_is_explained(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.hint


def test_a_password_in_an_address_is_not_shown() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("mysterydb://user:hunter2@host/name")
    assert "hunter2" not in str(caught.value)


def test_a_locked_database_is_a_temporary_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "BUSY_SECONDS", 0)
    store = open_store(tmp_path / "digest.db")
    other = sqlite3.connect(tmp_path / "digest.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TemporaryError, match="locked"):
        publish(store)
    assert store.edition(MORNING) is None
    other.execute("ROLLBACK")
    other.close()
    publish(store)
    store.close()


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path / "digest.db")
    publish(store)
    # The limit belongs to a connection, and the pool gives the same one again.
    with store._reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="full") as caught:
        store.publish(
            an_edition(revision=2),
            documents=[a_document("b.txt", content="长" * 100_000)],
            renditions=(),
            deliveries=(),
            inputs={},
            now=NOON,
        )
    assert caught.value.hint
    assert store.edition(MORNING) == an_edition()
    assert store.first_seen([a_document("b.txt", content="长" * 100_000)]) == {}
    store.close()


def test_an_edition_of_another_version_is_explained(tmp_path: Path) -> None:
    store = open_store(tmp_path / "digest.db")
    publish(store)
    with closing(sqlite3.connect(tmp_path / "digest.db", isolation_level=None)) as connection:
        connection.execute("UPDATE edition SET body = '{}'")
    with pytest.raises(StoreError, match="does not read"):
        store.edition(MORNING)
    store.close()


def test_many_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(6)

    def run() -> None:
        start.wait()
        try:
            open_store(tmp_path / "digest.db").close()
        except (StoreError, TemporaryError) as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
