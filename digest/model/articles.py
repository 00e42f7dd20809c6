"""What a page holds: articles with their lines, roles and paragraphs, and what was noticed."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, NewType

from digest.model.documents import DocumentId
from digest.model.traces import TracedText

ArticleId = NewType("ArticleId", str)


class ArticleType(StrEnum):
    """What an item on a page is."""

    NEWS = "news"
    FEATURE = "feature"
    COMMENTARY = "commentary"
    PHOTO = "photo"
    NOTICE = "notice"
    ADVERT = "advert"
    SLOGAN = "slogan"
    TEASER = "teaser"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRoles:
    """Line numbers by role, each in reading order; a line may have more than one role.

    `joins` are pairs of lines between which a sentence (or a headline) was cut.
    """

    kicker: tuple[int, ...] = ()
    title: tuple[int, ...] = ()
    subtitle: tuple[int, ...] = ()
    byline: tuple[int, ...] = ()
    body: tuple[int, ...] = ()
    section_heading: tuple[int, ...] = ()
    continuation: tuple[int, ...] = ()
    joins: tuple[tuple[int, int], ...] = ()

    @property
    def lines(self) -> tuple[int, ...]:
        """Every line of the article once, in page order."""
        roles = (
            self.kicker,
            self.title,
            self.subtitle,
            self.byline,
            self.body,
            self.section_heading,
            self.continuation,
        )
        return tuple(sorted({number for role in roles for number in role}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a document.

    `paragraphs` are rejoined and repaired, and trace every character to the document;
    section headings are paragraphs of their own (`headings` holds their indices). `headline`
    is the line of the headline block that says who did what. `dateline` repeats the date that
    opens the text. `explanation` says, a line each, why lines went where they did.
    """

    id: ArticleId
    document: DocumentId
    type: ArticleType
    paragraphs: tuple[TracedText, ...]
    headings: tuple[int, ...] = ()
    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    headline: str | None = None
    headline_missing: bool = False
    byline: tuple[str, ...] = ()
    source: str | None = None
    dateline: str | None = None
    roles: LineRoles = LineRoles()
    truncated: bool = False
    continued_on: str | None = None
    attached_to: ArticleId | None = None
    confidence: float = 1.0
    explanation: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The line of its headline that says who did what, else its title; empty without either."""
        return self.headline or self.title or ""

    @property
    def text(self) -> str:
        """The paragraphs' texts, one a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


class NameFrom(StrEnum):
    """How a publication's name was known."""

    MASTHEAD = "masthead"
    TEXT = "text"
    FILENAME = "filename"
    CONFIGURED = "configured"
    UNKNOWN = "unknown"


class DateFrom(StrEnum):
    """How a publication's date was known."""

    PRINTED = "printed"
    FILENAME = "filename"
    CONFIGURED = "configured"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Paper and date of a page, how they were known, and the lines that are the evidence.

    `month_day` ("11-24") and `year_range` are given where the year is not certain.
    """

    name: str | None = None
    name_from: NameFrom = NameFrom.UNKNOWN
    date: dt.date | None = None
    month_day: str | None = None
    year_range: tuple[int, int] | None = None
    date_from: DateFrom = DateFrom.UNKNOWN
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A safe repair of the recognizer's slip in a line; the paragraphs carry the same edit."""

    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A suspected error for a person to decide; never corrected by itself. Severity 1 is worst."""

    line: int
    text: str
    suggestion: str | None
    reason: str
    severity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageArticles:
    """The articles of one page, in page order, and every line that could not be placed."""

    document: DocumentId
    uri: str
    publication: Publication
    articles: tuple[Article, ...]
    unassigned_lines: tuple[int, ...] = ()
    repairs: tuple[Repair, ...] = ()
    suspects: tuple[Suspect, ...] = ()


class Token(NamedTuple):
    """A word and its part-of-speech tag in jieba's tag set.

    A tuple, since there are as many as words: made and compared in a third of the time.
    """

    text: str
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an article; its identity is `index`, never its text.

    `start` and `end` are offsets in the text of paragraph number `paragraph`.
    """

    index: int
    paragraph: int
    start: int
    end: int
    traced: TracedText

    @property
    def text(self) -> str:
        """The sentence as it would be printed uncut."""
        return self.traced.text


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenizedArticle:
    """An article, its sentences and the tokens of each sentence, index by index.

    `alone` says that one sentence is all that will be printed of it.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[tuple[Token, ...], ...]
    alone: bool = False
