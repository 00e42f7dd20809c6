"""The store in a database: SQLite by default, PostgreSQL where several machines share the work."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    and_,
    create_engine,
    event,
    exc,
    func,
    insert,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.pool import ConnectionPoolEntry

from digest.errors import StoreError, TemporaryError
from digest.model.deliveries import (
    Delivery,
    DeliveryId,
    DeliveryState,
    Receipt,
    Slot,
    SlotState,
)
from digest.model.documents import Document, DocumentId
from digest.model.editions import Edition, EditionId, Rendition
from digest.stores import tables
from digest.stores.bodies import content_hash, edition_body, edition_of, text_hash
from digest.stores.rows import (
    delivery_of,
    delivery_row,
    document_of,
    document_row,
    rendition_of,
    rendition_row,
    slot_of,
    slot_row,
)
from digest.stores.rules import check_number, check_repeat, check_revision

Key = TypeVar("Key")

BUSY_SECONDS = 30
# The longest list of keys in one query; SQLite took at most 999 variables until 3.32.
KEYS_AT_ONCE = 400
# Any number, the same in every version: the lock under which PostgreSQL's tables are made.
TABLES_LOCK = 6_420_863


def open_store(place: Path | str) -> "SqlStore":
    """The store in a file of SQLite, or at a database URL; what is missing is made.

    Raises StoreError where it cannot be opened, TemporaryError where it is locked.
    """
    if isinstance(place, Path):
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"cannot be made: {error.strerror}", where=str(place.parent)
            ) from error
        url: URL | str = URL.create("sqlite", database=str(place))
        where = str(place)
    else:
        url, where = place, place.partition(":")[0]
    try:
        engine = _engine(url)
    except (exc.ArgumentError, exc.NoSuchModuleError, ImportError) as error:
        raise StoreError(
            f"no database can be opened there: {error}",
            where=where,
            hint="a path, or postgresql+psycopg://user@host/name",
        ) from error
    store = SqlStore(engine, where=where)
    store.make_tables()
    return store


class SqlStore:
    """Library, press, outbox and slots in one database."""

    def __init__(self, engine: Engine, *, where: str) -> None:
        self._engine = engine
        self._where = where

    def make_tables(self) -> None:
        """Make the tables that are missing."""
        with self._writing() as connection:
            if connection.dialect.name == "postgresql":
                lock = text("SELECT pg_advisory_xact_lock(:key)")
                connection.execute(lock, {"key": TABLES_LOCK})
            tables.metadata.create_all(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # -- documents ------------------------------------------------------------------------

    def unused(
        self, documents: Sequence[Document], *, brief: str, edition: EditionId
    ) -> tuple[Document, ...]:
        """The documents no other edition of the brief has used; reads only."""
        used = tables.document_used
        with self._reading() as connection:
            taken: set[tuple[str, str]] = set()
            for keys in _portions([_key(document) for document in documents]):
                query = select(used.c.document, used.c.sha256).where(
                    used.c.brief == brief,
                    used.c.edition != edition,
                    tuple_(used.c.document, used.c.sha256).in_(keys),
                )
                taken.update((row.document, row.sha256) for row in connection.execute(query))
        return tuple(document for document in documents if _key(document) not in taken)

    def first_seen(self, documents: Sequence[Document]) -> Mapping[DocumentId, datetime]:
        """When each known document was first kept."""
        kept = tables.document
        with self._reading() as connection:
            return {
                DocumentId(row.id): row.first_seen
                for keys in _portions([_key(document) for document in documents])
                for row in connection.execute(
                    select(kept.c.id, kept.c.first_seen).where(
                        tuple_(kept.c.id, kept.c.sha256).in_(keys)
                    )
                )
            }

    def documents_of(self, edition: EditionId, *, revision: int) -> tuple[Document, ...]:
        """The documents that went into an edition, in their order."""
        kept, used = tables.document, tables.document_used
        query = (
            select(kept)
            .join(used, and_(used.c.document == kept.c.id, used.c.sha256 == kept.c.sha256))
            .where(used.c.edition == edition, used.c.revision == revision)
            .order_by(used.c.position)
        )
        with self._reading() as connection:
            return tuple(document_of(row) for row in connection.execute(query))

    # -- editions -------------------------------------------------------------------------

    def publish(
        self,
        edition: Edition,
        *,
        documents: Sequence[Document],
        renditions: Sequence[Rendition],
        deliveries: Sequence[Delivery],
        inputs: Mapping[str, str],
        now: datetime,
    ) -> None:
        """Keep an edition, what it used and what is to be delivered, in one transaction.

        Raises StoreError where another edition stands under the same id and revision,
        TemporaryError where another edition has taken the issue number meanwhile.
        """
        body = edition_body(edition)
        sha256 = text_hash(body)
        with self._writing() as connection:
            stored = _stored_hash(connection, edition)
            if stored is not None:
                check_repeat(edition, stored=stored, offered=sha256)
                return
            check_revision(edition, last=_last_revision(connection, edition.id))
            _count(connection, edition)
            row = {
                "id": edition.id,
                "revision": edition.revision,
                "brief": edition.brief,
                "day": edition.day,
                "number": edition.number,
                "sha256": sha256,
                "body": body,
                "inputs": json.dumps(dict(inputs), sort_keys=True, ensure_ascii=False),
                "published_at": now,
            }
            connection.execute(insert(tables.edition), row)
            _keep_documents(connection, edition, documents, now)
            for position, rendition in enumerate(renditions):
                row = rendition_row(rendition, edition, position)
                connection.execute(insert(tables.rendition), row)
            for delivery in deliveries:
                connection.execute(insert(tables.delivery), delivery_row(delivery))

    def edition(self, edition: EditionId, *, revision: int | None = None) -> Edition | None:
        """An edition, its newest revision unless one is named."""
        kept = tables.edition
        query = select(kept.c.body).where(kept.c.id == edition)
        if revision is not None:
            query = query.where(kept.c.revision == revision)
        with self._reading() as connection:
            body = connection.scalar(query.order_by(kept.c.revision.desc()).limit(1))
        return None if body is None else self._edition(body, edition)

    def editions(self, *, limit: int) -> tuple[Edition, ...]:
        """The newest revision of each edition, the latest day first."""
        kept = tables.edition
        newest = select(kept.c.id, func.max(kept.c.revision)).group_by(kept.c.id)
        query = (
            select(kept.c.id, kept.c.body)
            .where(tuple_(kept.c.id, kept.c.revision).in_(newest))
            .order_by(kept.c.day.desc(), kept.c.id.desc())
            .limit(limit)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple(self._edition(row.body, row.id) for row in rows)

    def renditions(self, edition: EditionId, *, revision: int) -> tuple[Rendition, ...]:
        """The renditions that were published with an edition."""
        kept = tables.rendition
        query = (
            select(kept)
            .where(kept.c.edition == edition, kept.c.revision == revision)
            .order_by(kept.c.position)
        )
        with self._reading() as connection:
            return tuple(rendition_of(row) for row in connection.execute(query))

    def inputs_of(self, edition: EditionId, *, revision: int) -> Mapping[str, str] | None:
        """What was kept of an edition's other inputs; `None` where there is no such revision."""
        kept = tables.edition
        query = select(kept.c.inputs).where(kept.c.id == edition, kept.c.revision == revision)
        with self._reading() as connection:
            body: str | None = connection.scalar(query)
        return None if body is None else dict(json.loads(body))

    def next_number(self, brief: str, *, day: date, edition: EditionId) -> int:
        """The issue number for an edition: its own if it has one, else the year's next."""
        with self._reading() as connection:
            own = _own_number(connection, edition)
            return _last_number(connection, brief, day.year) + 1 if own is None else own

    # -- deliveries -----------------------------------------------------------------------

    def pending(self, *, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Deliveries that are due, oldest first."""
        kept = tables.delivery
        query = (
            select(kept)
            .where(kept.c.state == DeliveryState.PENDING.value)
            .where(or_(kept.c.due_at.is_(None), kept.c.due_at <= now))
            .order_by(kept.c.due_at.is_not(None), kept.c.due_at, kept.c.id)
            .limit(limit)
        )
        with self._reading() as connection:
            return tuple(delivery_of(row) for row in connection.execute(query))

    def mark_sent(self, delivery: Delivery, receipt: Receipt, *, now: datetime) -> None:
        """Record an accepted delivery."""
        del now
        self._mark(delivery.id, DeliveryState.SENT, error=None, receipt=receipt.reference)

    def mark_failed(self, delivery: Delivery, error: str, *, now: datetime) -> None:
        """Record a delivery that will not be tried again."""
        del now
        self._mark(delivery.id, DeliveryState.FAILED, error=error, receipt=None)

    # -- slots ----------------------------------------------------------------------------

    def add(self, slots: Sequence[Slot]) -> tuple[Slot, ...]:
        """Insert the slots that are missing; returns those that are still due."""
        kept = tables.slot
        with self._writing() as connection:
            known: dict[str, Slot] = {}
            for keys in _portions([slot.key for slot in slots]):
                for row in connection.execute(select(kept).where(kept.c.key.in_(keys))):
                    known[row.key] = slot_of(row)
            for slot in slots:
                if slot.key not in known:
                    connection.execute(insert(kept), slot_row(slot))
                    known[slot.key] = slot
        stored = (known[slot.key] for slot in slots)
        return tuple(slot for slot in stored if slot.state is SlotState.DUE)

    def settle(self, key: EditionId, state: SlotState, *, reason: str | None = None) -> None:
        """Record what became of a slot; a built one stays built."""
        kept = tables.slot
        with self._writing() as connection:
            known = connection.scalar(select(kept.c.state).where(kept.c.key == key))
            if known is None:
                raise StoreError("there is no such slot", where=key)
            if known != SlotState.BUILT.value:
                change = update(kept).where(kept.c.key == key, kept.c.state == known)
                connection.execute(change.values(state=state.value, reason=reason))

    def high_water(self, brief: str) -> datetime | None:
        """The moment up to which slots of a brief are known, in UTC."""
        kept = tables.high_water
        with self._reading() as connection:
            return connection.scalar(select(kept.c.moment).where(kept.c.brief == brief))

    def raise_high_water(self, brief: str, moment: datetime) -> None:
        """Move the mark forward; it never goes back."""
        kept = tables.high_water
        with self._writing() as connection:
            query = select(kept.c.moment).where(kept.c.brief == brief).with_for_update()
            known = connection.scalar(query)
            if known is None:
                connection.execute(insert(kept), {"brief": brief, "moment": moment})
            elif known < moment:
                change = update(kept).where(kept.c.brief == brief)
                connection.execute(change.values(moment=moment))

    def recent(self, *, limit: int) -> tuple[Slot, ...]:
        """The latest slots, newest first."""
        kept = tables.slot
        query = select(kept).order_by(kept.c.due.desc(), kept.c.key.desc()).limit(limit)
        with self._reading() as connection:
            return tuple(slot_of(row) for row in connection.execute(query))

    # -- transactions ---------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._told_as_ours(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            self._told_as_ours(),
            self._engine.connect().execution_options(digest_writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _told_as_ours(self) -> Iterator[None]:
        try:
            yield
        except exc.IntegrityError as error:
            raise TemporaryError(
                "another process wrote the same at this moment", where=self._where, hint="try again"
            ) from error
        except exc.SQLAlchemyError as error:
            raise _as_ours(error, self._where) from error

    def _mark(
        self, key: DeliveryId, state: DeliveryState, *, error: str | None, receipt: str | None
    ) -> None:
        kept = tables.delivery
        with self._writing() as connection:
            known = connection.scalar(select(kept.c.state).where(kept.c.id == key))
            if known is None:
                raise StoreError("there is no such delivery", where=key)
            change = update(kept).where(
                kept.c.id == key, kept.c.state == DeliveryState.PENDING.value
            )
            values = {"state": state.value, "last_error": error, "receipt": receipt}
            connection.execute(change.values(attempts=kept.c.attempts + 1, **values))

    def _edition(self, body: str, key: str) -> Edition:
        try:
            return edition_of(body)
        except ValueError as error:
            what = f"the edition '{key}' is kept in a form this version does not read"
            raise StoreError(what, where=self._where) from error


def _engine(url: URL | str) -> Engine:
    engine = create_engine(url, pool_pre_ping=not str(url).startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    del record
    connection.isolation_level = None  # transactions begin where we say so, see _begin_sqlite
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another one has written
    # in between, whatever the timeout; one that means to write must say so at its start.
    writes = connection.get_execution_options().get("digest_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _as_ours(error: exc.SQLAlchemyError, where: str) -> StoreError | TemporaryError:
    # Only the driver's own words: SQLAlchemy's add the statement and its values.
    cause = error.orig if isinstance(error, exc.DBAPIError) else None
    what = (str(cause or error).splitlines() or ["the database failed"])[0]
    if "database is locked" in what or "database table is locked" in what:
        return TemporaryError(
            f"the database was locked for {BUSY_SECONDS} s", where=where, hint="try again later"
        )
    for words, hint in _HINTS.items():
        if words in what:
            return StoreError(what, where=where, hint=hint)
    return StoreError(what, where=where)


_HINTS = {
    "is full": "free some space; nothing was lost",
    "readonly": "check the permissions of the file and its folder",
    "unable to open": "check that the folder exists and can be written",
    "not a database": "name another file with --data-dir, or move this one away",
}


def _keep_documents(
    connection: Connection, edition: Edition, documents: Sequence[Document], now: datetime
) -> None:
    kept = tables.document
    for position, document in enumerate(documents):
        identity, sha256 = _key(document)
        same = and_(kept.c.id == identity, kept.c.sha256 == sha256)
        if connection.scalar(select(kept.c.id).where(same)) is None:
            connection.execute(insert(kept), document_row(document, sha256, first_seen=now))
        use = {
            "edition": edition.id,
            "revision": edition.revision,
            "document": identity,
            "sha256": sha256,
            "brief": edition.brief,
            "position": position,
        }
        connection.execute(insert(tables.document_used), use)


def _count(connection: Connection, edition: Edition) -> None:
    """Give the edition its number, or see that it keeps the one it has."""
    own = _own_number(connection, edition.id)
    last = _last_number(connection, edition.brief, edition.day.year, lock=True)
    check_number(edition, own=own, last=last)
    if own is not None or edition.number is None:
        return
    kept, key = tables.counter, {"brief": edition.brief, "year": edition.day.year}
    if last == 0:
        connection.execute(insert(kept), {**key, "last": edition.number})
    else:
        change = update(kept).where(kept.c.brief == key["brief"], kept.c.year == key["year"])
        connection.execute(change.values(last=edition.number))


def _last_number(connection: Connection, brief: str, year: int, *, lock: bool = False) -> int:
    kept = tables.counter
    query = select(kept.c.last).where(kept.c.brief == brief, kept.c.year == year)
    return connection.scalar(query.with_for_update() if lock else query) or 0


def _own_number(connection: Connection, edition: EditionId) -> int | None:
    kept = tables.edition
    number: int | None = connection.scalar(
        select(func.max(kept.c.number)).where(kept.c.id == edition)
    )
    return number


def _last_revision(connection: Connection, edition: EditionId) -> int:
    kept = tables.edition
    return connection.scalar(select(func.max(kept.c.revision)).where(kept.c.id == edition)) or 0


def _stored_hash(connection: Connection, edition: Edition) -> str | None:
    kept = tables.edition
    same = and_(kept.c.id == edition.id, kept.c.revision == edition.revision)
    return connection.scalar(select(kept.c.sha256).where(same))


def _key(document: Document) -> tuple[DocumentId, str]:
    return document.id, content_hash(document)


def _portions(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for start in range(0, len(keys), KEYS_AT_ONCE):
        yield keys[start : start + KEYS_AT_ONCE]
