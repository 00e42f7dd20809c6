from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from digest.errors import StoreError
from digest.stores import tables, upgrade
from digest.stores.sql import open_store
from tests.databases import a_database
from tests.fakes import MORNING, NOON, a_document, an_edition

MIGRATIONS = Path(upgrade.__file__).parent / "migrations"


def an_old_database(path: Path) -> None:
    """One of the first version, as it was before versions were written down."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        upgrade.migrate(connection, came_from=None, to="0001")
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(
            text(
                "INSERT INTO slot VALUES ('2024-03-26/morning', 'morning',"
                " '2024-03-25 23:30:00', 'built', NULL)"
            )
        )
    engine.dispose()


def version_of(path: Path) -> object:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    engine.dispose()
    return found


def test_the_version_of_the_tables_is_the_last_step() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert scripts.get_current_head() == upgrade.HEAD


def test_a_new_database_bears_the_version(tmp_path: Path) -> None:
    open_store(tmp_path / "digest.db").close()
    assert version_of(tmp_path / "digest.db") == upgrade.HEAD


def test_a_database_of_the_first_version_is_brought_up_to_date_with_all_it_holds(
    tmp_path: Path,
) -> None:
    path = tmp_path / "digest.db"
    an_old_database(path)
    store = open_store(path)
    assert [slot.key for slot in store.recent(limit=9)] == ["2024-03-26/morning"]
    store.publish(
        an_edition(), documents=[a_document()], renditions=(), deliveries=(), inputs={}, now=NOON
    )
    assert store.edition(MORNING) == an_edition()
    store.close()
    assert version_of(path) == upgrade.HEAD


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection)
    return list(compare_metadata(context, tables.metadata))


def test_the_steps_lead_to_the_tables_of_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    an_old_database(path)
    open_store(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = differences(connection)
    engine.dispose()
    assert found == []


def test_the_steps_work_on_postgresql_too(postgres: str) -> None:
    engine = create_engine(a_database(postgres))
    with engine.begin() as connection:
        upgrade.migrate(connection, came_from=None)
        assert inspect(connection).has_table("release")
        assert differences(connection) == []
    engine.dispose()


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    an_old_database(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        # In the way of the second step, at its very end.
        connection.execute(text("CREATE TABLE bigram (x INTEGER)"))
    for _ in range(2):
        with pytest.raises(StoreError, match="bigram"):
            open_store(path)
    with engine.connect() as connection:
        columns = {each["name"] for each in inspect(connection).get_columns("slot")}
    engine.dispose()
    assert "owner" not in columns


def test_a_database_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    open_store(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="later version"):
        open_store(path)
