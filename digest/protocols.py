"""The seams: what a source, splitter, tokenizer, summarizer, renderer, channel and store do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from digest.errors import InputError
from digest.model.articles import PageArticles, Token, TokenizedArticle
from digest.model.deliveries import Delivery, Receipt, Slot, SlotState
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
    ) -> None:
        """Keep an edition, what it used and what is to be delivered, in one transaction.

        Safe to repeat with the same edition. Raises StoreError where another edition stands
        under the same id and revision.
        """
        ...

    def edition(self, edition: EditionId, *, revision: int | None = None) -> Edition | None:
        """An edition, its newest revision unless one is named."""
        ...

    def editions(self, *, limit: int) -> tuple[Edition, ...]:
        """The newest revision of the latest editions, newest first."""
        ...

    def renditions(self, edition: EditionId, *, revision: int) -> tuple[Rendition, ...]:
        """The renditions that were published with an edition."""
        ...

    def next_number(self, brief: str, *, day: date, edition: EditionId) -> int:
        """The issue number (期号) for an edition: its own if it has one, else the year's next."""
        ...


class Outbox(Protocol):
    """Deliveries that are waiting."""

    def pending(self, *, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Deliveries that are due, oldest first."""
        ...

    def mark_sent(self, delivery: Delivery, receipt: Receipt, *, now: datetime) -> None:
        """Record an accepted delivery."""
        ...

    def mark_failed(self, delivery: Delivery, error: str, *, now: datetime) -> None:
        """Record a delivery that will not be tried again."""
        ...


class Slots(Protocol):
    """Which editions are due and what became of them."""

    def add(self, slots: Sequence[Slot]) -> tuple[Slot, ...]:
        """Insert the slots that are missing; returns those that are still due."""
        ...

    def settle(self, key: EditionId, state: SlotState, *, reason: str | None = None) -> None:
        """Record what became of a slot."""
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
