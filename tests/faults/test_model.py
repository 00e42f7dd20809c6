"""Two stores, one of them a list in memory, do the same whatever is asked of them in what order."""

from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from digest.errors import DigestError
from digest.model.deliveries import (
    Claim,
    Delivery,
    DeliveryId,
    DeliveryState,
    Receipt,
    ReleaseOrder,
    Slot,
    SlotClaim,
    SlotState,
)
from digest.model.editions import EditionId
from digest.stores.memory import MemoryStore
from digest.stores.sql import SqlStore, open_store
from tests.fakes import NOON, an_edition
from tests.faults.figures import record, size

LEASE = timedelta(seconds=30)
KEYS = [EditionId(f"2024-03-{day}/morning") for day in (25, 26, 27)]
CHANNELS = ("mail", "file")
OWNERS = ("one", "two")
STEPS = count()


class Stores(RuleBasedStateMachine):
    """The database against the model."""

    def __init__(self) -> None:
        super().__init__()
        self.model = MemoryStore()
        self.store: SqlStore = open_store(Path(mkdtemp(prefix="digest-")) / "digest.db")
        self.now = NOON
        self.claims: list[Claim] = []
        self.slot_claims: list[SlotClaim] = []
        self.sent: dict[str, int] = {}

    def teardown(self) -> None:
        self.store.close()

    def both(self, name: str, *arguments: Any, **named: Any) -> Any:
        """The same asked of both; the same answer, or an error of the same kind."""
        next(STEPS)
        answers: list[object] = []
        for store in (self.model, self.store):
            try:
                answers.append(getattr(store, name)(*arguments, **named))
            except DigestError as error:
                answers.append(type(error))
        assert answers[0] == answers[1], (name, arguments, named, answers)
        return answers[0]

    @initialize()
    def begin(self) -> None:
        self.both("add", [Slot(key=key, brief="morning", due=NOON) for key in KEYS[:2]])

    @rule(seconds=st.sampled_from([1, 10, 29, 31, 3600]))
    def pass_time(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(key=st.sampled_from(KEYS))
    def add(self, key: EditionId) -> None:
        self.both("add", [Slot(key=key, brief="morning", due=NOON)])

    @rule(key=st.sampled_from(KEYS), owner=st.sampled_from(OWNERS))
    def claim_slot(self, key: EditionId, owner: str) -> None:
        until = self.now + LEASE
        claim = self.both("claim_slot", key, owner=owner, now=self.now, until=until)
        if claim is not None:
            self.slot_claims.append(claim)

    @precondition(lambda self: self.slot_claims)
    @rule(data=st.data(), state=st.sampled_from([SlotState.BUILT, SlotState.FAILED]))
    def settle(self, data: st.DataObject, state: SlotState) -> None:
        claim = data.draw(st.sampled_from(self.slot_claims))
        self.both("settle", claim.slot.key, state, reason="r", claim=claim)

    @precondition(lambda self: self.slot_claims)
    @rule(data=st.data(), renews=st.booleans())
    def keep_or_put_back_slot(self, data: st.DataObject, *, renews: bool) -> None:
        claim = data.draw(st.sampled_from(self.slot_claims))
        if renews:
            self.both("renew_slot", claim, until=self.now + LEASE)
        else:
            self.both("put_back_slot", claim, reason="later")

    @precondition(lambda self: self.slot_claims)
    @rule(data=st.data(), waits=st.booleans(), title=st.sampled_from("ab"))
    def publish(self, data: st.DataObject, title: str, *, waits: bool) -> None:
        claim = data.draw(st.sampled_from(self.slot_claims))
        key = claim.slot.key
        known = self.model.edition(key)
        revision = data.draw(st.sampled_from([1, (known.revision if known else 0) + 1]))
        edition = an_edition(key=key, revision=revision, title=title)
        state = DeliveryState.WAITING if waits else DeliveryState.PENDING
        self.both(
            "publish",
            edition,
            documents=(),
            renditions=(),
            deliveries=[
                Delivery(
                    id=DeliveryId(f"{key}#{revision}:{channel}:{name}"), edition=key,
                    revision=revision, channel=channel, recipient=name, state=state, since=self.now,
                )
                for channel in CHANNELS
                for name in "ab"
            ],
            inputs={},
            now=self.now,
            claim=claim,
            release=ReleaseOrder(edition=key, revision=revision) if waits else None,
        )  # fmt: skip

    @rule(key=st.sampled_from(KEYS), revision=st.sampled_from([1, 2]))
    def release(self, key: EditionId, revision: int) -> None:
        self.both("release", key, revision=revision, by="x", now=self.now)

    @rule(channel=st.sampled_from(CHANNELS), owner=st.sampled_from(OWNERS), limit=st.integers(1, 5))
    def claim(self, channel: str, owner: str, limit: int) -> None:
        until = self.now + LEASE
        self.claims += self.both(
            "claim", channel, owner=owner, now=self.now, until=until, limit=limit
        )

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def hand_over(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(self.claims))
        self.both("hand_over", claim, now=self.now, until=self.now + LEASE)

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), how=st.sampled_from(["sent", "later", "ended", "back", "renew"]))
    def finish(self, data: st.DataObject, how: str) -> None:
        claim = data.draw(st.sampled_from(self.claims))
        now, doubt = self.now, data.draw(st.booleans())
        if how == "sent":
            if self.both("mark_sent", claim, Receipt(reference="ok"), now=now):
                self.sent[claim.delivery.id] = self.sent.get(claim.delivery.id, 0) + 1
        elif how == "later":
            self.both(
                "mark_later", claim, "e", due_at=now + timedelta(hours=1), now=now, ambiguous=doubt
            )
        elif how == "ended":
            state = DeliveryState.HELD if doubt else DeliveryState.FAILED
            self.both("mark_ended", claim, state, "e", now=now, ambiguous=doubt)
        elif how == "back":
            self.both("put_back", [claim])
        else:
            self.both("renew", [claim], until=now + LEASE)

    @precondition(lambda self: len(self.claims) > 1)
    @rule(data=st.data())
    def pass_on(self, data: st.DataObject) -> None:
        claim, then = data.draw(
            st.lists(st.sampled_from(self.claims), min_size=2, max_size=2, unique_by=id)
        )
        receipt, until = Receipt(reference="ok"), self.now + LEASE
        is_sent, _ = self.both("pass_on", claim, receipt, then=then, now=self.now, until=until)
        if is_sent:
            self.sent[claim.delivery.id] = self.sent.get(claim.delivery.id, 0) + 1

    @rule(channel=st.sampled_from(CHANNELS), resumes=st.booleans())
    def pause(self, channel: str, *, resumes: bool) -> None:
        if resumes:
            self.both("resume", channel)
        else:
            self.both("pause", channel, until=self.now + LEASE, reason="r")

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), drops=st.booleans())
    def decide(self, data: st.DataObject, *, drops: bool) -> None:
        key = data.draw(st.sampled_from(self.claims)).delivery.id
        if drops:
            self.both("drop", key)
        else:
            self.both("try_again", key, now=self.now)

    @invariant()
    def they_look_the_same(self) -> None:
        self.both("recent", limit=99)
        self.both("open_slots", now=self.now)
        self.both("leased_until", now=self.now)
        self.both("deliveries", limit=99)
        self.both("pauses")
        self.both("unreleased")
        self.both("waiting_channels", now=self.now)
        self.both("next_due", now=self.now)

    @invariant()
    def nothing_is_sent_twice_or_comes_back(self) -> None:
        assert set(self.sent.values()) <= {1}
        for each in self.model.deliveries(limit=99):
            if each.id in self.sent:
                assert each.state is DeliveryState.SENT


def test_the_database_does_as_the_model_does() -> None:
    examples, steps = size(12, 250), size(40, 60)
    run_state_machine_as_test(
        Stores,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    record("state machine, slots and outbox", runs=examples, calls=next(STEPS), differences=0)
