"""The straight line: documents in, an edition out. Pure; what can be chosen comes as Tools."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.condense.article import condense, find_keywords
from digest.condense.points import choose_points
from digest.editorial.caution import Cautious, is_unwelcome, locate
from digest.editorial.coverage import cover, hints
from digest.editorial.follow import find_earlier, leave_said
from digest.editorial.gloss import gloss
from digest.editorial.merge import merge
from digest.editorial.notices import condense_notice
from digest.editorial.people import people
from digest.editorial.rank import Candidate, rank, rate
from digest.editorial.sections import Placement, arrange
from digest.editorial.stories import tell
from digest.editorial.titles import give_titles
from digest.editorial.topic_model import TopicModel
from digest.errors import InputError
from digest.model.articles import Article, ArticleType, PageArticles, Publication
from digest.model.documents import Document, DocumentId, DocumentKind, Page
from digest.model.editions import (
    Coverage,
    DayNames,
    Edition,
    EditionId,
    Found,
    Incident,
    Section,
    Story,
    StoryId,
)
from digest.model.plans import EditionPlan
from digest.model.summaries import Budget, Summary
from digest.model.traces import Span
from digest.pages.splitter import read_page
from digest.pages.unclear import find_unclear
from digest.protocols import PageSplitter, SentenceRule, Summarizer, Tokenizer
from digest.text.sentences import sentences_of

KEYWORDS_OF_A_STORY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The chosen parts of the line; `lexicon` has how often each known word was counted.

    `topics` is a learned model of sections; without one the table of words decides.
    """

    splitter: PageSplitter
    tokenizer: Tokenizer
    summarizer: Summarizer
    lexicon: Mapping[str, int]
    topics: TopicModel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document, its text, and the articles found in it."""

    document: Document
    text: Page
    page: PageArticles


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What an edition is made for: the slot, its day, and what the day is called.

    `late` says that the edition appears after its time (补发). `earlier` are editions, the newest
    first, that its items may go on with.
    """

    edition: EditionId
    revision: int
    day: date
    day_names: DayNames
    number: int | None = None
    late: bool = False
    earlier: tuple[Edition, ...] = ()


def make_edition(
    documents: Sequence[Document], *, plan: EditionPlan, occasion: Occasion, tools: Tools
) -> Edition:
    """The edition of these documents. Equal arguments give an equal edition.

    A document that cannot be read becomes an incident of the edition.
    """
    readings, incidents = read_documents(documents, splitter=tools.splitter)
    edition = compose_edition(readings, plan=plan, occasion=occasion, tools=tools)
    return replace(edition, incidents=incidents)


def read_documents(
    documents: Sequence[Document], *, splitter: PageSplitter
) -> tuple[tuple[Reading, ...], tuple[Incident, ...]]:
    """Every document taken apart, in order; what could not be read comes as an incident."""
    readings: list[Reading] = []
    incidents: list[Incident] = []
    for document in documents:
        try:
            text = read_page(document)
            page = splitter.split(document)
        except InputError as error:
            incidents.append(Incident(where=document.uri, what=error.what))
        else:
            readings.append(Reading(document=document, text=text, page=page))
    return tuple(readings), tuple(incidents)


def compose_edition(
    readings: Sequence[Reading], *, plan: EditionPlan, occasion: Occasion, tools: Tools
) -> Edition:
    """The edition of documents that have been read."""
    pages = _proofread(readings, tools)
    labels = make_labels(readings)
    found = _find_articles(readings, labels)
    candidates = tuple(
        rate(
            cluster,
            [sentence.text for sentence in sentences_of(cluster.lead.article, SentenceRule.DIGEST)],
            plan=plan,
            day=occasion.day,
            topics=tools.topics,
        )
        for cluster in merge(found)
    )
    ranking = rank(candidates, plan)
    layout = arrange(ranking.candidates, plan)
    editor = _Editor(
        plan=plan,
        earlier=occasion.earlier,
        tools=tools,
        ids=_story_ids(found, readings),
        doubts={
            reading.document.id: locate(page.suspects, reading.text.lines)
            for reading, page in zip(readings, pages, strict=True)
        },
    )
    sections = tuple(
        Section(
            name=placement.name,
            stories=tuple(editor.tell(candidate, placement) for candidate in placement.candidates),
        )
        for placement in layout.sections
    )
    return replace(
        start_edition(plan, occasion, method=tools.summarizer.name),
        sections=sections,
        coverage=cover(
            pages,
            found,
            sections,
            left_out=ranking.left_out + layout.left_out,
            lines={
                reading.document.id: tuple(line.text for line in reading.text.lines)
                for reading in readings
            },
            labels=labels,
        ),
        publications=_publications(pages),
        proof=hints(pages, labels),
    )


