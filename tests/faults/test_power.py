"""The power fails: what did not reach the disk is gone, and what may have been sent is in doubt."""

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from digest.app.bench import Bench
from digest.app.turn import take_turn
from digest.channels.folder import FolderChannel
from digest.model.deliveries import Delivery, DeliveryState, Receipt
from digest.model.editions import Rendition
from digest.protocols import Channel
from digest.stores import sql
from digest.stores.sql import SqlStore, open_store
from tests.faults.figures import record, size
from tests.faults.worker import a_bench, slots, the_plan

READERS = 30
FILES = ("digest.db", "digest.db-wal")


class PowerError(BaseException):
    """Nothing is caught and nothing is cleaned up any more."""


@dataclass(slots=True, kw_only=True)
class Post:
    """Takes mail until the power fails."""

    fails_at: int = -1
    is_down: bool = False
    taken: list[str] = field(default_factory=list)
    name: str = "mail"

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        assert renditions
        self.taken.append(delivery.recipient)
        if len(self.taken) == self.fails_at:
            self.is_down = True
            raise PowerError
        return Receipt(reference="250")

    def close(self) -> None:
        pass


@dataclass(slots=True, kw_only=True)
class Disk:
    """A store, and after each call that waits for the disk a copy of what is on it."""

    store: SqlStore
    source: Path
    copy: Path
    post: Post

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.store, name)

        def call(*arguments: Any, **named: Any) -> Any:
            if self.post.is_down:
                raise PowerError
            result = method(*arguments, **named)
            if name != "pass_on":
                for file in FILES:
                    shutil.copyfile(self.source / file, self.copy / file)
            return result

        return call


def a_post_bench(store: Any, folder: Path, post: Post, now: list[datetime]) -> Bench:
    bench = a_bench(store, folder, port=0, readers=READERS, stop=lambda: False)
    worker = replace(bench.worker, clock=lambda: now[0], lease=timedelta(minutes=5))
    channels: dict[str, Channel] = {"file": FolderChannel(root=folder), "mail": post}
    return replace(bench, worker=worker, channels=channels)


@pytest.mark.parametrize("is_restarted", [True, False], ids=["power", "kill"])
def test_what_the_power_took_is_in_doubt_before_it_is_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_restarted: bool
) -> None:
    monkeypatch.setattr(sql, "LASTING_SECONDS", 3600.0)  # nothing lasts while mails go out
    again = places = 0
    for fails_at in range(1, READERS + 1, size(7, 1)):
        before, after = tmp_path / f"{fails_at}-before", tmp_path / f"{fails_at}-after"
        before.mkdir()
        after.mkdir()
        monkeypatch.setattr(sql, "run_of_machine", lambda: 1)
        now = [datetime(2024, 3, 27, 7, 30, tzinfo=UTC)]
        due = slots(1, now[0])
        store = open_store(before / "digest.db")
        first = Post(fails_at=fails_at)
        disk = Disk(store=store, source=before, copy=after, post=first)
        with pytest.raises(PowerError):
            take_turn(
                [the_plan()],
                bench=a_post_bench(disk, before, first, now),
                due_slots=lambda *_, due=due: due,
            )
        if not is_restarted:
            for file in FILES:  # a killed process leaves everything behind that it has written
                shutil.copyfile(before / file, after / file)
        store.close()
        monkeypatch.setattr(sql, "run_of_machine", lambda: 2 if is_restarted else 1)
        now[0] += timedelta(minutes=6)
        restarted = open_store(after / "digest.db")
        second = Post()
        take_turn(
            [the_plan()],
            bench=a_post_bench(restarted, after, second, now),
            due_slots=lambda *_, due=due: due,
        )
        got = Counter([*first.taken, *second.taken])
        mails = [each for each in restarted.deliveries(limit=999) if each.channel == "mail"]
        restarted.close()
        assert len(got) == READERS, "somebody got nothing"
        assert {each.state for each in mails} == {DeliveryState.SENT}
        twice = {name for name, count in got.items() if count > 1}
        assert twice <= {each.recipient for each in mails if each.ambiguous}
        assert is_restarted or len(twice) == 1
        again += len(twice)
        places += 1
    record(
        "power failure" if is_restarted else "kill without a wait for the disk",
        places=places, lost=0, twice=again,
    )  # fmt: skip


def test_a_machine_that_goes_on_puts_nothing_in_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [datetime(2024, 3, 27, 7, 30, tzinfo=UTC)]
    post = Post()
    for run in (1, 1, 2, 0, 2):
        monkeypatch.setattr(sql, "run_of_machine", lambda run=run: run)
        store = open_store(tmp_path / "digest.db")
        due = slots(1, now[0])
        bench = a_post_bench(store, tmp_path, post, now)
        take_turn([the_plan()], bench=bench, due_slots=lambda *_, due=due: due)
        assert not any(each.ambiguous for each in store.deliveries(limit=99))
        store.close()
    assert len(post.taken) == READERS
