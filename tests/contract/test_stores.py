"""What every store promises, on memory, SQLite and PostgreSQL."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

import pytest

from digest.errors import FencedError, StoreError, TemporaryError
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
from digest.model.documents import Document
from digest.model.editions import Edition, EditionId, Rendition
from digest.protocols import Library, Outbox, Press, Releases, Slots
from digest.stores.memory import MemoryStore
from digest.stores.sql import SqlStore, open_store
from tests.databases import a_database
from tests.fakes import DAY, MORNING, NOON, a_document, a_story, an_edition

NEXT_MORNING = EditionId("2024-03-28/morning")
HOUR, LEASE = timedelta(hours=1), timedelta(seconds=30)
FILE = Rendition(format="md", media_type="text/markdown", filename="out/a.md", body=b"\x00# a\r\n")


class Store(Library, Press, Outbox, Releases, Slots, Protocol):
    """All the protocols at once, and what the archive asks for."""

    def documents_of(self, edition: EditionId, *, revision: int) -> tuple[Document, ...]: ...

    def inputs_of(self, edition: EditionId, *, revision: int) -> Mapping[str, str] | None: ...

    def search(self, words: str, *, limit: int) -> tuple[tuple[EditionId, str], ...]: ...


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


def publish(
    store: Store,
    edition: Edition,
    *documents: Document,
    renditions: tuple[Rendition, ...] = (),
    deliveries: tuple[Delivery, ...] = (),
    now: datetime = NOON,
    claim: SlotClaim | None = None,
    release: ReleaseOrder | None = None,
) -> None:
    store.publish(
        edition,
        documents=documents,
        renditions=renditions,
        deliveries=deliveries,
        inputs={"templates": "abc"},
        now=now,
        claim=claim,
        release=release,
    )


def a_delivery(name: str = "out/a.md", *, due_at: datetime | None = None) -> Delivery:
    return Delivery(
        id=DeliveryId(f"{MORNING}#1:file:{name}"),
        edition=MORNING,
        revision=1,
        channel="file",
        recipient=name,
        due_at=due_at,
        since=NOON,
    )


def claim(
    store: Store, *, now: datetime = NOON, owner: str = "one", limit: int = 9, channel: str = "file"
) -> tuple[Claim, ...]:
    return store.claim(channel, owner=owner, now=now, until=now + LEASE, limit=limit)


def claim_slot(store: Store, *, now: datetime = NOON, owner: str = "one") -> SlotClaim | None:
    return store.claim_slot(MORNING, owner=owner, now=now, until=now + LEASE)


def kept(store: Store) -> Delivery:
    (delivery,) = store.deliveries(limit=9)
    return delivery


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
    assert len(store.deliveries(limit=9)) == 1
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


def test_editions_are_listed_of_one_brief_and_some_days(store: Store) -> None:
    later = an_edition(key=NEXT_MORNING, day=DAY + timedelta(days=1))
    publish(store, an_edition())
    publish(store, later)
    publish(store, an_edition(key=EditionId("2024-03-27/noon"), brief="noon"))
    assert store.editions(limit=5, brief="morning") == (later, an_edition())
    assert store.editions(limit=5, brief="morning", until=DAY) == (an_edition(),)
    assert store.editions(limit=5, since=DAY + timedelta(days=1)) == (later,)
    assert store.editions(limit=5, brief="evening") == ()


def test_renditions_come_back_byte_for_byte_in_order(store: Store) -> None:
    second = Rendition(format="html", media_type="text/html", filename="out/a.html", body=b"<p>")
    publish(store, an_edition(), renditions=(FILE, second))
    assert store.renditions(MORNING, revision=1) == (FILE, second)
    assert store.renditions(MORNING, revision=2) == ()


# -- issue numbers


def test_the_other_inputs_of_an_edition_come_back(store: Store) -> None:
    inputs = {"method": "lead", "plan": "{}"}
    store.publish(an_edition(), documents=(), renditions=(), deliveries=(), inputs=inputs, now=NOON)

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
    assert store.next_due(now=NOON) == NOON
    assert [each.delivery for each in claim(store)] == [at_once]
    assert store.next_due(now=NOON) == NOON + LEASE
    assert [each.delivery for each in claim(store, now=NOON + HOUR)] == [at_once, later]


def test_claims_are_limited_and_the_longest_due_come_first(store: Store) -> None:
    second, first = a_delivery("a", due_at=NOON), a_delivery("b", due_at=NOON - HOUR)
    publish(store, an_edition(), deliveries=(second, first))
    assert [each.delivery for each in claim(store, limit=1)] == [first]


def test_a_claimed_delivery_is_nobody_elses_until_the_lease_ends(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    (first,) = claim(store)
    assert claim(store, owner="two", now=NOON + LEASE / 2) == ()
    (second,) = claim(store, owner="two", now=NOON + LEASE)
    assert second.token > first.token
    assert not store.hand_over(first, now=NOON, until=NOON + HOUR)
    assert not store.mark_sent(first, Receipt(reference="x"), now=NOON)
    assert store.mark_sent(second, Receipt(reference="x"), now=NOON + LEASE)


def test_a_renewed_lease_lasts_longer(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    claims = claim(store)
    store.renew(claims, until=NOON + HOUR)
    assert claim(store, owner="two", now=NOON + LEASE) == ()
    assert len(claim(store, owner="two", now=NOON + HOUR)) == 1


def test_deliveries_of_other_channels_are_left_alone(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    assert claim(store, channel="mail") == ()
    assert store.waiting_channels(now=NOON) == ("file",)


def test_a_sent_delivery_is_not_sent_again(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    (mine,) = claim(store)
    assert store.hand_over(mine, now=NOON, until=NOON + LEASE)
    assert store.mark_sent(mine, Receipt(reference="out/a.md"), now=NOON)
    assert not store.mark_sent(mine, Receipt(reference="out/a.md"), now=NOON)
    assert not store.mark_ended(mine, DeliveryState.FAILED, "late", now=NOON, ambiguous=False)
    assert not store.try_again(mine.delivery.id, now=NOON)
    assert not store.drop(mine.delivery.id)
    assert claim(store, now=NOON + 99 * HOUR) == ()
    assert store.next_due(now=NOON) is None
    assert (kept(store).state, kept(store).attempts) == (DeliveryState.SENT, 1)


def test_a_delivery_put_back_is_as_it_was(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    (mine,) = claim(store)
    store.hand_over(mine, now=NOON, until=NOON + LEASE)
    store.put_back([mine])
    assert kept(store) == a_delivery()
    assert store.attempts_since("file", NOON - HOUR, limit=9) == ()
    assert [each.delivery for each in claim(store, owner="two")] == [a_delivery()]


def test_a_failed_attempt_sets_the_time_of_the_next(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    (mine,) = claim(store)
    store.hand_over(mine, now=NOON, until=NOON + LEASE)
    store.mark_later(mine, "450 greylisted", due_at=NOON + HOUR, now=NOON, ambiguous=False)
    assert claim(store, now=NOON + LEASE) == ()
    (again,) = claim(store, now=NOON + HOUR)
    assert (again.delivery.attempts, again.delivery.last_error) == (1, "450 greylisted")
    assert not again.delivery.ambiguous


def test_a_failed_delivery_is_tried_again_only_when_a_person_says_so(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    (mine,) = claim(store)
    store.mark_ended(mine, DeliveryState.FAILED, "550 unknown", now=NOON, ambiguous=False)
    assert claim(store, now=NOON + 9 * HOUR) == ()
    assert store.deliveries(limit=9, states=[DeliveryState.FAILED]) == (kept(store),)
    assert store.try_again(mine.delivery.id, now=NOON + HOUR)
    assert kept(store).since == NOON + HOUR
    assert len(claim(store, now=NOON + HOUR)) == 1


def test_a_dropped_delivery_is_not_sent(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    assert store.drop(a_delivery().id)
    assert claim(store) == ()
    assert kept(store).state is DeliveryState.DROPPED


def test_what_was_in_hand_when_its_worker_died_is_ambiguous(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery("a"), a_delivery("b")))
    first, second = claim(store)
    store.hand_over(first, now=NOON, until=NOON + LEASE)
    found = {each.delivery.recipient: each for each in claim(store, now=NOON + LEASE)}
    assert found["a"].delivery.ambiguous
    assert found["a"].delivery.attempts == 1
    assert not found["b"].delivery.ambiguous
    store.put_back([second])
    assert claim(store, owner="two", now=NOON + LEASE) == ()


def test_what_was_in_doubt_once_stays_so(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    (mine,) = claim(store)
    store.mark_later(mine, "timed out", due_at=NOON, now=NOON, ambiguous=True)
    (mine,) = claim(store)
    store.mark_later(mine, "450", due_at=NOON, now=NOON, ambiguous=False)
    assert kept(store).ambiguous


def test_a_paused_channel_gives_nothing_until_it_is_over_or_something_is_sent(
    store: Store,
) -> None:
    publish(store, an_edition(), deliveries=(a_delivery("a"), a_delivery("b")))
    for count in (1, 2):
        store.pause("file", until=NOON + HOUR, reason="535 refused")
        (pause,) = store.pauses()
        assert (pause.count, pause.reason, pause.until) == (count, "535 refused", NOON + HOUR)
    assert claim(store) == ()
    assert store.next_due(now=NOON) == NOON + HOUR
    (mine, _) = claim(store, now=NOON + HOUR)
    store.mark_sent(mine, Receipt(reference="x"), now=NOON + HOUR)
    assert store.pauses() == ()


def test_a_pause_can_be_ended(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    store.pause("file", until=NOON + HOUR, reason="down")
    store.resume("file")
    assert len(claim(store)) == 1


def test_attempts_are_counted_by_channel_and_time(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery("a"), a_delivery("b")))
    first, second = claim(store)
    store.hand_over(first, now=NOON, until=NOON + LEASE)
    store.hand_over(second, now=NOON + LEASE, until=NOON + HOUR)
    assert store.attempts_since("file", NOON, limit=9) == (NOON + LEASE,)
    assert store.attempts_since("file", NOON - LEASE, limit=9) == (NOON + LEASE, NOON)
    assert store.attempts_since("file", NOON - LEASE, limit=1) == (NOON + LEASE,)
    assert store.attempts_since("mail", NOON - LEASE, limit=9) == ()


def test_a_new_revision_takes_the_place_of_what_still_waits(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery("a"), a_delivery("b")))
    (mine,) = claim(store, limit=1)
    publish(store, an_edition(revision=2))
    states = {each.recipient: each.state for each in store.deliveries(limit=9)}
    assert states == {"a": DeliveryState.PENDING, "b": DeliveryState.DROPPED}
    assert store.mark_sent(mine, Receipt(reference="x"), now=NOON)


# -- releases


def waiting(order: ReleaseOrder) -> tuple[Delivery, ...]:
    return (replace(a_delivery(), state=DeliveryState.WAITING, revision=order.revision),)


def test_an_edition_waits_until_somebody_releases_it(store: Store) -> None:
    order = ReleaseOrder(edition=MORNING, revision=1, deadline=NOON + HOUR, sends_at_deadline=True)
    publish(store, an_edition(), deliveries=waiting(order), release=order)
    assert store.unreleased() == (order,)
    assert claim(store, now=NOON + HOUR) == ()
    assert store.release(MORNING, revision=1, by="张三", now=NOON + HOUR)
    assert not store.release(MORNING, revision=1, by="李四", now=NOON + HOUR)
    assert store.unreleased() == ()
    (mine,) = claim(store, now=NOON + HOUR)
    assert mine.delivery.since == NOON + HOUR


def test_a_new_revision_ends_the_wait_of_the_one_before(store: Store) -> None:
    order = ReleaseOrder(edition=MORNING, revision=1)
    publish(store, an_edition(), deliveries=waiting(order), release=order)
    publish(store, an_edition(revision=2))
    assert store.unreleased() == ()
    assert kept(store).state is DeliveryState.DROPPED


def test_what_does_not_wait_cannot_be_released(store: Store) -> None:
    publish(store, an_edition())
    assert not store.release(MORNING, revision=1, by="张三", now=NOON)


# -- search


def test_words_of_two_characters_are_found(store: Store) -> None:
    publish(store, an_edition(stories=[a_story(text="全市能源工作会议召开。")]))
    other = a_story(text="第五届冰雪节开幕。")
    publish(store, an_edition(key=NEXT_MORNING, stories=[other]))
    assert store.search("能源", limit=9) == ((MORNING, a_story().id),)
    assert store.search("冰雪节", limit=9) == ((NEXT_MORNING, a_story().id),)
    assert store.search("政府", limit=9) == ((NEXT_MORNING, "001/a1"), (MORNING, "001/a1"))
    assert store.search("源", limit=9) == ((MORNING, a_story().id),)
    assert store.search("能源 会议", limit=9) == ((MORNING, a_story().id),)
    assert store.search("能源 冰雪", limit=9) == ()
    assert store.search("，", limit=9) == ()


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


def test_a_claimed_slot_is_nobody_elses_until_the_lease_ends(store: Store) -> None:
    store.add([a_slot()])
    first = claim_slot(store)
    assert first is not None
    assert claim_slot(store, owner="two") is None
    assert store.leased_until(now=NOON) == NOON + LEASE
    second = claim_slot(store, owner="two", now=NOON + LEASE)
    assert second is not None
    assert not store.settle(MORNING, SlotState.FAILED, claim=first)
    assert store.settle(MORNING, SlotState.BUILT, claim=second)
    assert claim_slot(store, now=NOON + 9 * HOUR) is None
    assert store.leased_until(now=NOON + LEASE) is None


def test_a_renewed_slot_stays_its_workers(store: Store) -> None:
    store.add([a_slot()])
    mine = claim_slot(store)
    assert mine is not None
    store.renew_slot(mine, until=NOON + HOUR)
    assert claim_slot(store, owner="two", now=NOON + LEASE) is None


def test_a_slot_put_back_is_due_again_with_its_reason(store: Store) -> None:
    store.add([a_slot()])
    mine = claim_slot(store)
    assert mine is not None
    store.put_back_slot(mine, reason="locked")
    assert store.open_slots(now=NOON)[0].reason == "locked"
    assert claim_slot(store, owner="two") is not None


def test_open_slots_are_those_that_are_due_and_not_settled(store: Store) -> None:
    early, late = a_slot(), a_slot(NEXT_MORNING, due=NOON + HOUR)
    store.add([late, early])
    assert store.open_slots(now=NOON) == (early,)
    assert store.open_slots(now=NOON + HOUR) == (early, late)
    store.settle(MORNING, SlotState.BUILT)
    assert store.open_slots(now=NOON + HOUR) == (late,)


def test_who_has_lost_the_slot_cannot_publish(store: Store) -> None:
    store.add([a_slot()])
    first = claim_slot(store)
    second = claim_slot(store, owner="two", now=NOON + LEASE)
    with pytest.raises(FencedError):
        publish(store, an_edition(), claim=first)
    assert store.edition(MORNING) is None
    publish(store, an_edition(title="第二个"), claim=second)
    found = store.edition(MORNING)
    assert found is not None
    assert found.title == "第二个"


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
    assert again.deliveries(limit=1) == (a_delivery(),)
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


def test_only_the_named_deliveries_are_claimed_where_some_are(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery("a"), a_delivery("b")))
    until = NOON + LEASE
    wanted = [a_delivery("b").id]
    found = store.claim("file", owner="one", now=NOON, until=until, limit=9, among=wanted)
    assert [each.delivery.recipient for each in found] == ["b"]
    assert [each.delivery.recipient for each in claim(store)] == ["a"]


def test_a_delivery_can_be_added_later_and_stays_as_it_is(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery("a"),))
    (claimed,) = claim(store)
    store.mark_sent(claimed, Receipt(reference="ok"), now=NOON)
    store.post([a_delivery("a"), a_delivery("b")])
    found = {each.recipient: each.state for each in store.deliveries(limit=9)}
    assert found == {"a": DeliveryState.SENT, "b": DeliveryState.PENDING}


def test_one_is_recorded_as_sent_and_the_next_handed_over_together(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery("a"), a_delivery("b")))
    first, second = claim(store)
    store.hand_over(first, now=NOON, until=NOON + LEASE)
    receipt = Receipt(reference="250 OK")
    later = NOON + LEASE / 2
    done = store.pass_on(first, receipt, then=second, now=later, until=later + LEASE)
    assert done == (True, True)
    assert store.attempts_since("file", NOON, limit=9) == (later,)
    assert claim(store, owner="two", now=NOON + LEASE) == ()
    (lost,) = claim(store, owner="two", now=later + LEASE)
    assert (lost.delivery.recipient, lost.delivery.ambiguous) == ("b", True)


def test_what_was_sent_is_recorded_though_the_next_is_another_workers(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery("a"), a_delivery("b")))
    first, second = claim(store)
    store.renew([first], until=NOON + HOUR)
    claim(store, owner="two", now=NOON + LEASE)
    receipt, until = Receipt(reference="250 OK"), NOON + HOUR
    assert store.pass_on(first, receipt, then=second, now=NOON + LEASE, until=until) == (
        True,
        False,
    )


def test_a_hand_over_that_is_noted_twice_counts_once(store: Store) -> None:
    publish(store, an_edition(), deliveries=(a_delivery(),))
    (mine,) = claim(store)
    for _ in range(2):
        assert store.hand_over(mine, now=NOON, until=NOON + LEASE)
    assert kept(store).attempts == 1
    assert len(store.attempts_since("file", NOON - HOUR, limit=9)) == 1


def test_many_named_deliveries_are_claimed_and_put_back(store: Store) -> None:
    many = [a_delivery(f"{n:04}") for n in range(1000)]
    publish(store, an_edition(), deliveries=tuple(many))
    wanted, until = [each.id for each in many[1:]], NOON + LEASE
    found = store.claim("file", owner="one", now=NOON, until=until, limit=990, among=wanted)
    assert len({each.delivery.id for each in found}) == 990
    store.put_back(found)
    assert len(claim(store, owner="two", limit=1000)) == 1000
