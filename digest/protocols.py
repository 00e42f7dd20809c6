"""The seams: what a source, splitter, tokenizer, summarizer, renderer, channel and store do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from digest.errors import InputError
from digest.model.articles import PageArticles, Token, TokenizedArticle
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


class SentenceRule(StrEnum):
    """How a method wants a text cut into sentences."""

    DIGEST = "digest"
    TEXTRANK4ZH = "textrank4zh"


class Source(Protocol):
    """Somewhere documents come from."""

    @property
    def name(self) -> str: ...

    def fetch(self, *, since: datetime | None, now: datetime) -> Iterable[Document | InputError]:
        """The source's documents in a stable order.

        A document that cannot be read comes as its error, in its place, and the others follow.
        Raises InputError where the source as a whole cannot be read.
        """
        ...


class PageSplitter(Protocol):
    """Takes a document apart into its articles."""

    def split(self, document: Document) -> PageArticles:
        """The articles of a document, every line accounted for.

        Raises InputError where the document cannot be decoded.
        """
        ...


class Tokenizer(Protocol):
    """Cuts text into words with part-of-speech tags."""

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of `text` in order; joined they give it back."""
        ...

    def tokens_of(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        """The words of each text: `tokens` of one after the other, in less time."""
        ...


class Summarizer(Protocol):
    """Rates sentences; choosing among them is shared by all methods."""

    @property
    def name(self) -> str: ...

    @property
    def sentence_rule(self) -> SentenceRule: ...

    @property
    def reads_tokens(self) -> bool:
        """Whether `rate` looks at tokens; if not, they need not be made."""
        ...

    def rate(self, article: TokenizedArticle) -> tuple[float, ...]:
        """One rating a sentence, the higher the better."""
        ...


class Renderer(Protocol):
    """Gives an edition a form."""

    @property
    def format(self) -> str: ...

    def render(self, edition: Edition) -> Rendition:
        """The edition as bytes; equal editions give equal bytes."""
        ...


class Channel(Protocol):
    """A way to readers."""

    @property
    def name(self) -> str: ...

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        """Hand a delivery over. Raises DeliveryError, temporary or permanent."""
        ...

    def close(self) -> None:
        """Let go of what is held open; the channel can be used again."""
        ...


class Library(Protocol):
    """What is known of documents."""

    def unused(
        self, documents: Sequence[Document], *, brief: str, edition: EditionId
    ) -> tuple[Document, ...]:
        """The documents no other edition of the brief has used; reads only."""
        ...

    def documents_of(self, edition: EditionId, *, revision: int) -> tuple[Document, ...]:
        """The documents that went into an edition, in their order."""
        ...

    def first_seen(self, documents: Sequence[Document]) -> Mapping[DocumentId, datetime]:
        """When each known document was first kept."""
        ...


class Press(Protocol):
    """Where editions are kept."""

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
        """Keep an edition, what it used and what is to be delivered, in one transaction.

        Deliveries of earlier revisions that nobody has sent yet are dropped. With `release` its
        deliveries wait for it. Safe to repeat with the same edition. Raises StoreError where
        another edition stands under the same id and revision, FencedError where `claim` is
        another worker's by now.
        """
        ...

    def edition(self, edition: EditionId, *, revision: int | None = None) -> Edition | None:
        """An edition, its newest revision unless one is named."""
        ...

    def editions(
        self,
        *,
        limit: int,
        brief: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Edition, ...]:
        """The newest revision of the latest editions, newest first.

        Only those of a brief, and of days from `since` to `until`, where these are named.
        """
        ...

    def renditions(self, edition: EditionId, *, revision: int) -> tuple[Rendition, ...]:
        """The renditions that were published with an edition."""
        ...

    def inputs_of(self, edition: EditionId, *, revision: int) -> Mapping[str, str] | None:
        """The `inputs` an edition was published with; `None` where there is no such revision."""
        ...

    def next_number(self, brief: str, *, day: date, edition: EditionId) -> int:
        """The issue number (期号) for an edition: its own if it has one, else the year's next."""
        ...


class Outbox(Protocol):
    """Deliveries that are waiting, each claimed by one worker for the length of a lease.

    What is written with a claim that is another worker's by now changes nothing and gives False.
    """

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
        """Take deliveries of a channel that are due, oldest first; none while it is paused.

        Only those `among` the named ones, where any are. One that was handed over when its
        worker's lease ran out comes back as ambiguous.
        """
        ...

    def post(self, deliveries: Sequence[Delivery]) -> None:
        """Add deliveries of an edition that is kept; one that is there already stays as it is."""
        ...

    def renew(self, claims: Sequence[Claim], *, until: datetime) -> None:
        """Hold claims for longer."""
        ...

    def hand_over(self, claim: Claim, *, now: datetime, until: datetime) -> bool:
        """Note, before it is done, that a delivery is handed to its channel; may be repeated."""
        ...

    def mark_sent(self, claim: Claim, receipt: Receipt, *, now: datetime) -> bool:
        """Record an accepted delivery; its channel is no longer paused."""
        ...

    def pass_on(
        self, claim: Claim, receipt: Receipt, *, then: Claim, now: datetime, until: datetime
    ) -> tuple[bool, bool]:
        """`mark_sent` for one and `hand_over` for the next, kept together or not at all."""
        ...

    def mark_later(
        self, claim: Claim, error: str, *, due_at: datetime, now: datetime, ambiguous: bool
    ) -> bool:
        """Record a failed attempt and when the next one is due."""
        ...

    def mark_ended(
        self, claim: Claim, state: DeliveryState, error: str, *, now: datetime, ambiguous: bool
    ) -> bool:
        """Record a delivery that will not be tried again: failed, or held for a person."""
        ...

    def put_back(self, claims: Sequence[Claim]) -> None:
        """Give claims up untried; the attempt that was noted does not count."""
        ...

    def pause(self, channel: str, *, until: datetime, reason: str) -> None:
        """Claim nothing of a channel until then."""
        ...

    def resume(self, channel: str) -> None:
        """Claim deliveries of a channel again."""
        ...

    def pauses(self) -> tuple[Pause, ...]:
        """The channels that were paused and have accepted nothing since."""
        ...

    def attempts_since(self, channel: str, moment: datetime, *, limit: int) -> tuple[datetime, ...]:
        """When deliveries were handed to a channel later than `moment`, the latest first."""
        ...

    def waiting_channels(self, *, now: datetime) -> tuple[str, ...]:
        """The channels for which deliveries are due, leased or not, in order of their names."""
        ...

    def next_due(self, *, now: datetime) -> datetime | None:
        """When the next pending delivery can be claimed: its time, its lease's end, its pause's."""
        ...

    def deliveries(
        self,
        *,
        limit: int,
        states: Sequence[DeliveryState] = (),
        edition: EditionId | None = None,
    ) -> tuple[Delivery, ...]:
        """Deliveries of these states, of all if none is named; the latest editions first."""
        ...

    def try_again(self, delivery: DeliveryId, *, now: datetime) -> bool:
        """Let a failed, held, dropped or delayed delivery be tried now; a sent one stays sent."""
        ...

    def drop(self, delivery: DeliveryId) -> bool:
        """See that a delivery that has not been sent never is."""
        ...


class Releases(Protocol):
    """Editions that wait for a person."""

    def unreleased(self) -> tuple[ReleaseOrder, ...]:
        """The editions nobody has released, the newest revision of each."""
        ...

    def release(self, edition: EditionId, *, revision: int, by: str, now: datetime) -> bool:
        """Let an edition's deliveries go; False where it is released already."""
        ...


class Slots(Protocol):
    """Which editions are due and what became of them."""

    def add(self, slots: Sequence[Slot]) -> tuple[Slot, ...]:
        """Insert the slots that are missing; returns those that are still due."""
        ...

    def open_slots(self, *, now: datetime) -> tuple[Slot, ...]:
        """All slots that are due and not settled, whoever works at them, the earliest first."""
        ...

    def claim_slot(
        self, key: EditionId, *, owner: str, now: datetime, until: datetime
    ) -> SlotClaim | None:
        """Take a slot that is due; `None` where it is settled or another worker's."""
        ...

    def renew_slot(self, claim: SlotClaim, *, until: datetime) -> None:
        """Hold a slot for longer."""
        ...

    def put_back_slot(self, claim: SlotClaim, *, reason: str | None) -> None:
        """Give a slot up unsettled, with what kept it from being made."""
        ...

    def leased_until(self, *, now: datetime) -> datetime | None:
        """When the first lease of an unsettled slot ends; `None` where nobody works at one."""
        ...

    def settle(
        self,
        key: EditionId,
        state: SlotState,
        *,
        reason: str | None = None,
        claim: SlotClaim | None = None,
    ) -> bool:
        """Record what became of a slot; a built one stays built.

        False where the claim is another worker's by now.
        """
        ...

    def high_water(self, brief: str) -> datetime | None:
        """The moment up to which slots of a brief are known, in UTC."""
        ...

    def raise_high_water(self, brief: str, moment: datetime) -> None:
        """Move the mark forward; it never goes back."""
        ...

    def recent(self, *, limit: int) -> tuple[Slot, ...]:
        """The latest slots, newest first."""
        ...