def start_edition(plan: EditionPlan, occasion: Occasion, *, method: str) -> Edition:
    """An edition as its plan and occasion have it, before anything stands in it."""
    return Edition(
        id=occasion.edition,
        revision=occasion.revision,
        brief=plan.brief,
        title=plan.title,
        day=occasion.day,
        day_names=occasion.day_names,
        method=method,
        sections=(),
        coverage=Coverage(),
        number=occasion.number,
        late=occasion.late,
        header=plan.header,
        footer=plan.footer,
    )


def _proofread(readings: Sequence[Reading], tools: Tools) -> tuple[PageArticles, ...]:
    """The pages with their suspects, each read with the names on the others.

    A document that is one article by itself, a feed's item or a record, is not proofread.
    """
    # Only pages pay for numpy and the proof's tables.
    from digest.pages.proof import proofread

    printed = [r for r in readings if r.document.kind is not DocumentKind.ARTICLE]
    found = proofread([reading.text for reading in printed], lexicon=tools.lexicon)
    suspects = {r.document.id: each for r, each in zip(printed, found, strict=True)}
    return tuple(
        replace(
            reading.page,
            suspects=suspects.get(reading.document.id, find_unclear(reading.text)),
        )
        for reading in readings
    )


def with_likely_dates(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings; a page of which day and year were inferred has that date.

    For briefs that nobody reads unseen: today's date would be wrong for certain.
    """
    return tuple(map(_with_likely_date, readings))


def _with_likely_date(reading: Reading) -> Reading:
    known = reading.page.publication
    first, last = known.year_range or (0, -1)
    if known.date is not None or known.month_day is None or first != last:
        return reading
    month, day = map(int, known.month_day.split("-"))
    try:
        likely = replace(known, date=date(first, month, day), month_day=None, year_range=None)
    except ValueError:  # 29 February of another year
        return reading
    return replace(reading, page=replace(reading.page, publication=likely))


def latest_issue_date(readings: Sequence[Reading]) -> date | None:
    """The latest date a page is known to have."""
    return max((r.page.publication.date for r in readings if r.page.publication.date), default=None)


def group_by_issue_date(readings: Sequence[Reading]) -> tuple[tuple[Reading, ...], ...]:
    """The documents of each date together, the oldest first, those without a date last."""
    groups: dict[date, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(reading.page.publication.date or date.max, []).append(reading)
    return tuple(tuple(groups[day]) for day in sorted(groups))


def make_labels(readings: Sequence[Reading]) -> dict[DocumentId, str]:
    """A short name for each document, as print can bear it: "001" for seeds/001_b1da….txt.

    The file's name without suffix, or what stands before its first underscore; whichever is short
    and belongs to one document only, else the document's place in the order.
    """
    stems = [_stem(reading.document.uri) for reading in readings]
    heads = [stem.partition("_")[0] for stem in stems]
    uses = Counter([*heads, *dict.fromkeys(stem for stem in stems if "_" in stem)])
    labels: dict[DocumentId, str] = {}
    for position, (reading, *names) in enumerate(zip(readings, heads, stems, strict=True), 1):
        fit = [name for name in names if uses[name] == 1 and 0 < len(name) <= _LONGEST_LABEL]
        labels[reading.document.id] = fit[0] if fit else str(position)
    return labels


_LONGEST_LABEL = 16
_DIGEST = re.compile(r"[0-9a-f]{64}")


def _stem(uri: str) -> str:
    name = uri.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return name.rpartition(".")[0] or name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Editor:
    plan: EditionPlan
    earlier: tuple[Edition, ...]
    tools: Tools
    ids: dict[tuple[DocumentId, str], StoryId]
    doubts: dict[DocumentId, tuple[Span, ...]]

    def tell(self, candidate: Candidate, placement: Placement) -> Story:
        found = candidate.cluster.lead
        lead = found.article
        summary = self._condense(lead, placement.budget(self.plan.summary, candidate))
        followed = find_earlier(candidate, self.earlier)
        if followed:
            summary = replace(summary, sentences=leave_said(summary.sentences, followed.story))
        points = choose_points(lead, summary) if placement.is_lead else ()
        # One pass over what is printed of a story: a word is explained where it first stands.
        printed = give_titles(
            gloss((*summary.sentences, *points), found.publication), people(lead.text)
        )
        count = len(summary.sentences)
        words = find_keywords(
            lead,
            tokenizer=self.tools.tokenizer,
            lexicon=self.tools.lexicon,
            count=KEYWORDS_OF_A_STORY,
        )
        return tell(
            candidate,
            replace(summary, sentences=printed[:count], keywords=words),
            story_id=self.ids[lead.document, lead.id],
            other_ids=tuple(
                self.ids[other.article.document, other.article.id]
                for other in candidate.cluster.others
            ),
            points=printed[count:],
            doubts=self.doubts[lead.document],
            follows=followed.earlier if followed else None,
        )

    def _condense(self, article: Article, budget: Budget) -> Summary:
        doubts = self.doubts[article.document]
        summary = self._condense_by(self.tools.summarizer, article, budget)
        if any(is_unwelcome(sentence.traced, doubts) for sentence in summary.sentences):
            careful = Cautious(summarizer=self.tools.summarizer, doubts=doubts)
            other = self._condense_by(careful, article, budget)
            # Where another will not do the best sentence stays, and is flagged.
            if not any(is_unwelcome(sentence.traced, doubts) for sentence in other.sentences):
                summary = other
        if article.type is ArticleType.NOTICE and budget.chars is not None:
            # A notice is told by who signed it and its label lines, not by its sentences.
            sentences = condense_notice(article, chars=budget.chars)
            return replace(summary, sentences=sentences, flags=()) if sentences else summary
        return summary

    def _condense_by(self, summarizer: Summarizer, article: Article, budget: Budget) -> Summary:
        return condense(
            article,
            summarizer=summarizer,
            tokenizer=self.tools.tokenizer,
            budget=budget,
            trim=self.plan.summary.trim,
        )


def _find_articles(readings: Sequence[Reading], labels: dict[DocumentId, str]) -> tuple[Found, ...]:
    found: list[Found] = []
    for reading in readings:
        found += [
            Found(
                article=article,
                publication=reading.page.publication,
                uri=reading.document.uri,
                label=labels[reading.document.id],
                source=reading.document.source,
                position=len(found) + place,
            )
            for place, article in enumerate(reading.page.articles)
        ]
    return tuple(found)


def _story_ids(
    found: Sequence[Found], readings: Sequence[Reading]
) -> dict[tuple[DocumentId, str], StoryId]:
    # A record of a JSONL file keeps the id it came with; a digest of its content is no name.
    records = {
        reading.document.id
        for reading in readings
        if reading.document.kind is DocumentKind.ARTICLE
        and not _DIGEST.fullmatch(reading.document.id)
    }
    return {
        (each.article.document, each.article.id): StoryId(
            each.article.document
            if each.article.document in records
            else f"{each.label}/{each.article.id}"
        )
        for each in found
    }


def _publications(pages: Sequence[PageArticles]) -> tuple[Publication, ...]:
    known: dict[tuple[str | None, date | None, str | None], Publication] = {}
    for found in (page.publication for page in pages):
        known.setdefault((found.name, found.date, found.month_day), found)
    return tuple(known.values())
