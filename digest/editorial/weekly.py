"""A week's editions as one: the weightiest items of each day, what went on told once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from digest.errors import UsageError
from digest.model.articles import Publication
from digest.model.editions import Coverage, Edition, EditionId, Section, Story, StoryId
from digest.model.plans import DIGEST_MAX_ITEMS

WEEK: Final = "一周要闻"
SECTION: Final = "要闻"


def gather(editions: Sequence[Edition], *, items: int = DIGEST_MAX_ITEMS) -> Edition:
    """The editions of one brief and week, the oldest first, as one edition of their items.

    Every day keeps its first item; the other places go to the greatest scores, items about
    leaders as the days had them. An item that a later one goes on with gives way to it. 0 means
    all. Raises UsageError without editions.
    """
    if not editions:
        raise UsageError("there is no edition in this week")
    last = editions[-1]
    told = _without_followed(editions)
    kept = {story.id for story in _choose(told, items)}
    stories = tuple(story for day in reversed(told) for story in day if story.id in kept)
    year, week, _ = last.day.isocalendar()
    return replace(
        last,
        id=EditionId(f"{year}-W{week:02}/{last.brief}"),
        revision=1,
        title=f"{last.header.name or last.title} · {WEEK}",
        header=replace(last.header, name="", editor_note=""),
        sections=(Section(name=SECTION, stories=stories),) if stories else (),
        coverage=_sum(editions, stories),
        number=None,
        late=False,
        correction=False,
        publications=_publications(editions),
        proof=(),
        incidents=(),
        gathered=tuple(each.id for each in editions),
    )


def _without_followed(editions: Sequence[Edition]) -> list[list[Story]]:
    followed = {
        (story.follows.edition, story.follows.headline)
        for edition in editions
        for story in edition.stories
        if story.follows
    }
    return [
        [
            replace(
                story,
                id=StoryId(f"{edition.id}/{story.id}"),
                issue_date=story.issue_date or edition.day,
            )
            for story in edition.stories
            if (edition.id, story.headline) not in followed
        ]
        for edition in editions
    ]


def _choose(days: Sequence[Sequence[Story]], items: int) -> list[Story]:
    everything = [story for day in days for story in day]
    if items == 0 or len(everything) <= items:
        return everything
    first = [day[0] for day in days if day]
    rest = [story for day in days for story in day[1:]]
    ranked = sorted(range(len(rest)), key=lambda place: (-rest[place].score, place))
    return first + [rest[place] for place in ranked[: max(0, items - len(first))]]


def _sum(editions: Sequence[Edition], stories: Sequence[Story]) -> Coverage:
    found = [edition.coverage for edition in editions]
    return Coverage(
        documents=sum(each.documents for each in found),
        articles=sum(each.articles for each in found),
        printed=len(stories),
        merged=sum(each.merged for each in found),
        chars_in=sum(each.chars_in for each in found),
        chars_out=sum(
            len("".join(sentence.text.split()))
            for story in stories
            for sentence in (*story.summary, *story.points)
        ),
        truncated=sum(each.truncated for each in found),
        headlines_missing=sum(each.headlines_missing for each in found),
    )


def _publications(editions: Sequence[Edition]) -> tuple[Publication, ...]:
    return tuple(dict.fromkeys(each for edition in editions for each in edition.publications))
