"""What readers get: stories in sections, editions, and the renditions of an edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from digest.model.articles import Article, ArticleType, Publication, Suspect
from digest.model.documents import DocumentId
from digest.model.plans import Footer, Header
from digest.model.summaries import Flag, PrintedSentence

EditionId = NewType("EditionId", str)
StoryId = NewType("StoryId", str)


class HeadlineFrom(StrEnum):
    """Which line became the headline.

    `extracted` ones are ours and printed with 〔拟〕; those of an `editor` with 〔编者改〕.
    """

    TITLE = "title"
    SUBTITLE = "subtitle"
    KICKER = "kicker"
    EXTRACTED = "extracted"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """Where a story was printed: the paper's name (or the source's), article and lines.

    `label` is what a brief prints, such as "001:7".
    """

    name: str
    uri: str
    article: str
    lines: tuple[int, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Another report of the same event that was merged into a story."""

    id: StoryId
    title: str
    source: str
    uri: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A figure of a story for which another report has a different one; nobody is put right.

    `ours` and `theirs` are as printed ("34人", "7人"), `source` is the other report's.
    """

    about: str
    ours: str
    theirs: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Where an earlier edition told what a story goes on with."""

    edition: EditionId
    day: date
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTitle:
    """A person and the title printed with the name at first mention."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article with its document's facts, as it enters the edition."""

    article: Article
    publication: Publication
    uri: str
    label: str
    source: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Articles that tell the same story; `lead` is printed, the others are named."""

    lead: Found
    others: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One item of an edition. `topic` is the section a newspaper would print it in (时政, 经济 …).

    `why` explains the score, part by part.
    """

    id: StoryId
    type: ArticleType
    headline: str
    headline_from: HeadlineFrom
    title: str | None
    summary: tuple[PrintedSentence, ...]
    points: tuple[PrintedSentence, ...] = ()
    keywords: tuple[str, ...] = ()
    people: tuple[PersonTitle, ...] = ()
    byline: tuple[str, ...] = ()
    wire: str | None = None
    issue_date: date | None = None
    sources: tuple[SourceRef, ...] = ()
    also: tuple[Merged, ...] = ()
    differing: tuple[Differing, ...] = ()
    follows: Earlier | None = None
    topic: str = ""
    flags: tuple[Flag, ...] = ()
    score: float = 0.0
    why: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named part of an edition."""

    name: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that went wrong and was contained; it is printed, never only logged."""

    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofHint:
    """A suspected error in a source, for a person to decide."""

    label: str
    uri: str
    suspect: Suspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Lines of a source that were not printed and why: unassigned, or an item left out."""

    label: str
    uri: str
    lines: tuple[int, ...]
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was used and what was not. Characters are counted without white space."""

    documents: int = 0
    articles: int = 0
    printed: int = 0
    merged: int = 0
    chars_in: int = 0
    chars_out: int = 0
    truncated: int = 0
    headlines_missing: int = 0
    unassigned: tuple[Leftover, ...] = ()
    left_out: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNames:
    """What a day is called: 星期三, 农历二月十八, and the solar term that falls on it."""

    weekday: str
    lunar: str | None = None
    solar_term: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A brief of one day, ready to be rendered. Equal inputs give an equal edition.

    `id` is the slot it belongs to ("2024-03-27/morning"). `number` is 期号, `None` for one-off
    briefs. `publications` are the papers used, each once. `late` editions say 补发, a `correction`
    of one that was sent says 更正. A digest names the editions it is put together from, `gathered`.
    """

    id: EditionId
    revision: int
    brief: str
    title: str
    day: date
    day_names: DayNames
    method: str
    sections: tuple[Section, ...]
    coverage: Coverage
    number: int | None = None
    late: bool = False
    correction: bool = False
    publications: tuple[Publication, ...] = ()
    header: Header = Header()
    footer: Footer = Footer()
    proof: tuple[ProofHint, ...] = ()
    incidents: tuple[Incident, ...] = ()
    gathered: tuple[EditionId, ...] | None = None

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories in printed order."""
        return tuple(story for section in self.sections for story in section.stories)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """An edition in one form, as the bytes a reader opens."""

    format: str
    media_type: str
    filename: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentUse:
    """That a document went into an edition; written in the edition's transaction."""

    document: DocumentId
    edition: EditionId
