"""A worker with a real database and real mail, light enough to be killed a thousand times."""

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

from digest.app.bench import Bench, Reader
from digest.app.turn import Turn, take_turns
from digest.app.worker import Worker
from digest.channels.envelope import Sender
from digest.channels.folder import FolderChannel
from digest.channels.smtp import MailServer, SmtpChannel, Tls
from digest.errors import DigestError
from digest.model.deliveries import Slot
from digest.model.editions import DayNames, Edition, EditionId, Rendition
from digest.model.plans import BriefPlan, OutputPlan
from digest.stores.sql import SqlStore, open_store
from tests.fakes import ListSource, a_document, a_plan, one_story_a_document

LEASE = timedelta(seconds=0.6)
FIRST = date(2024, 3, 1)
# A worker that hangs must not hang the tests.
SECONDS = 500
OUTPUTS = (
    OutputPlan(to="file", template="a.md", path="out/{date}-{brief}.md"),
    OutputPlan(to="mail", template="mail.html.j2", recipients=("office",)),
)
TOLD: list[str] = []
# Every call that writes to the database, by name: a process is killed before and after each.
STEPS = (
    "add", "raise_high_water", "claim_slot", "publish", "settle", "put_back_slot",
    "claim", "hand_over", "pass_on", "mark_sent", "mark_later", "mark_ended", "put_back",
    "renew_slot",
)  # fmt: skip


class MailForm:
    """A mail of a few bytes; making an edition's real one is not what is tested here."""

    format = "eml"

    def render(self, edition: Edition) -> Rendition:
        body = f"Subject: {edition.id}\r\n\r\n{edition.id} r{edition.revision}\r\n".encode()
        return Rendition(
            format="eml", media_type="message/rfc822", filename=f"{edition.day}.eml", body=body
        )


class FileForm:
    """A file of a few bytes."""

    format = "md"

    def render(self, edition: Edition) -> Rendition:
        body = f"{edition.id} r{edition.revision}\n".encode()
        return Rendition(format="md", media_type="text/markdown", filename="a.md", body=body)


def slots(count: int, now: datetime) -> tuple[Slot, ...]:
    """So many slots that are due, each of another day."""
    days = (FIRST + timedelta(days=number) for number in range(count))
    due = now - timedelta(minutes=3)
    return tuple(Slot(key=EditionId(f"{day}/morning"), brief="morning", due=due) for day in days)


def a_bench(
    store: SqlStore,
    folder: Path,
    *,
    port: int,
    readers: int,
    stop: Callable[[], bool],
    lease: timedelta = LEASE,
) -> Bench:
    """Everything that is real but the texts."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731
    server = MailServer(host="127.0.0.1", port=port, tls=Tls.NONE, timeout=5)
    sender = Sender(name="简报", address="brief@example.com")
    return Bench(
        sources={"datong": ListSource(found=(a_document(),))},
        store=store,
        make=one_story_a_document,
        renderer_of=lambda output: FileForm() if output.to == "file" else MailForm(),
        channels={
            "file": FolderChannel(root=folder),
            "mail": SmtpChannel(name="mail", server=server, sender=sender, clock=now),
        },
        worker=Worker(
            name=f"{os.getpid()}-{time.monotonic_ns()}",
            clock=now,
            is_stopped=stop,
            sleep=time.sleep,
            lease=lease,
            renewal=lease / 3,
        ),
        page_date=lambda _: None,
        day_names=lambda _: DayNames(weekday="星期三"),
        readers_of=lambda _: tuple(Reader(address=f"r{n}@example.com") for n in range(readers)),
    )


def the_plan() -> BriefPlan:
    """One brief, to files and by mail."""
    # However long the killing takes, no edition is too old to be made.
    return replace(a_plan(outputs=OUTPUTS), catch_up=timedelta(days=1))


def work(
    folder: str,
    port: int,
    count: int,
    readers: int,
    step: str = "",
    url: str = "",
    lease: float = 0.6,
) -> None:
    """Do all there is to do; die at the named step ("hand_over 2 before") where one is given."""
    stopped = False

    def stop(signum: int, frame: object) -> None:
        nonlocal stopped
        del signum, frame
        stopped = True

    signal.signal(signal.SIGTERM, stop)
    end = time.monotonic() + SECONDS
    store = open_store(url or Path(folder) / "digest.db")
    if step:
        die_at(store, step)
    begun = datetime.now(UTC)
    bench = a_bench(
        store, Path(folder), port=port, readers=readers, stop=lambda: stopped,
        lease=timedelta(seconds=lease),
    )  # fmt: skip

    def due(plan: BriefPlan, after: datetime, until: datetime) -> Sequence[Slot]:
        del plan
        known = slots(count, begun)
        # A slot is due at one moment; workers that begin later must not make another of it.
        asked = {slot.key: slot for slot in store.recent(limit=10_000)}
        return [asked.get(slot.key, slot) for slot in known if until - after >= timedelta()]

    done: tuple[Turn, ...] = ()
    while not stopped and time.monotonic() < end:
        try:
            done = take_turns([the_plan()], bench=bench, due_slots=due)
            if not store.open_slots(now=datetime.now(UTC)) and done:
                break
        except DigestError as error:
            TOLD.append(f"{error} {error.hint}")
            time.sleep(0.05)
    store.close()
    keep_told(folder)


def work_with_few_files(folder: str, port: int, readers: int, spare: int, seconds: float) -> None:
    """Do all there is to do; for so long no more than `spare` files can be open beside the rest."""
    import resource  # there is none on Windows

    kept = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = [os.dup(0) for _ in range(spare + 1)]
    for each in free:
        os.close(each)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free[-1], kept[1]))
    restore = threading.Timer(seconds, resource.setrlimit, (resource.RLIMIT_NOFILE, kept))
    restore.start()
    while True:
        try:
            work(folder, port, 1, readers)
        except DigestError as error:
            TOLD.append(f"{error} {error.hint}")
            time.sleep(0.1)
        else:
            break
    restore.join()
    keep_told(folder)


def keep_told(folder: str) -> None:
    """What users were told, for the tests to read."""
    with (Path(folder) / "told.txt").open("a", encoding="utf-8") as told:
        told.writelines(f"{line}\n" for line in TOLD)
    TOLD.clear()


def die_at(store: SqlStore, step: str) -> None:
    """Have the process killed before or after the n-th call of one of the store's methods."""
    name, number, when = step.split()
    method: Callable[..., Any] = getattr(store, name)
    calls = 0

    @wraps(method)
    def deadly(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        is_time = calls == int(number)
        if is_time and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = method(*arguments, **named)
        if is_time:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(store, name, deadly)
