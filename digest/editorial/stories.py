"""A candidate and its summary, told as an item of the edition."""

from collections.abc import Sequence
from typing import Final

from digest.editorial.caution import is_doubtful
from digest.editorial.figures import differing
from digest.editorial.people import mentioned, people
from digest.editorial.rank import Candidate, publisher
from digest.model.articles import Article
from digest.model.editions import (
    Differing,
    Earlier,
    Found,
    HeadlineFrom,
    Merged,
    SourceRef,
    Story,
    StoryId,
)
from digest.model.summaries import Flag, PrintedSentence, Summary
from digest.model.traces import Span

AGENCIES: Final = ("新华社", "中新社", "中央社", "人民日报", "中国新闻社")
"""Wire services and papers whose items end with their name in brackets."""

LOW_CONFIDENCE: Final = 0.5
"""An article found with less confidence is flagged."""


def tell(
    candidate: Candidate,
    summary: Summary,
    *,
    story_id: StoryId,
    other_ids: Sequence[StoryId] = (),
    points: Sequence[PrintedSentence] = (),
    doubts: Sequence[Span] = (),
    follows: Earlier | None = None,
) -> Story:
    """The story with everything a reader gets.

    `other_ids` are the ids of the cluster's other reports, one each, where they have ids of
    their own. `doubts` are the places of the lead's document with a grave suspected error,
    `follows` is what it goes on with.
    """
    lead = candidate.cluster.lead
    article = lead.article
    headline = candidate.headline
    printed = "\n".join((headline.text, summary.text, *(point.text for point in points)))
    others = candidate.cluster.others
    ids = other_ids or tuple(StoryId(_own_id(other)) for other in others)
    return Story(
        id=story_id,
        type=article.type,
        headline=headline.text,
        headline_from=headline.origin,
        title=article.title,
        summary=summary.sentences,
        points=tuple(points),
        keywords=tuple(word for word, _ in summary.keywords),
        people=mentioned(people(article.text), printed),
        byline=article.byline,
        wire=article.source if article.source in AGENCIES else None,
        issue_date=lead.publication.date,
        sources=(source_of(lead),),
        also=tuple(
            Merged(
                id=other_id,
                title=_title_of(other.article),
                source=publisher(other),
                uri=other.uri,
                label=source_of(other).label,
            )
            for other_id, other in zip(ids, others, strict=True)
        ),
        differing=tuple(
            Differing(
                about=mine.about,
                ours=mine.printed,
                theirs=theirs.printed,
                source=publisher(other),
            )
            for other in others
            if publisher(other) != publisher(lead)
            for mine, theirs in differing(article, other.article)
        ),
        follows=follows,
        topic=candidate.topic,
        flags=_flags(
            candidate,
            summary,
            doubtful=any(
                is_doubtful(each.traced, doubts) for each in (*summary.sentences, *points)
            ),
        ),
        score=candidate.score,
        why=candidate.why,
    )


def source_of(item: Found) -> SourceRef:
    """Where an item was printed; the label names document and first line: "001:7"."""
    article = item.article
    lines = article.roles.lines
    first = (article.roles.body or lines)[:1]
    label = f"{item.label}:{first[0]}" if first else item.label
    return SourceRef(
        name=publisher(item), uri=item.uri, article=article.id, lines=lines, label=label
    )


def _flags(candidate: Candidate, summary: Summary, *, doubtful: bool) -> tuple[Flag, ...]:
    article = candidate.cluster.lead.article
    wanted = {
        Flag.CUT: Flag.CUT in summary.flags,
        Flag.TRUNCATED: article.truncated,
        Flag.HEADLINE_MISSING: candidate.headline.origin is HeadlineFrom.EXTRACTED
        and article.headline_missing,
        Flag.LOW_CONFIDENCE: article.confidence < LOW_CONFIDENCE,
        Flag.SUSPECT: doubtful,
    }
    return tuple(flag for flag in Flag if wanted.get(flag))


def _title_of(article: Article) -> str:
    return article.name or article.text.partition("\n")[0]


def _own_id(item: Found) -> str:
    return f"{item.label}/{item.article.id}"
