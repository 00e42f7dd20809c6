"""Brings a database to the form this version expects."""

from importlib import resources

from sqlalchemy import Connection, Table, inspect, text

from digest.errors import StoreError
from digest.stores import tables

HEAD = "0003"
FIRST = "0001"


def bring_up_to_date(connection: Connection) -> None:
    """Make what is missing, in the caller's transaction.

    A new database gets the tables as they are; one of an earlier version goes through the steps.
    Raises StoreError for one of a later version.
    """
    found = _version(connection)
    if found == HEAD:
        return
    if found is None:
        tables.metadata.create_all(connection)
        _stamp(connection, HEAD)
        return
    if found > HEAD:
        raise StoreError(
            f"the database is of a later version ({found}, this one knows {HEAD})",
            hint="use the program that wrote it",
        )
    migrate(connection, came_from=found)


def migrate(connection: Connection, *, came_from: str | None, to: str = "head") -> None:
    """Go the steps from one version to another."""
    # Alembic takes a second to import; a database that is up to date never needs it.
    from alembic import command
    from alembic.config import Config

    if came_from is not None:
        _stamp(connection, came_from)
    config = Config()
    with resources.as_file(resources.files("digest.stores") / "migrations") as scripts:
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def _version(connection: Connection) -> str | None:
    """The version of a database; `None` for an empty one."""
    there = inspect(connection)
    if there.has_table("alembic_version"):
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if version is not None:
            return str(version)
    edition: Table = tables.edition
    return FIRST if there.has_table(edition.name) else None


def _stamp(connection: Connection, version: str) -> None:
    connection.execute(
        text(
            "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("DELETE FROM alembic_version"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
