"""A store that forgets everything when the program ends: for trials and tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from digest.errors import FencedError, StoreError
from digest.model.deliveries import (
    Claim,
    Delivery,
    DeliveryId,
    DeliveryState,
    Pause,
    Receipt,
    ReleaseOrder,
    Slot,
    SlotClaim,
    SlotState,
)
from digest.model.documents import Document, DocumentId
from digest.model.editions import Edition, EditionId, Rendition
from digest.stores.bodies import content_hash, edition_body
from digest.stores.rules import check_number, check_repeat, check_revision
from digest.stores.terms import normal, story_text, terms_of

BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    edition: Edition
    documents: tuple[Document, ...]
    renditions: tuple[Rendition, ...]
    inputs: Mapping[str, str]


@dataclass(slots=True)
class _Lease:
    owner: str | None = None
    token: int = 0
    until: datetime | None = None
    handed_over: bool = False

    def is_free(self, now: datetime) -> bool:
        return self.until is None or self.until <= now

    def take(self, owner: str, until: datetime) -> int:
        self.owner, self.token, self.until = owner, self.token + 1, until
        return self.token

    def end(self) -> None:
        self.owner = self.until = None
        self.handed_over = False


class MemoryStore:
    """Library, press, outbox and slots in one, with the promises of the database."""

    def __init__(self) -> None:
        self._issues: dict[tuple[EditionId, int], _Issue] = {}
        self._first_seen: dict[tuple[DocumentId, str], datetime] = {}
        self._counters: dict[tuple[str, int], int] = {}
        self._deliveries: dict[DeliveryId, Delivery] = {}
        self._leases: dict[DeliveryId, _Lease] = {}
        self._attempts: dict[tuple[DeliveryId, int], tuple[str, datetime]] = {}
        self._pauses: dict[str, Pause] = {}
        self._releases: dict[tuple[EditionId, int], ReleaseOrder] = {}
        self._slots: dict[EditionId, Slot] = {}
        self._slot_leases: dict[EditionId, _Lease] = {}
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
        claim: SlotClaim | None = None,
        release: ReleaseOrder | None = None,
    ) -> None:
        """Keep an edition and what belongs to it, all or nothing."""
        if claim is not None and not self._holds(claim):
            raise FencedError("another process makes this edition now", where=edition.id)
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
        for older in list(self._deliveries.values()):
            if older.edition == edition.id and self._lease(older.id).until is None:
                self._drop(older.id, f"revision {edition.revision} takes its place")
        for delivery in deliveries:
            self._deliveries.setdefault(delivery.id, delivery)
        if release is not None:
            self._releases[release.edition, release.revision] = release
        return None

    def edition(self, edition: EditionId, *, revision: int | None = None) -> Edition | None:
        """An edition, its newest revision unless one is named."""
        revisions = self._revisions(edition)
        if revision is None:
            return revisions[-1] if revisions else None
        return next((each for each in revisions if each.revision == revision), None)

    def editions(
        self,
        *,
        limit: int,
        brief: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Edition, ...]:
        """The newest revision of each edition, the latest day first."""
        newest = {issue.edition.id: issue.edition for issue in self._issues.values()}
        fit = [
            each
            for each in newest.values()
            if brief in (None, each.brief)
            and (since is None or since <= each.day)
            and (until is None or each.day <= until)
        ]
        ordered = sorted(fit, key=lambda each: (each.day, each.id), reverse=True)
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

    def claim(
        self,
        channel: str,
        *,
        owner: str,
        now: datetime,
        until: datetime,
        limit: int,
        among: Sequence[DeliveryId] = (),
    ) -> tuple[Claim, ...]:
        """Take deliveries of a channel that are due, oldest first; none while it is paused."""
        pause = self._pauses.get(channel)
        if pause is not None and pause.until > now:
            return ()
        named = set(among)
        due = [
            each
            for each in self._deliveries.values()
            if each.channel == channel and _is_due(each, now) and self._lease(each.id).is_free(now)
            if not named or each.id in named
        ]
        due.sort(key=lambda each: (each.due_at or BEGINNING, each.id))
        return tuple(self._take(each, owner, until) for each in due[:limit])

    def post(self, deliveries: Sequence[Delivery]) -> None:
        """Add deliveries of an edition that is kept; one that is there already stays as it is."""
        for each in deliveries:
            self._deliveries.setdefault(each.id, each)

    def renew(self, claims: Sequence[Claim], *, until: datetime) -> None:
        """Hold claims for longer."""
        for claim in claims:
            if self._is_mine(claim):
                self._lease(claim.delivery.id).until = until

    def hand_over(self, claim: Claim, *, now: datetime, until: datetime) -> bool:
        """Note, before it is done, that a delivery is handed to its channel."""
        if not self._is_mine(claim):
            return False
        lease = self._lease(claim.delivery.id)
        is_noted, lease.until, lease.handed_over = lease.handed_over, until, True
        if not is_noted:
            known = self._deliveries[claim.delivery.id]
            self._deliveries[known.id] = replace(known, attempts=known.attempts + 1)
            self._attempts[known.id, claim.token] = known.channel, now
        return True

    def mark_sent(self, claim: Claim, receipt: Receipt, *, now: datetime) -> bool:
        """Record an accepted delivery; its channel is no longer paused."""
        del receipt, now
        done = self._end(claim, state=DeliveryState.SENT, last_error=None)
        if done:
            self._pauses.pop(claim.delivery.channel, None)
        return done

    def pass_on(
        self, claim: Claim, receipt: Receipt, *, then: Claim, now: datetime, until: datetime
    ) -> tuple[bool, bool]:
        """Record an accepted delivery and note the next one's hand-over."""
        return (
            self.mark_sent(claim, receipt, now=now),
            self.hand_over(then, now=now, until=until),
        )

    def mark_later(
        self, claim: Claim, error: str, *, due_at: datetime, now: datetime, ambiguous: bool
    ) -> bool:
        """Record a failed attempt and when the next one is due."""
        del now
        return self._end(claim, due_at=due_at, last_error=error, ambiguous=ambiguous)

    def mark_ended(
        self, claim: Claim, state: DeliveryState, error: str, *, now: datetime, ambiguous: bool
    ) -> bool:
        """Record a delivery that will not be tried again: failed, or held for a person."""
        del now
        return self._end(claim, state=state, last_error=error, ambiguous=ambiguous)

    def put_back(self, claims: Sequence[Claim]) -> None:
        """Give claims up untried; the attempt that was noted does not count."""
        for claim in claims:
            if not self._is_mine(claim):
                continue
            known, lease = self._deliveries[claim.delivery.id], self._lease(claim.delivery.id)
            if lease.handed_over:
                self._deliveries[known.id] = replace(known, attempts=known.attempts - 1)
                self._attempts.pop((known.id, claim.token))
            lease.end()

    def pause(self, channel: str, *, until: datetime, reason: str) -> None:
        """Claim nothing of a channel until then."""
        known = self._pauses.get(channel)
        count = 1 if known is None else known.count + 1
        self._pauses[channel] = Pause(channel=channel, until=until, reason=reason, count=count)

    def resume(self, channel: str) -> None:
        """Claim deliveries of a channel again."""
        self._pauses.pop(channel, None)

    def pauses(self) -> tuple[Pause, ...]:
        """The channels that were paused and have accepted nothing since."""
        return tuple(self._pauses[name] for name in sorted(self._pauses))

    def attempts_since(self, channel: str, moment: datetime, *, limit: int) -> tuple[datetime, ...]:
        """When deliveries were handed to a channel later than `moment`, the latest first."""
        found = (at for name, at in self._attempts.values() if name == channel and at > moment)
        return tuple(sorted(found, reverse=True)[:limit])

    def waiting_channels(self, *, now: datetime) -> tuple[str, ...]:
        """The channels for which deliveries are due, leased or not."""
        due = {each.channel for each in self._deliveries.values() if _is_due(each, now)}
        return tuple(sorted(due))

    def next_due(self, *, now: datetime) -> datetime | None:
        """When the next pending delivery can be claimed."""
        moments = []
        for each in self._deliveries.values():
            if each.state is DeliveryState.PENDING:
                pause = self._pauses.get(each.channel)
                ends = (each.due_at, self._lease(each.id).until, pause.until if pause else None)
                moments.append(max([now, *(moment for moment in ends if moment is not None)]))
        return min(moments, default=None)

    def deliveries(
        self,
        *,
        limit: int,
        states: Sequence[DeliveryState] = (),
        edition: EditionId | None = None,
    ) -> tuple[Delivery, ...]:
        """Deliveries of these states, of all if none is named; the latest editions first."""
        found = [
            each
            for each in self._deliveries.values()
            if (not states or each.state in states) and edition in {None, each.edition}
        ]
        found.sort(key=lambda each: each.id)
        found.sort(key=lambda each: (each.edition, each.revision), reverse=True)
        return tuple(found[:limit])

    def try_again(self, delivery: DeliveryId, *, now: datetime) -> bool:
        """Let a failed, held, dropped or delayed delivery be tried now; a sent one stays sent."""
        known = self._deliveries.get(delivery)
        if known is None or known.state in {DeliveryState.SENT, DeliveryState.WAITING}:
            return False
        if not self._lease(delivery).is_free(now):
            return False
        self._lease(delivery).end()
        self._deliveries[delivery] = replace(
            known, state=DeliveryState.PENDING, due_at=None, since=now
        )
        return True

    def drop(self, delivery: DeliveryId) -> bool:
        """See that a delivery that has not been sent never is."""
        known = self._deliveries.get(delivery)
        if known is None or known.state is DeliveryState.SENT:
            return False
        self._lease(delivery).end()
        self._deliveries[delivery] = replace(known, state=DeliveryState.DROPPED)
        return True

    def unreleased(self) -> tuple[ReleaseOrder, ...]:
        """The editions nobody has released, the newest revision of each."""
        return tuple(
            order
            for key, order in sorted(self._releases.items())
            if order.released_at is None and self._newest(key)
        )

    def release(self, edition: EditionId, *, revision: int, by: str, now: datetime) -> bool:
        """Let an edition's deliveries go; False where it is released already."""
        order = self._releases.get((edition, revision))
        if order is None or order.released_at is not None:
            return False
        self._releases[edition, revision] = replace(order, released_by=by, released_at=now)
        for each in list(self._deliveries.values()):
            if (each.edition, each.revision, each.state) == (
                edition,
                revision,
                DeliveryState.WAITING,
            ):
                freed = replace(each, state=DeliveryState.PENDING, since=now)
                self._deliveries[each.id] = freed
        return True

    def search(self, words: str, *, limit: int) -> tuple[tuple[EditionId, str], ...]:
        """The editions and stories that may hold all the words, the latest first."""
        wanted = terms_of(words)
        found = [
            (edition.id, str(story.id))
            for edition in self.editions(limit=len(self._issues))
            for story in edition.stories
            if wanted and all(term in normal(story_text(story)) for term in wanted)
        ]
        found.sort(key=lambda each: each[1])
        found.sort(key=lambda each: each[0], reverse=True)
        return tuple(found[:limit])

    def add(self, slots: Sequence[Slot]) -> tuple[Slot, ...]:
        """Insert the slots that are missing; returns those that are still due."""
        for slot in slots:
            self._slots.setdefault(slot.key, slot)
        known = (self._slots[slot.key] for slot in slots)
        return tuple(slot for slot in known if slot.state is SlotState.DUE)

    def open_slots(self, *, now: datetime) -> tuple[Slot, ...]:
        """All slots that are due and not settled, whoever works at them, the earliest first."""
        due = (s for s in self._slots.values() if s.state is SlotState.DUE and s.due <= now)
        return tuple(sorted(due, key=lambda slot: (slot.due, slot.key)))

    def claim_slot(
        self, key: EditionId, *, owner: str, now: datetime, until: datetime
    ) -> SlotClaim | None:
        """Take a slot that is due; `None` where it is settled or another worker's."""
        slot, lease = self._slots.get(key), self._slot_lease(key)
        if slot is None or slot.state is not SlotState.DUE or not lease.is_free(now):
            return None
        return SlotClaim(slot=slot, owner=owner, token=lease.take(owner, until))

    def renew_slot(self, claim: SlotClaim, *, until: datetime) -> None:
        """Hold a slot for longer."""
        if self._holds(claim):
            self._slot_lease(claim.slot.key).until = until

    def put_back_slot(self, claim: SlotClaim, *, reason: str | None) -> None:
        """Give a slot up unsettled, with what kept it from being made."""
        if self._holds(claim):
            key = claim.slot.key
            self._slot_lease(key).end()
            self._slots[key] = replace(self._slots[key], reason=reason)

    def leased_until(self, *, now: datetime) -> datetime | None:
        """When the first lease of an unsettled slot ends; `None` where nobody works at one."""
        ends = (self._slot_lease(slot.key).until for slot in self.open_slots(now=now))
        return min((end for end in ends if end is not None and end > now), default=None)

    def settle(
        self,
        key: EditionId,
        state: SlotState,
        *,
        reason: str | None = None,
        claim: SlotClaim | None = None,
    ) -> bool:
        """Record what became of a slot; a built one stays built."""
        if key not in self._slots:
            raise StoreError("there is no such slot", where=key)
        if claim is not None and not self._holds(claim):
            return False
        if self._slots[key].state is not SlotState.BUILT:
            self._slot_lease(key).end()
            self._slots[key] = replace(self._slots[key], state=state, reason=reason)
        return True

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

    def _newest(self, key: tuple[EditionId, int]) -> bool:
        return key[1] == max(revision for edition, revision in self._issues if edition == key[0])

    def _lease(self, key: DeliveryId) -> _Lease:
        return self._leases.setdefault(key, _Lease())

    def _slot_lease(self, key: EditionId) -> _Lease:
        return self._slot_leases.setdefault(key, _Lease())

    def _holds(self, claim: SlotClaim) -> bool:
        lease, slot = self._slot_lease(claim.slot.key), self._slots.get(claim.slot.key)
        is_due = slot is not None and slot.state is SlotState.DUE
        return is_due and (lease.owner, lease.token) == (claim.owner, claim.token)

    def _is_mine(self, claim: Claim) -> bool:
        lease, known = self._lease(claim.delivery.id), self._deliveries[claim.delivery.id]
        is_pending = known.state is DeliveryState.PENDING
        return is_pending and (lease.owner, lease.token) == (claim.owner, claim.token)

    def _take(self, delivery: Delivery, owner: str, until: datetime) -> Claim:
        lease = self._lease(delivery.id)
        known = replace(delivery, ambiguous=delivery.ambiguous or lease.handed_over)
        self._deliveries[delivery.id] = known
        lease.handed_over = False
        return Claim(delivery=known, owner=owner, token=lease.take(owner, until))

    def _end(
        self,
        claim: Claim,
        *,
        last_error: str | None,
        state: DeliveryState = DeliveryState.PENDING,
        due_at: datetime | None = None,
        ambiguous: bool = False,
    ) -> bool:
        if not self._is_mine(claim):
            return False
        known = self._deliveries[claim.delivery.id]
        self._lease(known.id).end()
        self._deliveries[known.id] = replace(
            known,
            state=state,
            due_at=due_at or known.due_at,
            last_error=last_error,
            ambiguous=known.ambiguous or ambiguous,
        )
        return True

    def _drop(self, key: DeliveryId, error: str) -> None:
        known = self._deliveries[key]
        if known.state in {DeliveryState.PENDING, DeliveryState.WAITING}:
            self._deliveries[key] = replace(known, state=DeliveryState.DROPPED, last_error=error)


def _key(document: Document) -> tuple[DocumentId, str]:
    return document.id, content_hash(document)


def _number(revisions: Sequence[Edition]) -> int | None:
    return next((each.number for each in revisions if each.number is not None), None)


def _is_due(delivery: Delivery, now: datetime) -> bool:
    due = delivery.due_at is None or delivery.due_at <= now
    return due and delivery.state is DeliveryState.PENDING
