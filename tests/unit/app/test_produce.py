from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from digest.almanac.lunar import day_names
from digest.app.bench import Bench, Reader
from digest.app.produce import Outcome, Produced, produce, rehearse, revise
from digest.channels.folder import FolderChannel
from digest.errors import DeliveryError, InputError, StoreError, TemporaryError
from digest.model.deliveries import Slot
from digest.model.documents import Document
from digest.model.editions import Edition, EditionId, Incident
from digest.model.plans import BriefPlan, EmptyPolicy, OutputPlan, Window
from digest.protocols import Source
from digest.stores.memory import MemoryStore
from tests.fakes import (
    DAY,
    MORNING,
    NOON,
    BrokenSource,
    ListSource,
    PlainRenderer,
    RecordingChannel,
    a_document,
    a_plan,
    a_worker,
    an_edition,
    one_story_a_document,
)

HOUR = timedelta(hours=1)
SLOT = Slot(key=MORNING, brief="morning", due=NOON)
NEXT = Slot(key=EditionId("2024-03-28/morning"), brief="morning", due=NOON + 24 * HOUR)


def a_bench(
    *sources: Source,
    store: MemoryStore | None = None,
    channel: RecordingChannel | None = None,
    now: datetime = NOON,
) -> Bench:
    return Bench(
        sources={source.name: source for source in sources},
        store=store or MemoryStore(),
        make=one_story_a_document,
        renderer_of=lambda output: PlainRenderer(format=output.template.rpartition(".")[2]),
        channels={"file": channel or RecordingChannel()},
        worker=a_worker(now=now),
        page_date=lambda document: document.imprint.date,
        day_names=day_names,
    )


def listing(*documents: Document | InputError) -> ListSource:
    return ListSource(found=documents)


def texts(produced: Produced) -> list[str]:
    return [s.text for story in produced.edition.stories for s in story.summary]


def make(
    bench: Bench, plan: BriefPlan | None = None, slot: Slot = SLOT, now: datetime = NOON
) -> Produced:
    return produce(plan or a_plan(), slot=slot, now=now, bench=bench)


def test_an_edition_is_made_kept_and_written() -> None:
    channel = RecordingChannel()
    bench = a_bench(listing(a_document(content="要闻")), channel=channel)
    produced = make(bench)
    assert produced.outcome is Outcome.BUILT
    assert texts(produced) == ["要闻"]
    assert produced.edition.number == 1
    assert produced.delivered == ("out/2024-03-27-morning.md",)
    assert [name for name, _ in channel.delivered] == ["out/2024-03-27-morning.md"]
    assert bench.store.edition(MORNING) == produced.edition


def test_a_reader_for_whom_there_is_nothing_gets_nothing_where_that_is_skipped() -> None:
    readers = (Reader(address="a@b.cn"), Reader(address="c@b.cn", include=("能源",)))
    bench = replace(a_bench(listing(a_document(content="要闻"))), readers_of=lambda _: readers)
    mail = OutputPlan(to="mail", template="mail.html.j2", recipients=("office",))
    plan = replace(a_plan(outputs=[mail]), empty=EmptyPolicy.SKIP)

    def reached(plan: BriefPlan) -> list[str]:
        done = rehearse(plan, slot=SLOT, now=NOON, bench=bench)
        return [each.recipient for each in done.deliveries]

    assert reached(plan) == ["a@b.cn"]
    assert reached(replace(plan, empty=EmptyPolicy.SEND_NOTICE)) == ["a@b.cn", "c@b.cn"]


def test_making_it_again_changes_nothing_and_writes_the_same_bytes() -> None:
    channel = RecordingChannel()
    bench = a_bench(listing(a_document(content="要闻")), channel=channel)
    first = make(bench)
    changed = replace(bench, sources={"datong": listing(a_document(content="别的"))})
    second = make(changed, now=NOON + HOUR)
    assert second.outcome is Outcome.UNCHANGED
    assert second.edition == first.edition
    assert channel.delivered[0] == channel.delivered[1]
    assert bench.store.next_number("morning", day=DAY, edition=NEXT.key) == 2


def test_the_files_on_disk_are_written_again_when_they_are_gone(tmp_path: Path) -> None:
    bench = a_bench(listing(a_document()))
    bench = replace(bench, channels={"file": FolderChannel(root=tmp_path)})
    make(bench)
    path = tmp_path / "out" / "2024-03-27-morning.md"
    before = path.read_bytes()
    path.unlink()
    make(bench)
    assert path.read_bytes() == before


