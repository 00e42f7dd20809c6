"""Processes killed at any moment and at each step: nothing is lost, next to nothing comes twice."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest.model.deliveries import DeliveryState, SlotState
from digest.stores.sql import open_store
from tests.databases import a_database
from tests.faults.figures import record, size
from tests.faults.worker import STEPS, work
from tests.mail_server import HANG_UP, KEEP_AND_HANG_UP, MailServer, serve_mail

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows kills, but it does not fork")

READERS = 3
VERBS = ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END")


@pytest.fixture(scope="module")
def start() -> "Start":
    return Start()


class Start:
    """Starts workers in processes of their own, quickly: from a server that has them loaded."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.worker"])

    def __call__(
        self, folder: Path, server: MailServer, *, editions: int = 1, readers: int = READERS,
        step: str = "", url: str = "", lease: float = 0.6,
    ) -> "ForkServerProcess":  # fmt: skip
        return self.run(work, str(folder), server.port, editions, readers, step, url, lease)

    def run(self, target: Callable[..., None], *arguments: object) -> "ForkServerProcess":
        process = self._context.Process(target=target, args=arguments, daemon=True)
        process.start()
        return process


def check(
    folder: Path, server: MailServer, *, editions: int, kills: int, readers: int = READERS,
    url: str = "",
) -> tuple[int, int]:  # fmt: skip
    """What was lost and what came twice, after all work is done; the rest is asserted."""
    store = open_store(url or folder / "digest.db")
    slots = store.recent(limit=10_000)
    deliveries = store.deliveries(limit=1_000_000)
    kept = store.editions(limit=10_000)
    twice = [key for key, count in Counter(each.id for each in kept).items() if count > 1]
    revisions = [each.revision for each in kept if each.revision != 1]
    store.close()
    assert (len(slots), {slot.state for slot in slots}) == (editions, {SlotState.BUILT})
    assert (len(kept), twice, revisions) == (editions, [], [])
    assert {each.state for each in deliveries} == {DeliveryState.SENT}
    assert len(deliveries) == editions * (readers + 1)
    files = sorted((folder / "out").iterdir())
    assert [path.suffix for path in files] == [".md"] * editions, "a file was left half written"
    got = Counter((mail.recipient, str(mail.read()["Subject"])) for mail in server.mails)
    lost = editions * readers - len(got)
    again = sum(got.values()) - len(got)
    in_doubt = {(each.recipient, str(each.edition)) for each in deliveries if each.ambiguous}
    assert {key for key, count in got.items() if count > 1} <= in_doubt
    names: dict[tuple[str, str], str] = {}
    for mail in server.mails:
        message = mail.read()
        name = names.setdefault(
            (mail.recipient, str(message["Subject"])), str(message["Message-ID"])
        )
        assert name == message["Message-ID"], "sent again under another name"
    assert lost == 0
    assert again <= kills
    return lost, again


def steps() -> list[str]:
    numbers = range(1, size(1, 3) + 1)
    whens = ("before", "after")
    return [f"{name} {number} {when}" for name in STEPS for number in numbers for when in whens]


def test_a_worker_killed_at_any_step_is_replaced_by_the_next(tmp_path: Path, start: Start) -> None:
    survived = reached = again = 0
    chosen = steps()
    for step in chosen:
        folder = tmp_path / step.replace(" ", "-")
        folder.mkdir()
        # So that the steps of a failure are there too, one reader is put off once.
        put_off: list[str] = []

        def once(verb: str, argument: str, put_off: list[str] = put_off) -> str | None:
            if verb == "RCPT" and "r1@" in argument and not put_off:
                put_off.append(argument)
                return "421 later"
            return None

        with serve_mail(once) as server:
            first = start(folder, server, editions=2, step=step)
            first.join(60)
            reached += first.exitcode == -9
            hurry(folder)
            second = start(folder, server, editions=2)
            second.join(60)
            assert second.exitcode == 0, step
            hurry(folder)
            third = start(folder, server, editions=2)
            third.join(60)
            _, twice = check(folder, server, editions=2, kills=1)
        survived += 1
        again += twice
    record(
        "kill -9 at named steps", steps=len(chosen), reached=reached, survived=survived,
        lost=0, twice=again,
    )  # fmt: skip
    assert reached > len(chosen) // 3


def hurry(folder: Path, url: str = "") -> None:
    """Let delayed deliveries be due now: nobody wants to wait half a minute for each step."""
    store = open_store(url or folder / "digest.db")
    now = datetime.now(UTC)
    for pause in store.pauses():
        store.resume(pause.channel)
    for each in store.deliveries(limit=1000, states=[DeliveryState.PENDING]):
        if each.due_at is not None and each.due_at > now:
            store.try_again(each.id, now=now)
    store.close()


