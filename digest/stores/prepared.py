"""Statements that run once for each of ten thousand recipients."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Delete, Dialect, Insert, Update


class Driver(Protocol):
    """A connection as its driver has it."""

    def cursor(self) -> Any:
        """What a statement is told to."""
        ...


class Told(Protocol):
    """Whom statements are told to: a connection of SQLAlchemy's, or its driver's alone."""

    @property
    def dialect(self) -> Dialect:
        """How statements are put."""
        ...

    @property
    def connection(self) -> Driver:
        """The driver's own."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """A driver's connection, for transactions that do nothing but what is prepared."""

    dialect: Dialect
    connection: Driver


class Prepared:
    """A statement whose values are named, made ready once for each kind of database.

    `connection.execute` looks at a statement anew each time, and that takes ten times as long as
    SQLite needs to run it.
    """

    def __init__(self, statement: Insert | Update | Delete) -> None:
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def run(self, connection: Told, values: Mapping[str, Any]) -> int:
        """How many rows it has changed; values the statement does not name are left alone."""
        dialect = connection.dialect
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _make_ready(self._statement, dialect)
        return execute(connection, ready.sql, ready.parameters(values))


def execute(connection: Told, sql: str, parameters: Any = ()) -> int:
    """Tell the driver itself, whose errors come as they are; how many rows were changed."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)
    finally:
        cursor.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """What the driver is told. `places` is empty where it takes values by name."""

    sql: str
    fixed: Mapping[str, Any]
    wanted: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    places: tuple[str, ...]

    def parameters(self, values: Mapping[str, Any]) -> Any:
        given = dict(self.fixed)
        for name, convert in self.wanted:
            value = values[name]
            given[name] = value if convert is None else convert(value)
        return tuple([given[name] for name in self.places]) if self.places else given


def _make_ready(statement: Insert | Update | Delete, dialect: Dialect) -> _Ready:
    compiled = statement.compile(dialect=dialect)
    names = {bind: compiled.bind_names[bind] for bind in compiled.bind_names}
    fixed: dict[str, Any] = {}
    wanted: list[tuple[str, Callable[[Any], Any] | None]] = []
    for bind, name in names.items():
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if bind.required:
            wanted.append((name, convert))
        else:
            value = bind.effective_value
            fixed[name] = value if convert is None else convert(value)
    return _Ready(
        sql=compiled.string,
        fixed=fixed,
        wanted=tuple(wanted),
        places=tuple(compiled.positiontup or ()),
    )