def test_an_output_that_is_new_is_rendered_from_the_kept_edition() -> None:
    bench = a_bench(listing(a_document()))
    make(bench)
    outputs = (
        *a_plan().outputs,
        OutputPlan(to="file", template="a.html", path="out/{number}.html"),
    )
    again = make(bench, a_plan(outputs=outputs))
    assert again.outcome is Outcome.UNCHANGED
    assert again.delivered == ("out/2024-03-27-morning.md", "out/1.html")


def test_a_revision_is_made_on_demand_with_the_same_number() -> None:
    bench = a_bench(listing(a_document(content="旧")))
    make(bench)
    make(bench, slot=NEXT)
    fresh = replace(bench, sources={"datong": listing(a_document(content="新"))})
    second = revise(a_plan(), slot=SLOT, now=NOON, bench=fresh)
    assert (second.edition.revision, second.edition.number) == (2, 1)
    assert texts(second) == ["新"]
    assert bench.store.edition(MORNING, revision=1) != second.edition


def test_the_first_revision_can_be_demanded_too() -> None:
    bench = a_bench(listing(a_document()))
    assert revise(a_plan(), slot=SLOT, now=NOON, bench=bench).edition.revision == 1


def test_a_rehearsal_leaves_no_trace() -> None:
    channel = RecordingChannel()
    bench = a_bench(listing(a_document()), channel=channel)
    rehearsed = rehearse(a_plan(), slot=SLOT, now=NOON, bench=bench)
    assert rehearsed.outcome is Outcome.REHEARSED
    assert rehearsed.renditions[0].filename == "out/2024-03-27-morning.md"
    assert bench.store.edition(MORNING) is None
    assert channel.delivered == []
    assert make(bench).edition == rehearsed.edition


def test_a_failing_source_and_a_bad_file_are_incidents_of_the_edition() -> None:
    bad = InputError("the file is empty", where="inbox/b.txt")
    bench = a_bench(BrokenSource(), listing(bad, a_document(content="要闻")))
    produced = make(bench, a_plan(sources=["broken", "datong"]))
    assert texts(produced) == ["要闻"]
    assert produced.edition.incidents == (
        Incident(where="inbox", what="no such folder"),
        Incident(where="inbox/b.txt", what="the file is empty"),
    )


def test_a_document_in_two_sources_is_used_once() -> None:
    other = ListSource(found=(a_document(),), name="other")
    bench = a_bench(listing(a_document()), other)
    assert len(texts(make(bench, a_plan(sources=["datong", "other"])))) == 1


def test_an_empty_day_is_said_or_skipped() -> None:
    bench = a_bench(listing())
    skipping = replace(a_plan(), empty=EmptyPolicy.SKIP)
    skipped = make(bench, skipping)
    assert skipped.outcome is Outcome.EMPTY
    assert bench.store.edition(MORNING) is None
    noticed = make(bench)
    assert noticed.outcome is Outcome.BUILT
    assert noticed.edition.number == 1


def test_since_last_leaves_out_what_an_earlier_edition_used() -> None:
    store = MemoryStore()
    make(a_bench(listing(a_document("a.txt", content="甲")), store=store))
    both = listing(a_document("a.txt", content="甲"), a_document("b.txt", content="乙"))
    assert texts(make(a_bench(both, store=store), slot=NEXT)) == ["乙"]


def windowed(window: Window) -> BriefPlan:
    return replace(a_plan(), window=window)


def test_issue_date_takes_the_pages_of_the_slots_day() -> None:
    found = listing(
        a_document("a.txt", content="今天", day=DAY),
        a_document("b.txt", content="昨天", day=date(2024, 3, 26)),
        a_document("c.txt", content="不知哪天"),
    )
    produced = make(a_bench(found), windowed(Window.ISSUE_DATE))
    assert texts(produced) == ["今天"]
    (incident,) = produced.edition.incidents
    assert incident.where == "inbox/c.txt"


