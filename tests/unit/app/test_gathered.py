"""Digests are put together from the editions of another brief, those and no others."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from digest.app.bench import Bench
from digest.app.catch_up import catch_up
from digest.app.gathered import GATHERED, find_editions
from digest.app.produce import Outcome, produce
from digest.app.rebuild import rebuild
from digest.app.verify import verify_kept
from digest.errors import UsageError
from digest.model.deliveries import ReleaseOrder, Slot, SlotState
from digest.model.editions import Edition, EditionId, StoryId
from digest.model.overlays import Overlay
from digest.model.plans import BriefPlan, EmptyPolicy
from digest.stores.memory import MemoryStore
from tests.fakes import NOON, a_document, a_plan, a_story, an_edition
from tests.unit.app.test_produce import a_bench, listing, make

FRIDAY = date(2024, 3, 29)
DUE = datetime(2024, 3, 29, 8, tzinfo=UTC)
WEEKLY = replace(a_plan(brief="weekly"), sources=(), editions="morning")
SLOT = Slot(key=EditionId("2024-03-29/weekly"), brief="weekly", due=DUE)


def of_day(day: int, revision: int = 1, text: str = "要闻") -> Edition:
    key = EditionId(f"2024-03-{day}/morning")
    return an_edition(
        key=key,
        revision=revision,
        day=date(2024, 3, day),
        stories=[a_story(f"{day}/a1", f"{day}日{text}。")],
    )


def publish(store: MemoryStore, edition: Edition, *, waits: bool = False) -> None:
    order = ReleaseOrder(edition=edition.id, revision=edition.revision)
    store.publish(
        edition, documents=(), renditions=(), deliveries=(), inputs={}, now=NOON,
        release=order if waits else None,
    )  # fmt: skip


def a_week(*editions: Edition) -> Bench:
    store = MemoryStore()
    for each in editions:
        publish(store, each)
    return a_bench(store=store, now=DUE)


def held(bench: Bench, plan: BriefPlan = WEEKLY) -> list[str]:
    found, _ = find_editions(plan, SLOT, bench=bench)
    return [f"{each.id}@{each.revision}" for each in found]


def test_a_digest_holds_the_editions_since_the_one_before_it() -> None:
    bench = a_week(*map(of_day, (21, 22, 23, 25, 29, 30)))
    evening = an_edition(key=EditionId("2024-03-26/evening"), brief="evening")
    publish(bench.store, evening)  # type: ignore[arg-type]

    # The fakes' editions are due at midnight, the digest at 8 o'clock: the 22nd was last week's.
    assert held(bench) == ["2024-03-23/morning@1", "2024-03-25/morning@1", "2024-03-29/morning@1"]


def test_a_digest_is_kept_with_the_names_of_its_editions_and_its_own_number() -> None:
    bench = a_week(of_day(25), of_day(26))
    produced = produce(WEEKLY, slot=SLOT, now=DUE, bench=bench)

    edition = produced.edition
    assert (edition.id, edition.brief, edition.number) == (SLOT.key, "weekly", 1)
    assert edition.gathered == ("2024-03-25/morning", "2024-03-26/morning")
    assert [each.id for each in edition.stories] == [
        "2024-03-26/morning/26/a1",
        "2024-03-25/morning/25/a1",
    ]
    inputs = bench.store.inputs_of(SLOT.key, revision=1)
    assert inputs is not None
    assert inputs[GATHERED] == "2024-03-25/morning@1 2024-03-26/morning@1"


def test_what_nobody_has_released_is_left_out_and_told() -> None:
    bench = a_week(of_day(25))
    publish(bench.store, of_day(26), waits=True)  # type: ignore[arg-type]
    produced = produce(WEEKLY, slot=SLOT, now=DUE, bench=bench)

    assert produced.edition.gathered == ("2024-03-25/morning",)
    (incident,) = produced.edition.incidents
    assert (incident.where, incident.what) == ("2024-03-26/morning", "尚未签发，未收入本期")


def test_without_editions_a_digest_says_so_or_is_left_out() -> None:
    said = produce(WEEKLY, slot=SLOT, now=DUE, bench=a_week())
    assert (said.outcome, said.edition.gathered) == (Outcome.BUILT, ())
    skipping = replace(WEEKLY, empty=EmptyPolicy.SKIP)
    assert produce(skipping, slot=SLOT, now=DUE, bench=a_week()).outcome is Outcome.EMPTY


def test_a_digest_waits_for_an_edition_that_is_still_to_be_made() -> None:
    bench = a_week(of_day(25))
    morning = a_plan()
    before = Slot(key=EditionId("2024-03-29/morning"), brief="morning", due=DUE)
    slots = {"morning": before, "weekly": SLOT}
    # Another process makes it now.
    bench.store.add([before])
    claim = bench.store.claim_slot(
        before.key, owner="another", now=DUE, until=DUE + timedelta(seconds=30)
    )
    assert claim is not None

    def tick() -> list[tuple[str, SlotState]]:
        done = catch_up(
            [WEEKLY, morning],
            now=DUE,
            bench=bench,
            due_slots=lambda plan, after, until: [
                slot for slot in (slots[plan.name],) if after < slot.due <= until
            ],
        )
        return [(each.slot.brief, each.state) for each in done]

    assert tick() == []
    bench.store.settle(before.key, SlotState.BUILT, claim=claim)
    assert tick() == [("weekly", SlotState.BUILT)]


def test_a_digest_is_rebuilt_and_checked_against_the_documents_of_its_editions() -> None:
    bench = a_bench(listing(a_document(content="要闻")), now=DUE)
    made = make(bench, slot=Slot(key=EditionId("2024-03-27/morning"), brief="morning", due=NOON))
    kept = produce(WEEKLY, slot=SLOT, now=DUE, bench=bench).edition

    assert len(kept.stories) == len(made.edition.stories) == 1
    assert rebuild(kept, plan=WEEKLY, bench=bench, read_overlay=no_overlay).is_same
    assert verify_kept(kept, bench.store) == (1, None)
    forged = replace(kept.stories[0], id=StoryId(f"{made.edition.id}/x"), sources=())
    section = replace(kept.sections[0], stories=(forged,))
    _, fault = verify_kept(replace(kept, sections=(section,)), bench.store)
    assert fault is not None


def no_overlay(text: str, edition: Edition) -> Overlay:
    raise UsageError("there is no overlay", where=text or edition.id)
