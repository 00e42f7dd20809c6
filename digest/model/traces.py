"""Text that knows which characters of its source every character of it comes from."""

from dataclasses import dataclass
from enum import StrEnum


class EditKind(StrEnum):
    """Why a printed text differs from its source."""

    JOIN = "join"
    DELETE = "delete"
    REPAIR = "repair"
    PUNCTUATION = "punctuation"
    GLOSS = "gloss"
    MASK = "mask"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of a decoded source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change: the source characters at `at`, which are `before`, are printed as `after`.

    In JSON `before` and `after` are called `from` and `to`.
    """

    kind: EditKind
    at: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of source characters, copied as it is (`edit is None`) or replaced by `text`."""

    source: Span
    text: str
    before: str
    edit: EditKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedText:
    """A text and the pieces of source it is made of, in reading order.

    The pieces' texts joined are `text`. `digest.text.traces` makes, cuts and joins such texts.
    """

    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The text as it is printed."""
        if len(self.pieces) == 1:
            return self.pieces[0].text
        return "".join(piece.text for piece in self.pieces)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the text stands in its source, in reading order; neighbours are joined."""
        spans: list[Span] = []
        for piece in self.pieces:
            if spans and spans[-1].end == piece.source.start:
                spans[-1] = Span(start=spans[-1].start, end=piece.source.end)
            elif piece.source.start < piece.source.end:
                spans.append(piece.source)
        return tuple(spans)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was changed, in reading order; applied to the joined spans they give `text`."""
        return tuple(
            Edit(kind=piece.edit, at=piece.source, before=piece.before, after=piece.text)
            for piece in self.pieces
            if piece.edit is not None
        )
