"""Raw evidence: documents as they were fetched, and pages as lines or blocks."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

DocumentId = NewType("DocumentId", str)


class DocumentKind(StrEnum):
    """How a document is read: found out by the splitter, a newspaper page, or one article."""

    AUTO = "auto"
    NEWSPAPER_PAGE = "newspaper-page"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a manifest, configuration or the file says of a page; `None` where it says nothing.

    `unclear` are the words a recognizer was not sure of.
    """

    name: str | None = None
    date: dt.date | None = None
    page: str | None = None
    authors: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it came from its source; everything after it is a pure function of it."""

    id: DocumentId
    source: str
    uri: str
    media_type: str
    content: bytes
    fetched_at: dt.datetime
    kind: DocumentKind = DocumentKind.AUTO
    encoding: str = "auto"
    title: str | None = None
    published: dt.datetime | None = None
    imprint: Imprint = Imprint()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of decoded text without its line end; `start` is its first character's offset."""

    number: int
    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset of the first character after the line's text."""
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether the line holds nothing but white space."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in points; x to the right, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line of text with the place where it stands on its page.

    `font_height` is the height of a character in points; `confidence` is the recognizer's, 0 to 1.
    """

    line: int
    box: Box
    font_height: float
    confidence: float = 1.0
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The decoded text of a page, its lines and, where known, the box of each line.

    `text` is the whole decoded text without BOM, line ends as in the file: all offsets point
    into it. `blocks`, when present, has one block for each non-blank line. `rules` are the
    straight lines printed between articles.
    """

    uri: str
    text: str
    lines: tuple[Line, ...]
    imprint: Imprint = Imprint()
    blocks: tuple[Block, ...] = ()
    rules: tuple[Box, ...] = ()