def test_24h_takes_what_was_published_before_the_slot() -> None:
    found = listing(
        a_document("a.txt", content="早", published=NOON - 25 * HOUR),
        a_document("b.txt", content="中", published=NOON - 23 * HOUR),
        a_document("c.txt", content="晚", published=NOON + HOUR),
    )
    bench = a_bench(found)
    assert texts(make(bench, windowed(Window.DAY), now=NOON + 2 * HOUR)) == ["中"]
    assert texts(make(bench, windowed(Window.DAY), slot=NEXT, now=NEXT.due)) == ["晚"]


def test_24h_prints_a_document_without_date_once_when_it_is_new() -> None:
    store, jitter = MemoryStore(), timedelta(seconds=5)
    bench = a_bench(listing(a_document("a.txt", content="甲")), store=store)
    assert texts(make(bench, windowed(Window.DAY), now=NOON + jitter)) == ["甲"]
    both = listing(a_document("a.txt", content="甲"), a_document("b.txt", content="乙"))
    bench = a_bench(both, store=store)
    assert texts(make(bench, windowed(Window.DAY), slot=NEXT, now=NEXT.due)) == ["乙"]


def test_24h_of_a_day_long_past_does_not_take_what_is_new_today() -> None:
    bench = a_bench(listing(a_document()))
    produced = make(bench, windowed(Window.DAY), now=NOON + timedelta(days=300))
    assert texts(produced) == []


def test_a_late_edition_says_so() -> None:
    bench = a_bench(listing(a_document()))
    produced = produce(a_plan(), slot=SLOT, now=NOON, bench=bench, late=True)
    assert produced.edition.title.endswith("（补发）")


def test_a_file_that_cannot_be_written_is_reported_and_waits() -> None:
    full = DeliveryError("the disk is full", temporary=True, where="out/a.md")
    channel = RecordingChannel(error=full)
    bench = a_bench(listing(a_document()), channel=channel)
    produced = make(bench)
    assert produced.outcome is Outcome.BUILT
    assert produced.failed == (Incident(where="out/a.md", what="the disk is full"),)
    channel.error = None
    later = replace(bench, worker=a_worker(now=NOON + HOUR))
    again = make(later, now=NOON + HOUR)
    assert again.failed == ()
    assert bench.store.next_due(now=NOON + HOUR) is None


class Racing(MemoryStore):
    """Another edition takes the next number just before this one is published."""

    def __init__(self, *, rivals: int) -> None:
        super().__init__()
        self._rivals = rivals

    def next_number(self, brief: str, *, day: date, edition: EditionId) -> int:
        number = super().next_number(brief, day=day, edition=edition)
        if self._rivals:
            self._rivals -= 1
            rival = EditionId(f"2024-01-0{self._rivals + 1}/morning")
            super().publish(
                an_edition(key=rival, number=number),
                documents=(),
                renditions=(),
                deliveries=(),
                inputs={},
                now=NOON,
            )
        return number


def test_a_number_that_was_taken_meanwhile_is_asked_for_again() -> None:
    produced = make(a_bench(listing(a_document()), store=Racing(rivals=3)))
    assert produced.edition.number == 4
    assert "第4期" in produced.renditions[0].body.decode()


def test_numbers_are_not_asked_for_without_end() -> None:
    with pytest.raises(TemporaryError):
        make(a_bench(listing(a_document()), store=Racing(rivals=9)))


def test_when_another_process_was_first_its_edition_counts() -> None:
    store = MemoryStore()
    rival = an_edition(number=1, title="先到")

    def slow(documents: Sequence[Document], **asked: object) -> Edition:
        del documents, asked
        rest = {"documents": (), "renditions": (), "deliveries": (), "inputs": {}, "now": NOON}
        store.publish(rival, **rest)  # type: ignore[arg-type]  # the same for every test
        return an_edition(number=1, title="后到")

    bench = replace(a_bench(listing(a_document()), store=store), make=slow)
    produced = make(bench)
    assert produced.outcome is Outcome.UNCHANGED
    assert produced.edition.title == "先到"


def test_a_store_that_fails_is_an_error_and_nothing_is_written() -> None:
    class Full(MemoryStore):
        def publish(self, edition: Edition, **rest: object) -> None:
            del rest
            raise StoreError("the disk is full", where=edition.id)

    channel = RecordingChannel()
    with pytest.raises(StoreError, match="the disk is full"):
        make(a_bench(listing(a_document()), store=Full(), channel=channel))
    assert channel.delivered == []
