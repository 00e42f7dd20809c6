"""A mail server that fails at every verb, and ten thousand readers."""

import random
import smtplib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from digest.app.bench import Bench
from digest.app.turn import take_turn
from digest.channels.envelope import Sender
from digest.channels.smtp import MailServer, SmtpChannel, Tls
from digest.model.deliveries import DeliveryState, Slot
from digest.stores.memory import MemoryStore
from digest.stores.sql import SqlStore, open_store
from tests.databases import a_database
from tests.fakes import MORNING
from tests.faults.figures import record, size
from tests.faults.worker import a_bench, slots, the_plan
from tests.mail_server import HANG_UP, KEEP_AND_HANG_UP, serve_mail
from tests.mail_server import MailServer as Told

VERBS = ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END")
# Everything that passes; what does not is the recipient's end, and tested beside.
TROUBLES = (HANG_UP, "421 busy", "451 later", "452 full", KEEP_AND_HANG_UP)


def a_mail_bench(
    store: object, folder: Path, told: Told, readers: int, now: list[datetime]
) -> Bench:
    def clock() -> datetime:
        return now[0]

    bench = a_bench(store, folder, port=told.port, readers=readers, stop=lambda: False)  # type: ignore[arg-type]
    server = MailServer(host="127.0.0.1", port=told.port, tls=Tls.NONE, timeout=2)
    sender = Sender(name="简报", address="brief@example.com")
    channel = SmtpChannel(name="mail", server=server, sender=sender, clock=clock)
    worker = replace(bench.worker, clock=clock, sleep=lambda _: None, lease=timedelta(hours=1))
    return replace(bench, worker=worker, channels={**bench.channels, "mail": channel})


def test_every_verb_failing_in_every_way_loses_nothing(tmp_path: Path) -> None:
    readers, chance = size(12, 60), random.Random(3)  # noqa: S311
    failures: Counter[str] = Counter()
    lost_replies: list[str] = []

    def trouble(verb: str, argument: str) -> str | None:
        if verb == "RCPT" and "r0@" in argument:
            return "550 no such user"
        if verb in VERBS and chance.random() < 0.12:
            told = chance.choice(TROUBLES)
            if told == KEEP_AND_HANG_UP:
                told = KEEP_AND_HANG_UP if verb == "END" else HANG_UP
            if told == KEEP_AND_HANG_UP:
                lost_replies.append(argument)
            failures[verb] += 1
            return told
        return None

    now = [datetime(2024, 3, 27, 7, 30, tzinfo=UTC)]
    rounds = 0
    with serve_mail(trouble) as told:
        bench = a_mail_bench(MemoryStore(), tmp_path, told, readers, now)
        editions = slots(size(3, 10), now[0])
        while rounds < 600:
            rounds += 1
            take_turn([the_plan()], bench=bench, due_slots=lambda *_: editions)
            if not bench.store.deliveries(limit=1, states=[DeliveryState.PENDING]):
                break
            now[0] += timedelta(minutes=10)
    mails = [each for each in bench.store.deliveries(limit=10_000) if each.channel == "mail"]
    states = Counter(each.state for each in mails)
    assert states == {
        DeliveryState.SENT: (readers - 1) * len(editions),
        DeliveryState.FAILED: len(editions),
    }
    got = Counter((mail.recipient, str(mail.read()["Subject"])) for mail in told.mails)
    assert len(got) == (readers - 1) * len(editions)
    twice = sum(got.values()) - len(got)
    assert twice <= len(lost_replies)
    assert set(failures) == set(VERBS)
    record(
        "every verb of SMTP failing", failures=sum(failures.values()), mails=len(got), lost=0,
        refused_for_good=states[DeliveryState.FAILED], twice=twice, lost_replies=len(lost_replies),
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["memory", "sqlite", "postgres"])
def test_thousands_of_readers_get_theirs_through_one_process(
    tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    readers, parts = size(300, 10_000), size(3, 20)
    now = [datetime.now(UTC)]
    place: Path | str = tmp_path / "digest.db"
    if kind == "postgres":
        place = a_database(request.getfixturevalue("postgres"))
    store = MemoryStore() if kind == "memory" else open_store(place)
    ours, plain, sent_plainly = 0.0, 0.0, 0
    with serve_mail() as told:
        edition = slots(1, now[0])
        bench = a_mail_bench(store, tmp_path, told, readers, now)
        body = b"X-Head: as long as ours\r\n" * 16 + b"\r\ntext\r\n"
        # In turns, because a machine has its moods.
        for part in range(1, parts + 1):
            enough = sent_plainly + readers * part // parts
            stopping = replace(bench.worker, is_stopped=partial(has_enough, told, enough))
            part_bench = replace(bench, worker=stopping)
            ours += timed(partial(turn, part_bench, edition))
            plain += timed(lambda: send_plainly(told.port, body, readers // parts))
            sent_plainly += readers // parts
        mails = [mail for mail in told.mails if mail.recipient != "plain@example.com"]
        assert len({mail.recipient for mail in mails}) == len(mails) == readers
        assert abs(len(mails[0].body) - len(body)) < 30
    assert bench.store.edition(edition[0].key) is not None
    if isinstance(store, SqlStore):
        store.close()
    assert edition[0].key != MORNING
    share = plain / ours * readers / sent_plainly
    record(
        f"readers through one process, {kind}", mails=readers, per_second=round(readers / ours),
        smtplib_per_second=round(sent_plainly / plain), share=f"{share:.2f}",
    )  # fmt: skip


def has_enough(told: Told, count: int) -> bool:
    return len(told.mails) >= count


def turn(bench: Bench, due: tuple[Slot, ...]) -> None:
    take_turn([the_plan()], bench=bench, due_slots=lambda *_: due)


def send_plainly(port: int, body: bytes, count: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, "localhost") as smtp:
        for _ in range(count):
            smtp.sendmail("brief@example.com", ["plain@example.com"], body)


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
