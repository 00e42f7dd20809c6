"""What condensing gives: printed sentences, summaries, and how long they may be."""

from dataclasses import dataclass
from enum import StrEnum

from digest.model.traces import TracedText


class Flag(StrEnum):
    """What a reader should know about an item."""

    CUT = "cut"
    TRUNCATED = "truncated"
    HEADLINE_MISSING = "headline_missing"
    LOW_CONFIDENCE = "low_confidence"
    SUSPECT = "suspect"
    EDITED = "edited"


class Trim(StrEnum):
    """Whether a sentence that is too long may lose whole clauses."""

    NONE = "none"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How long a summary may be; at most one of the three is set, none means 120 characters.

    `chars` counts characters without white space, punctuation and `……` included. `ratio` is a
    share of the text's characters, above 0 and at most 1.
    """

    chars: int | None = None
    sentences: int | None = None
    ratio: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSentence:
    """A sentence as printed, traced to its source.

    `score` is the method's own, unscaled; `rank` is 1 for the best. In JSON `start` and `end`
    are those of the first span.
    """

    traced: TracedText
    score: float
    rank: int

    @property
    def text(self) -> str:
        """The printed text."""
        return self.traced.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A condensed article; `sentences` stand in document order.

    `chars_in` and `chars_out` count characters without white space.
    """

    method: str
    sentences: tuple[PrintedSentence, ...]
    title: str | None = None
    source: str | None = None
    keywords: tuple[tuple[str, float], ...] = ()
    flags: tuple[Flag, ...] = ()
    chars_in: int = 0

    @property
    def text(self) -> str:
        """The sentences as one text; Chinese sentences are set without spaces between them."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def chars_out(self) -> int:
        """Characters of the summary without white space."""
        return sum(len("".join(sentence.text.split())) for sentence in self.sentences)