@dataclass(slots=True, kw_only=True)
class Deadly:
    """Kills the process that speaks at a verb; at the end the mail may have been kept."""

    verb: str
    is_kept: bool
    victim: "ForkServerProcess | None" = None

    def __call__(self, verb: str, argument: str) -> str | None:
        del argument
        if verb != self.verb or self.victim is None or not self.victim.is_alive():
            return None
        os.kill(self.victim.pid or 0, signal.SIGKILL)
        time.sleep(0.05)
        return KEEP_AND_HANG_UP if self.is_kept else HANG_UP


def test_a_worker_killed_at_any_verb_is_replaced_by_the_next(tmp_path: Path, start: Start) -> None:
    again = 0
    for verb in VERBS:
        for is_kept in (False, True) if verb == "END" else (False,):
            folder = tmp_path / f"{verb}-{is_kept}"
            folder.mkdir()
            deadly = Deadly(verb=verb, is_kept=is_kept)
            with serve_mail(deadly) as server:
                first = start(folder, server)
                deadly.victim = first
                first.join(60)
                deadly.victim = None
                assert first.exitcode in {-9, 0}
                start(folder, server).join(60)
                _, twice = check(folder, server, editions=1, kills=1)
            assert twice == is_kept
            again += twice
    record("kill -9 at each verb of SMTP", verbs=len(VERBS) + 1, lost=0, twice=again)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_workers_killed_at_random_lose_nothing(
    tmp_path: Path, start: Start, request: pytest.FixtureRequest, kind: str
) -> None:
    url = a_database(request.getfixturevalue("postgres")) if kind == "postgres" else ""
    kills, readers = (size(40, 1000) if kind == "sqlite" else size(15, 300)), size(10, 40)
    editions = kills * 2 // 5
    chance = random.Random(7)  # noqa: S311
    late: list[str] = []

    def trouble(verb: str, argument: str) -> str | None:
        draw = chance.random()
        if verb == "RCPT" and draw < 0.03:
            return "450 greylisted"
        if verb == "END" and draw < 0.01:
            late.append(argument)
            return KEEP_AND_HANG_UP
        return None

    begun, killed = time.monotonic(), 0
    with serve_mail(trouble) as server:
        workers = [
            start(tmp_path, server, editions=editions, readers=readers, url=url) for _ in range(2)
        ]
        helper = threading.Event()
        while killed < kills and time.monotonic() - begun < size(60, 900):
            helper.wait(chance.uniform(0.05, size(40, 60) / 100))
            place = chance.randrange(2)
            if workers[place].is_alive():
                workers[place].kill()
                killed += 1
            elif not left(tmp_path, url):
                break  # nothing is left to be interrupted
            workers[place].join()
            workers[place] = start(tmp_path, server, editions=editions, readers=readers, url=url)
        for worker in workers:
            worker.join(120)
        for _ in range(30):
            hurry(tmp_path, url)
            last = start(tmp_path, server, editions=editions, readers=readers, url=url)
            last.join(120)
            if not left(tmp_path, url):
                break
        lost, twice = check(
            tmp_path, server, editions=editions, kills=killed + len(late), readers=readers, url=url
        )
    record(
        f"kill -9 at random, {kind}", kills=killed, editions=editions,
        mails=editions * readers, lost=lost, twice=twice, lost_replies=len(late),
        seconds=round(time.monotonic() - begun),
    )  # fmt: skip


def left(folder: Path, url: str) -> bool:
    store = open_store(url or folder / "digest.db")
    try:
        return bool(
            store.open_slots(now=datetime.now(UTC))
            or store.deliveries(limit=1, states=[DeliveryState.PENDING])
        )
    finally:
        store.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_many_schedulers_share_the_work(
    tmp_path: Path, start: Start, request: pytest.FixtureRequest, kind: str
) -> None:
    url = a_database(request.getfixturevalue("postgres")) if kind == "postgres" else ""
    count, editions = size(4, 8), size(40, 500)
    begun = time.monotonic()
    with serve_mail() as server:
        workers = [
            start(tmp_path, server, editions=editions, readers=1, url=url, lease=30)
            for _ in range(count)
        ]
        for worker in workers:
            worker.join(600)
        assert [worker.exitcode for worker in workers] == [0] * count
        check(tmp_path, server, editions=editions, kills=0, readers=1, url=url)
    record(
        f"schedulers on one database, {kind}", schedulers=count, slots=editions, editions=editions,
        mails=editions, twice=0, seconds=round(time.monotonic() - begun),
    )  # fmt: skip
