"""A store that forgets everything when the program ends: for trials and tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from digest.errors import StoreError
from digest.model.deliveries import (
    Delivery,
    DeliveryId,
    DeliveryState,
    Receipt,
    Slot,
    SlotState,
)
from digest.model.documents import Document, DocumentId
from digest.model.editions import Edition, EditionId, Rendition
from digest.stores.bodies import content_hash, edition_body
from digest.stores.rules import check_number, check_repeat, check_revision


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    edition: Edition
    documents: tuple[Document, ...]
    renditions: tuple[Rendition, ...]
    inputs: Mapping[str, str]


class MemoryStore:
    """Library, press, outbox and slots in one, with the promises of the database."""

    def __init__(self) -> None:
        self._issues: dict[tuple[EditionId, int], _Issue] = {}
        self._first_seen: dict[tuple[DocumentId, str], datetime] = {}
        self._counters: dict[tuple[str, int], int] = {}
        self._deliveries: dict[DeliveryId, Delivery] = {}
        self._slots: dict[EditionId, Slot] = {}
        self._marks: dict[str, datetime] = {}

    def unused(
        self, documents: Sequence[Document], *, brief: str, edition: EditionId
    ) -> tuple[Document, ...]:
        """The documents no other edition of the brief has used."""
        used = {
            _key(document)
            for issue in self._issues.values()
            if issue.edition.brief == brief and issue.edition.id != edition
            for document in issue.documents
        }
        return tuple(document for document in documents if _key(document) not in used)

    def first_seen(self, documents: Sequence[Document]) -> Mapping[DocumentId, datetime]:
        """When each known document was first kept."""
        return {
            document.id: self._first_seen[_key(document)]
            for document in documents
            if _key(document) in self._first_seen
        }

    def documents_of(self, edition: EditionId, *, revision: int) -> tuple[Document, ...]:
        """The documents that went into an edition, in their order."""
        issue = self._issues.get((edition, revision))
        return () if issue is None else issue.documents

    def publish(
        self,
        edition: Edition,
        *,
        documents: Sequence[Document],
        renditions: Sequence[Rendition],
        deliveries: Sequence[Delivery],
        inputs: Mapping[str, str],
        now: datetime,
    ) -> None:
        """Keep an edition and what belongs to it, all or nothing."""
        known = self._issues.get((edition.id, edition.revision))
        if known is not None:
            stored, offered = edition_body(known.edition), edition_body(edition)
            return check_repeat(edition, stored=stored, offered=offered)
        earlier = self._revisions(edition.id)
        check_revision(edition, last=len(earlier))
        own = _number(earlier)
        last = self._counters.get((edition.brief, edition.day.year), 0)
        check_number(edition, own=own, last=last)
        if own is None and edition.number is not None:
            self._counters[edition.brief, edition.day.year] = edition.number
        self._issues[edition.id, edition.revision] = _Issue(
            edition=edition,
            documents=tuple(documents),
            renditions=tuple(renditions),
            inputs=dict(inputs),
        )
        for document in documents:
            self._first_seen.setdefault(_key(document), now.astimezone(UTC))
        for delivery in deliveries:
            self._deliveries.setdefault(delivery.id, delivery)
        return None

    def edition(self, edition: EditionId, *, revision: int | None = None) -> Edition | None:
        """An edition, its newest revision unless one is named."""
        revisions = self._revisions(edition)
        if revision is None:
            return revisions[-1] if revisions else None
        return next((each for each in revisions if each.revision == revision), None)

    def editions(self, *, limit: int) -> tuple[Edition, ...]:
        """The newest revision of each edition, the latest day first."""
        newest = {issue.edition.id: issue.edition for issue in self._issues.values()}
        ordered = sorted(newest.values(), key=lambda each: (each.day, each.id), reverse=True)
        return tuple(ordered[:limit])

    def inputs_of(self, edition: EditionId, *, revision: int) -> Mapping[str, str] | None:
        """What was kept of an edition's other inputs; `None` where there is no such revision."""
        issue = self._issues.get((edition, revision))
        return None if issue is None else issue.inputs

    def renditions(self, edition: EditionId, *, revision: int) -> tuple[Rendition, ...]:
        """The renditions that were published with an edition."""
        issue = self._issues.get((edition, revision))
        return () if issue is None else issue.renditions

    def next_number(self, brief: str, *, day: date, edition: EditionId) -> int:
        """The issue number for an edition: its own if it has one, else the year's next."""
        own = _number(self._revisions(edition))
        return self._counters.get((brief, day.year), 0) + 1 if own is None else own

    def pending(self, *, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Deliveries that are due, oldest first."""
        due = [
            delivery
            for delivery in self._deliveries.values()
            if delivery.state is DeliveryState.PENDING
            and (delivery.due_at is None or delivery.due_at <= now)
        ]
        beginning = datetime.min.replace(tzinfo=UTC)
        due.sort(key=lambda delivery: (delivery.due_at or beginning, delivery.id))
        return tuple(due[:limit])

    def mark_sent(self, delivery: Delivery, receipt: Receipt, *, now: datetime) -> None:
        """Record an accepted delivery."""
        del receipt, now
        self._mark(delivery, DeliveryState.SENT, None)

    def mark_failed(self, delivery: Delivery, error: str, *, now: datetime) -> None:
        """Record a delivery that will not be tried again."""
        del now
        self._mark(delivery, DeliveryState.FAILED, error)

    def add(self, slots: Sequence[Slot]) -> tuple[Slot, ...]:
        """Insert the slots that are missing; returns those that are still due."""
        for slot in slots:
            self._slots.setdefault(slot.key, slot)
        known = (self._slots[slot.key] for slot in slots)
        return tuple(slot for slot in known if slot.state is SlotState.DUE)

    def settle(self, key: EditionId, state: SlotState, *, reason: str | None = None) -> None:
        """Record what became of a slot; a built one stays built."""
        if key not in self._slots:
            raise StoreError("there is no such slot", where=key)
        if self._slots[key].state is not SlotState.BUILT:
            self._slots[key] = replace(self._slots[key], state=state, reason=reason)

    def high_water(self, brief: str) -> datetime | None:
        """The moment up to which slots of a brief are known, in UTC."""
        return self._marks.get(brief)

    def raise_high_water(self, brief: str, moment: datetime) -> None:
        """Move the mark forward; it never goes back."""
        mark = moment.astimezone(UTC)
        self._marks[brief] = max(mark, self._marks.get(brief, mark))

    def recent(self, *, limit: int) -> tuple[Slot, ...]:
        """The latest slots, newest first."""
        ordered = sorted(self._slots.values(), key=lambda slot: (slot.due, slot.key), reverse=True)
        return tuple(ordered[:limit])

    def _revisions(self, edition: EditionId) -> tuple[Edition, ...]:
        found = (issue.edition for key, issue in self._issues.items() if key[0] == edition)
        return tuple(sorted(found, key=lambda each: each.revision))

    def _mark(self, delivery: Delivery, state: DeliveryState, error: str | None) -> None:
        known = self._deliveries.get(delivery.id)
        if known is None:
            raise StoreError("there is no such delivery", where=delivery.id)
        if known.state is DeliveryState.PENDING:
            self._deliveries[delivery.id] = replace(
                known, state=state, attempts=known.attempts + 1, last_error=error
            )


def _key(document: Document) -> tuple[DocumentId, str]:
    return document.id, content_hash(document)


def _number(revisions: Sequence[Edition]) -> int | None:
    return next((each.number for each in revisions if each.number is not None), None)
