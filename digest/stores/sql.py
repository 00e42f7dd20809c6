"""The store in a database: SQLite by default, PostgreSQL where several machines share the work."""

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import cast

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
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.pool import ConnectionPoolEntry

from digest.errors import FencedError, StoreError, TemporaryError
from digest.model.deliveries import (
    Claim,
    Delivery,
    DeliveryId,
    DeliveryState,
    Pause,
    Receipt,
    ReleaseOrder,
    Slot,
    SlotClaim,
    SlotState,
)
from digest.model.documents import Document, DocumentId
from digest.model.editions import Edition, EditionId, Rendition
from digest.stores import outbox, releases, search, slots, tables
from digest.stores.bodies import content_hash, edition_body, edition_of, text_hash
from digest.stores.inserts import insert_missing
from digest.stores.portions import portions
from digest.stores.prepared import Bare, execute
from digest.stores.restarts import LASTING_SECONDS, doubt_after_restart, run_of_machine
from digest.stores.rows import (
    delivery_row,
    document_of,
    document_row,
    rendition_of,
    rendition_row,
)
from digest.stores.rules import check_number, check_repeat, check_revision
from digest.stores.upgrade import bring_up_to_date

BUSY_SECONDS = 30
_GLANCE_SECONDS = 0.05
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
        # The same connections, told that a transaction means to write; see _begin_sqlite.
        self._writers = engine.execution_options(digest_writes=True)
        # Whether a commit need not reach the disk, and when one last did; see restarts.py.
        self._may_hurry = False
        self._lasting_since = time.monotonic()
        self._driver = engine.dialect.loaded_dbapi
        self._where = where

    def make_tables(self) -> None:
        """Make the tables that are missing, and those of earlier versions what they are now."""
        with self._writing() as connection:
            if connection.dialect.name == "postgresql":
                lock = text("SELECT pg_advisory_xact_lock(:key)")
                connection.execute(lock, {"key": TABLES_LOCK})
            bring_up_to_date(connection)
            if connection.dialect.name == "sqlite":
                run = run_of_machine()
                doubt_after_restart(connection, run=run)
                self._may_hurry = run != 0

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
            for keys in portions([_key(document) for document in documents]):
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
                for keys in portions([_key(document) for document in documents])
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
        claim: SlotClaim | None = None,
        release: ReleaseOrder | None = None,
    ) -> None:
        """Keep an edition, what it used and what is to be delivered, in one transaction.

        Raises StoreError where another edition stands under the same id and revision, FencedError
        where the slot is another worker's by now, TemporaryError where another edition has taken
        the issue number meanwhile.
        """
        body = edition_body(edition)
        sha256 = text_hash(body)
        with self._writing() as connection:
            if claim is not None and not slots.is_held(connection, claim):
                raise FencedError("another process makes this edition now", where=edition.id)
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
            outbox.drop_older(connection, edition.id, revision=edition.revision)
            if deliveries:
                rows = [delivery_row(each) for each in deliveries]
                connection.execute(insert(tables.delivery), rows)
            if release is not None:
                releases.keep(connection, release)
            search.keep_terms(connection, edition)

    def edition(self, edition: EditionId, *, revision: int | None = None) -> Edition | None:
        """An edition, its newest revision unless one is named."""
        kept = tables.edition
        query = select(kept.c.body).where(kept.c.id == edition)
        if revision is not None:
            query = query.where(kept.c.revision == revision)
        with self._reading() as connection:
            body = connection.scalar(query.order_by(kept.c.revision.desc()).limit(1))
        return None if body is None else self._edition(body, edition)

    def editions(
        self,
        *,
        limit: int,
        brief: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Edition, ...]:
        """The newest revision of each edition, the latest day first."""
        kept = tables.edition
        newest = select(kept.c.id, func.max(kept.c.revision)).group_by(kept.c.id)
        wanted = [
            *([] if brief is None else [kept.c.brief == brief]),
            *([] if since is None else [kept.c.day >= since]),
            *([] if until is None else [kept.c.day <= until]),
        ]
        query = (
            select(kept.c.id, kept.c.body)
            .where(tuple_(kept.c.id, kept.c.revision).in_(newest), *wanted)
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

    def claim(
        self,
        channel: str,
        *,
        owner: str,
        now: datetime,
        until: datetime,
        limit: int,
        among: Sequence[DeliveryId] = (),
    ) -> tuple[Claim, ...]:
        """Take deliveries of a channel that are due, oldest first; none while it is paused."""
        with self._writing() as connection:
            return outbox.claim(
                connection, channel, owner=owner, now=now, until=until, limit=limit, among=among
            )

    def post(self, deliveries: Sequence[Delivery]) -> None:
        """Add deliveries of an edition that is kept; one that is there already stays as it is."""
        with self._writing() as connection:
            for each in deliveries:
                insert_missing(connection, tables.delivery, delivery_row(each))

    def renew(self, claims: Sequence[Claim], *, until: datetime) -> None:
        """Hold claims for longer."""
        with self._writing() as connection:
            outbox.renew(connection, claims, until=until)

    def hand_over(self, claim: Claim, *, now: datetime, until: datetime) -> bool:
        """Note, before it is done, that a delivery is handed to its channel."""
        with self._writing() as connection:
            return outbox.hand_over(connection, claim, now=now, until=until)

    def mark_sent(self, claim: Claim, receipt: Receipt, *, now: datetime) -> bool:
        """Record an accepted delivery; its channel is no longer paused."""
        with self._writing() as connection:
            return outbox.mark_sent(connection, claim, receipt, now=now)

    def pass_on(
        self, claim: Claim, receipt: Receipt, *, then: Claim, now: datetime, until: datetime
    ) -> tuple[bool, bool]:
        """Record an accepted delivery and note the next one's hand-over, in one transaction."""
        is_due = time.monotonic() - self._lasting_since >= LASTING_SECONDS
        may_hurry = self._may_hurry and not is_due
        with self._hurrying() if may_hurry else self._writing() as connection:
            return (
                outbox.mark_sent(connection, claim, receipt, now=now),
                outbox.hand_over(connection, then, now=now, until=until),
            )

    def mark_later(
        self, claim: Claim, error: str, *, due_at: datetime, now: datetime, ambiguous: bool
    ) -> bool:
        """Record a failed attempt and when the next one is due."""
        with self._writing() as connection:
            return outbox.mark_later(
                connection, claim, error, due_at=due_at, now=now, ambiguous=ambiguous
            )

    def mark_ended(
        self, claim: Claim, state: DeliveryState, error: str, *, now: datetime, ambiguous: bool
    ) -> bool:
        """Record a delivery that will not be tried again: failed, or held for a person."""
        with self._writing() as connection:
            return outbox.mark_ended(connection, claim, state, error, now=now, ambiguous=ambiguous)

    def put_back(self, claims: Sequence[Claim]) -> None:
        """Give claims up untried; the attempt that was noted does not count."""
        with self._writing() as connection:
            outbox.put_back(connection, claims)

    def pause(self, channel: str, *, until: datetime, reason: str) -> None:
        """Claim nothing of a channel until then."""
        with self._writing() as connection:
            outbox.pause(connection, channel, until=until, reason=reason)

    def resume(self, channel: str) -> None:
        """Claim deliveries of a channel again."""
        with self._writing() as connection:
            outbox.resume(connection, channel)

    def pauses(self) -> tuple[Pause, ...]:
        """The channels that were paused and have accepted nothing since."""
        with self._reading() as connection:
            return outbox.pauses(connection)

    def attempts_since(self, channel: str, moment: datetime, *, limit: int) -> tuple[datetime, ...]:
        """When deliveries were handed to a channel later than `moment`, the latest first."""
        with self._reading() as connection:
            return outbox.attempts_since(connection, channel, moment, limit=limit)

    def waiting_channels(self, *, now: datetime) -> tuple[str, ...]:
        """The channels for which deliveries are due, leased or not."""
        with self._reading() as connection:
            return outbox.waiting_channels(connection, now=now)

    def next_due(self, *, now: datetime) -> datetime | None:
        """When the next pending delivery can be claimed."""
        with self._reading() as connection:
            return outbox.next_due(connection, now=now)

    def deliveries(
        self,
        *,
        limit: int,
        states: Sequence[DeliveryState] = (),
        edition: EditionId | None = None,
    ) -> tuple[Delivery, ...]:
        """Deliveries of these states, of all if none is named; the latest editions first."""
        with self._reading() as connection:
            return outbox.deliveries(connection, limit=limit, states=states, edition=edition)

    def try_again(self, delivery: DeliveryId, *, now: datetime) -> bool:
        """Let a failed, held, dropped or delayed delivery be tried now; a sent one stays sent."""
        with self._writing() as connection:
            return outbox.try_again(connection, delivery, now=now)

    def drop(self, delivery: DeliveryId) -> bool:
        """See that a delivery that has not been sent never is."""
        with self._writing() as connection:
            return outbox.drop(connection, delivery)

    def tally(self) -> Mapping[tuple[str, ...], int]:
        """How many slots ("slot", state) and deliveries ("delivery", channel, state) there are."""
        slot, post = tables.slot, tables.delivery
        with self._reading() as connection:
            found: dict[tuple[str, ...], int] = {
                ("slot", state): count
                for state, count in connection.execute(
                    select(slot.c.state, func.count()).group_by(slot.c.state)
                )
            }
            for channel, state, count in connection.execute(
                select(post.c.channel, post.c.state, func.count()).group_by(
                    post.c.channel, post.c.state
                )
            ):
                found["delivery", channel, state] = count
        return found

    # -- releases -------------------------------------------------------------------------

    def unreleased(self) -> tuple[ReleaseOrder, ...]:
        """The editions nobody has released, the newest revision of each."""
        with self._reading() as connection:
            return releases.unreleased(connection)

    def release(self, edition: EditionId, *, revision: int, by: str, now: datetime) -> bool:
        """Let an edition's deliveries go; False where it is released already."""
        with self._writing() as connection:
            return releases.release(connection, edition, revision=revision, by=by, now=now)

    # -- search ---------------------------------------------------------------------------

    def search(self, words: str, *, limit: int) -> tuple[tuple[EditionId, str], ...]:
        """The editions and stories that may hold all the words, the latest first."""
        with self._reading() as connection:
            return search.find(connection, words, limit=limit)

    # -- slots ----------------------------------------------------------------------------

    def add(self, new: Sequence[Slot]) -> tuple[Slot, ...]:
        """Insert the slots that are missing; returns those that are still due."""
        with self._writing() as connection:
            return slots.add(connection, new)

    def open_slots(self, *, now: datetime) -> tuple[Slot, ...]:
        """All slots that are due and not settled, whoever works at them, the earliest first."""
        with self._reading() as connection:
            return slots.unsettled(connection, now=now)

    def claim_slot(
        self, key: EditionId, *, owner: str, now: datetime, until: datetime
    ) -> SlotClaim | None:
        """Take a slot that is due; `None` where it is settled or another worker's."""
        with self._writing() as connection:
            return slots.claim(connection, key, owner=owner, now=now, until=until)

    def renew_slot(self, claim: SlotClaim, *, until: datetime) -> None:
        """Hold a slot for longer."""
        with self._writing() as connection:
            slots.renew(connection, claim, until=until)

    def put_back_slot(self, claim: SlotClaim, *, reason: str | None) -> None:
        """Give a slot up unsettled, with what kept it from being made."""
        with self._writing() as connection:
            slots.put_back(connection, claim, reason=reason)

    def leased_until(self, *, now: datetime) -> datetime | None:
        """When the first lease of an unsettled slot ends; `None` where nobody works at one."""
        with self._reading() as connection:
            return slots.leased_until(connection, now=now)

    def settle(
        self,
        key: EditionId,
        state: SlotState,
        *,
        reason: str | None = None,
        claim: SlotClaim | None = None,
    ) -> bool:
        """Record what became of a slot; a built one stays built."""
        with self._writing() as connection:
            return slots.settle(connection, key, state, reason=reason, claim=claim)

    def high_water(self, brief: str) -> datetime | None:
        """The moment up to which slots of a brief are known, in UTC."""
        kept = tables.high_water
        with self._reading() as connection:
            return connection.scalar(select(kept.c.moment).where(kept.c.brief == brief))

    def raise_high_water(self, brief: str, moment: datetime) -> None:
        """Move the mark forward; it never goes back."""
        kept = tables.high_water
        with self._writing() as connection:
            insert_missing(connection, kept, {"brief": brief, "moment": moment})
            change = update(kept).where(kept.c.brief == brief, kept.c.moment < moment)
            connection.execute(change.values(moment=moment))

    def recent(self, *, limit: int) -> tuple[Slot, ...]:
        """The latest slots, newest first."""
        with self._reading() as connection:
            return slots.recent(connection, limit=limit)

    # -- transactions ---------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._told_as_ours(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._told_as_ours(), self._writers.begin() as connection:
            yield connection
        self._lasting_since = time.monotonic()

    @contextmanager
    def _hurrying(self) -> Iterator[Bare]:
        """A transaction in SQLite that does not wait for the disk, at little cost."""
        with self._told_as_ours(), closing(self._engine.raw_connection()) as pooled:
            connection = cast("sqlite3.Connection", pooled.driver_connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield Bare(dialect=self._engine.dialect, connection=connection)

    @contextmanager
    def _told_as_ours(self) -> Iterator[None]:
        try:
            yield
        except (exc.SQLAlchemyError, self._driver.Error) as error:
            # Only the driver's own words: SQLAlchemy's add the statement and its values.
            cause = error.orig if isinstance(error, exc.DBAPIError) else error
            if isinstance(cause, self._driver.IntegrityError):
                what = "another process wrote the same at this moment"
                raise TemporaryError(what, where=self._where, hint="try again") from error
            raise _as_ours(cause or error, self._where) from error

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
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _log_ahead(connection)
    connection.execute("PRAGMA foreign_keys = ON")


def _log_ahead(connection: sqlite3.Connection) -> None:
    # SQLite does not wait for others when it changes to its write-ahead log, whatever the timeout:
    # of several processes that open a new database at once, some would fail.
    for _ in range(int(BUSY_SECONDS / _GLANCE_SECONDS)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(_GLANCE_SECONDS)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another one has written
    # in between, whatever the timeout; one that means to write must say so at its start.
    writes = connection.get_execution_options().get("digest_writes", False)
    if writes:
        execute(connection, "PRAGMA synchronous = FULL")
    execute(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")


def _as_ours(error: BaseException, where: str) -> StoreError | TemporaryError:
    what = (str(error).splitlines() or ["the database failed"])[0]
    if "database is locked" in what or "database table is locked" in what:
        return TemporaryError(
            f"the database was locked for {BUSY_SECONDS} s", where=where, hint="try again later"
        )
    for words, hint in _HINTS.items():
        if words in what:
            return StoreError(what, where=where, hint=hint)
    return StoreError(what, where=where)


_AWAY = "see that the database server runs; nothing was lost"
_HINTS = {
    "terminating connection": _AWAY,
    "closed the connection": _AWAY,
    "connection is closed": _AWAY,
    "connection failed": _AWAY,
    "is full": "free some space; nothing was lost",
    "readonly": "check the permissions of the file and its folder",
    "unable to open": "see that its folder can be written and that file handles are left",
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
