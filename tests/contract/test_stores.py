"""What every store promises, on memory, SQLite and PostgreSQL."""

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import pytest

from digest.errors import StoreError, TemporaryError
from digest.model.deliveries import (
    Delivery,
    DeliveryId,
    Receipt,
    Slot,
    SlotState,
)
from digest.model.documents import Document
from digest.model.editions import Edition, EditionId, Rendition
from digest.protocols import Library, Outbox, Press, Slots
from digest.stores.memory import MemoryStore
from digest.stores.sql import SqlStore, open_store
from tests.fakes import DAY, MORNING, NOON, a_document, a_story, an_edition

NEXT_MORNING = EditionId("2024-03-28/morning")
HOUR = timedelta(hours=1)
FILE = Rendition(format="md", media_type="text/markdown", filename="out/a.md", body=b"\x00# a\r\n")


class Store(Library, Press, Outbox, Slots, Protocol):
    """All the protocols at once, and what the archive asks for."""

    def editions(self, *, limit: int) -> tuple[Edition, ...]: ...

    def documents_of(self, edition: EditionId, *, revision: int) -> tuple[Document, ...]: ...

    def inputs_of(self, edition: EditionId, *, revision: int) -> Mapping[str, str] | None: ...


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    if request.param == "sqlite":
        opened = open_store(tmp_path / "data" / "digest.db")
    else:
        server: str = request.getfixturevalue("postgres")
        opened = open_store(a_database(server))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server on loopback, started for these tests."""
    binaries = find_postgres()
    if binaries is None:
        skip_or_fail("PostgreSQL (initdb, postgres) is not installed")
    if find_spec("psycopg") is None:
        skip_or_fail("psycopg is not installed")
    assert binaries is not None
    folder = tmp_path_factory.mktemp("postgres")
    user = None
    if os.name == "posix" and os.geteuid() == 0:
        user = "postgres" if has_user("postgres") else "nobody"
        for place in (folder, *folder.parents[:2]):
            place.chmod(0o755)
        shutil.chown(folder, user)
    data = folder / "data"
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "digest", "-A", "trust", "-E", "UTF8", "-N"],
        check=True,
        capture_output=True,
        user=user,
        cwd=folder,
    )
    port = free_port()
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=user,
        cwd=folder,
    )
    try:
        wait_until_ready(binaries, port)
        yield f"postgresql+psycopg://digest@127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def find_postgres() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)


def skip_or_fail(reason: str) -> None:
    if "postgres" in os.environ.get("DIGEST_REQUIRE", "").split(","):
        pytest.fail(reason)
    pytest.skip(reason)


def has_user(name: str) -> bool:
    import pwd  # there is none on Windows

    return any(entry.pw_name == name for entry in pwd.getpwall())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(binaries: Path, port: int) -> None:
    deadline = threading.Event()
    for _ in range(150):
        ready = subprocess.run(
            [binaries / "pg_isready", "-h", "127.0.0.1", "-p", str(port)],
            check=False,
            capture_output=True,
        )
        if ready.returncode == 0:
            return
        deadline.wait(0.2)
    pytest.fail("PostgreSQL did not start")


def a_database(server: str) -> str:
    from sqlalchemy import create_engine, text

    name = f"digest_{os.urandom(4).hex()}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


def publish(
    store: Store,
    edition: Edition,
    *documents: Document,
    renditions: tuple[Rendition, ...] = (),
    deliveries: tuple[Delivery, ...] = (),
    now: datetime = NOON,
) -> None:
    store.publish(
        edition,
        documents=documents,
        renditions=renditions,
        deliveries=deliveries,
        inputs={"templates": "abc"},
        now=now,
    )


def a_delivery(name: str = "out/a.md", *, due_at: datetime | None = None) -> Delivery:
    return Delivery(
        id=DeliveryId(f"{MORNING}#1:file:{name}"),
        edition=MORNING,
        revision=1,
        channel="file",
        recipient=name,
        due_at=due_at,
    )


def a_slot(key: str = MORNING, *, due: datetime = NOON) -> Slot:
    return Slot(key=EditionId(key), brief="morning", due=due)


# -- editions


def test_a_published_edition_comes_back_as_it_was(store: Store) -> None:
    edition = an_edition(number=1)
    publish(store, edition)
    assert store.edition(MORNING) == edition


def test_an_unknown_edition_is_none(store: Store) -> None:
    assert store.edition(MORNING) is None
    assert store.edition(MORNING, revision=3) is None


def test_publishing_the_same_twice_changes_nothing(store: Store) -> None:
    edition = an_edition(number=1)
    publish(store, edition, a_document(), deliveries=(a_delivery(),))
    publish(store, edition, a_document(), deliveries=(a_delivery(),), now=NOON + HOUR)
    assert store.next_number("morning", day=DAY, edition=NEXT_MORNING) == 2
    assert len(store.pending(now=NOON, limit=9)) == 1
    assert store.first_seen([a_document()]) == {a_document().id: NOON}


def test_another_edition_under_the_same_name_is_refused(store: Store) -> None:
    publish(store, an_edition())
    with pytest.raises(StoreError, match="another edition"):
        publish(store, an_edition(title="改过的简报"))
    assert store.edition(MORNING) == an_edition()


def test_a_revision_stands_beside_the_one_before(store: Store) -> None:
    publish(store, an_edition(number=1))
    publish(store, an_edition(number=1, revision=2, title="更正"))
    newest, first = store.edition(MORNING), store.edition(MORNING, revision=1)
    assert newest is not None
    assert first is not None
    assert (newest.title, first.title) == ("更正", "每日简报")


def test_a_revision_cannot_be_left_out(store: Store) -> None:
    with pytest.raises(StoreError, match="cannot follow"):
        publish(store, an_edition(revision=2))


def test_editions_are_listed_by_day_in_their_newest_revision(store: Store) -> None:
    publish(store, an_edition(key=NEXT_MORNING, day=DAY + timedelta(days=1)))
    publish(store, an_edition())
    publish(store, an_edition(revision=2))
    listed = [(edition.id, edition.revision) for edition in store.editions(limit=5)]
    assert listed == [(NEXT_MORNING, 1), (MORNING, 2)]
    assert len(store.editions(limit=1)) == 1


def test_renditions_come_back_byte_for_byte_in_order(store: Store) -> None:
    second = Rendition(format="html", media_type="text/html", filename="out/a.html", body=b"<p>")
    publish(store, an_edition(), renditions=(FILE, second))
    assert store.renditions(MORNING, revision=1) == (FILE, second)
    assert store.renditions(MORNING, revision=2) == ()


# -- issue numbers


def test_the_other_inputs_of_an_edition_come_back(store: Store) -> None:
    inputs = {"method": "lead", "plan": "{}"}
    store.publish(
        an_edition(), documents=(), renditions=(), deliveries=(), inputs=inputs, now=NOON
    )

    assert store.inputs_of(MORNING, revision=1) == inputs
    assert store.inputs_of(MORNING, revision=2) is None


def test_issue_numbers_count_from_one_within_a_year(store: Store) -> None:
    numbers = []
    for day in (DAY, DAY + timedelta(days=1), DAY + timedelta(days=5)):
        key = EditionId(f"{day}/morning")
        numbers.append(store.next_number("morning", day=day, edition=key))
        publish(store, an_edition(key=key, day=day, number=numbers[-1]))
    assert numbers == [1, 2, 3]
    new_year = EditionId("2025-01-02/morning")
    assert store.next_number("morning", day=date(2025, 1, 2), edition=new_year) == 1
    assert store.next_number("noon", day=DAY, edition=EditionId("2024-03-27/noon")) == 1


def test_a_revision_keeps_its_number(store: Store) -> None:
    publish(store, an_edition(number=1))
    publish(store, an_edition(key=NEXT_MORNING, number=2))
    assert store.next_number("morning", day=DAY, edition=MORNING) == 1
    with pytest.raises(StoreError, match="issue number is 1"):
        publish(store, an_edition(revision=2, number=3))


def test_a_number_is_neither_given_twice_nor_skipped(store: Store) -> None:
    publish(store, an_edition(number=1))
    for number in (1, 3):
        with pytest.raises(TemporaryError, match="not the next"):
            publish(store, an_edition(key=NEXT_MORNING, number=number))
    assert store.edition(NEXT_MORNING) is None


def test_an_edition_without_a_number_takes_none(store: Store) -> None:
    publish(store, an_edition())
    assert store.next_number("morning", day=DAY, edition=NEXT_MORNING) == 1


# -- documents


def test_a_document_is_used_once_by_each_brief(store: Store) -> None:
    used, fresh = a_document("a.txt"), a_document("b.txt")
    publish(store, an_edition(), used)
    documents = [used, fresh]
    assert store.unused(documents, brief="morning", edition=NEXT_MORNING) == (fresh,)
    assert store.unused(documents, brief="noon", edition=NEXT_MORNING) == (used, fresh)


def test_a_revision_may_use_its_documents_again(store: Store) -> None:
    publish(store, an_edition(), a_document())
    assert store.unused([a_document()], brief="morning", edition=MORNING) == (a_document(),)


def test_a_record_with_an_old_id_and_new_text_is_unused(store: Store) -> None:
    publish(store, an_edition(), a_document(content="昨天"))
    today = a_document(content="今天")
    assert store.unused([today], brief="morning", edition=NEXT_MORNING) == (today,)


def test_asking_marks_nothing_as_used(store: Store) -> None:
    for _ in range(2):
        assert store.unused([a_document()], brief="morning", edition=MORNING)
    assert store.first_seen([a_document()]) == {}


def test_a_document_is_first_seen_when_it_is_first_kept(store: Store) -> None:
    publish(store, an_edition(), a_document())
    publish(store, an_edition(key=NEXT_MORNING), a_document(), now=NOON + 24 * HOUR)
    assert store.first_seen([a_document(), a_document("b.txt")]) == {a_document().id: NOON}


def test_documents_come_back_whole_and_in_order(store: Store) -> None:
    beijing = timezone(timedelta(hours=8))
    first = a_document("b.txt", day=DAY, published=datetime(2024, 3, 27, 1, tzinfo=beijing))
    documents = (first, a_document("a.txt"))
    publish(store, an_edition(), *documents)
    kept = store.documents_of(MORNING, revision=1)
    assert kept == documents
    assert kept[0].published is not None
    assert kept[0].published.date() == DAY
    assert store.documents_of(NEXT_MORNING, revision=1) == ()


def test_many_documents_are_looked_up_at_once(store: Store) -> None:
    documents = [a_document(f"{n:04}.txt") for n in range(900)]
    publish(store, an_edition(), *documents[:800])
    assert store.unused(documents, brief="morning", edition=NEXT_MORNING) == tuple(documents[800:])
    assert len(store.first_seen(documents)) == 800


def test_what_cannot_be_kept_whole_is_not_kept_at_all(store: Store) -> None:
    publish(store, an_edition(number=1), a_document())
    with pytest.raises((StoreError, TemporaryError)):
        publish(store, an_edition(key=NEXT_MORNING, number=9), a_document("b.txt"))
    assert store.first_seen([a_document("b.txt")]) == {}
    assert store.next_number("morning", day=DAY, edition=NEXT_MORNING) == 2


# -- deliveries


def test_deliveries_wait_until_they_are_due(store: Store) -> None:
    later, at_once = a_delivery("b", due_at=NOON + HOUR), a_delivery("a")
    publish(store, an_edition(), deliveries=(later, at_once))
    assert store.pending(now=NOON, limit=9) == (at_once,)
    assert store.pending(now=NOON + HOUR, limit=9) == (at_once, later)
    assert store.pending(now=NOON + HOUR, limit=1) == (at_once,)


def test_a_sent_delivery_is_not_sent_again(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    for _ in range(2):
        store.mark_sent(a_delivery(), Receipt(reference="out/a.md"), now=NOON)
    store.mark_failed(a_delivery(), "too late", now=NOON)
    assert store.pending(now=NOON, limit=9) == ()


def test_a_failed_delivery_is_not_tried_again(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    store.mark_failed(a_delivery(), "no such folder", now=NOON)
    assert store.pending(now=NOON, limit=9) == ()


def test_an_unknown_delivery_cannot_be_marked(store: Store) -> None:
    with pytest.raises(StoreError, match="no such delivery"):
        store.mark_sent(a_delivery(), Receipt(reference="x"), now=NOON)


# -- slots


def test_a_slot_is_inserted_once(store: Store) -> None:
    assert store.add([a_slot()]) == (a_slot(),)
    assert store.add([a_slot(due=NOON + HOUR)]) == (a_slot(),)
    assert store.recent(limit=9) == (a_slot(),)


@pytest.mark.parametrize("state", [SlotState.BUILT, SlotState.FAILED, SlotState.SKIPPED])
def test_a_settled_slot_is_not_due_again(store: Store, state: SlotState) -> None:
    store.add([a_slot()])
    store.settle(MORNING, state, reason="为什么")
    assert store.add([a_slot()]) == ()
    kept = store.recent(limit=1)[0]
    assert (kept.state, kept.reason) == (state, "为什么")


def test_a_failed_slot_can_be_built_and_a_built_one_stays_built(store: Store) -> None:
    store.add([a_slot()])
    for state in (SlotState.FAILED, SlotState.BUILT, SlotState.SKIPPED):
        store.settle(MORNING, state)
    assert store.recent(limit=1)[0].state is SlotState.BUILT


def test_an_unknown_slot_cannot_be_settled(store: Store) -> None:
    with pytest.raises(StoreError, match="no such slot"):
        store.settle(MORNING, SlotState.BUILT)


def test_the_latest_slots_come_first(store: Store) -> None:
    early, late = a_slot(), a_slot(NEXT_MORNING, due=NOON + 24 * HOUR)
    store.add([early, late])
    assert store.recent(limit=5) == (late, early)
    assert store.recent(limit=1) == (late,)


def test_the_high_water_mark_never_goes_back(store: Store) -> None:
    assert store.high_water("morning") is None
    for moment in (NOON, NOON + HOUR, NOON - HOUR):
        store.raise_high_water("morning", moment)
    assert store.high_water("morning") == NOON + HOUR
    assert store.high_water("noon") is None


def test_moments_of_any_zone_are_the_same_moment(store: Store) -> None:
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    store.raise_high_water("morning", tokyo)
    store.add([a_slot(due=tokyo)])
    mark = store.high_water("morning")
    assert mark == NOON
    assert mark is not None
    assert mark.utcoffset() == timedelta()
    assert store.recent(limit=1)[0].due == NOON


# -- a database only


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    if request.param == "sqlite":
        return tmp_path / "digest.db"
    return a_database(request.getfixturevalue("postgres"))


def test_everything_is_there_when_the_database_is_opened_again(place: Path | str) -> None:
    first = open_store(place)
    edition = an_edition(number=1, stories=[a_story(text="“引号”、\u3000全角与𠮷字。")])
    publish(first, edition, a_document(), deliveries=(a_delivery(),))
    first.close()
    again = open_store(place)
    assert again.edition(MORNING) == edition
    assert again.pending(now=NOON, limit=1) == (a_delivery(),)
    again.close()


def test_of_two_that_publish_at_once_one_wins(place: Path | str) -> None:
    outcomes = compete(place, lambda n, store: publish(store, an_edition(title=f"第{n}个")))
    assert sorted(outcomes) == ["refused"] * 3 + ["won"]


def test_numbers_stay_whole_when_many_publish_at_once(place: Path | str) -> None:
    def issue(n: int, store: SqlStore) -> None:
        key = EditionId(f"2024-03-{n + 1:02}/morning")
        while True:
            number = store.next_number("morning", day=DAY, edition=key)
            try:
                publish(store, an_edition(key=key, number=number))
            except TemporaryError:
                continue
            return

    assert compete(place, issue) == ["won"] * 4
    store = open_store(place)
    numbers = sorted(edition.number or 0 for edition in store.editions(limit=9))
    store.close()
    assert numbers == [1, 2, 3, 4]


class Turn(Protocol):
    def __call__(self, n: int, store: SqlStore, /) -> None: ...


def compete(place: Path | str, turn: Turn) -> list[str]:
    """What became of four that do the same at the same time, each with its own connection."""
    start = threading.Barrier(4)
    outcomes: list[str] = []

    def run(n: int) -> None:
        start.wait()
        store = open_store(place)
        try:
            turn(n, store)
            outcomes.append("won")
        except (StoreError, TemporaryError):
            outcomes.append("refused")
        finally:
            store.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
