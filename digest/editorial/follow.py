"""Items that go on with what an earlier edition told: ↺, and only what is new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from digest.editorial.events import Reading, likeness, read
from digest.editorial.rank import Candidate
from digest.editorial.shingles import shingles
from digest.model.articles import ArticleType
from digest.model.editions import Earlier, Edition, Story
from digest.model.summaries import PrintedSentence

# Among 468 items of 60 days far apart (the development set `order`), where nothing goes on with
# anything, 13 pairs in 107,513 are so alike: statistics of two months and the like; 2026-11.
AS_ALIKE: Final = 0.3
"""Likeness from which an item goes on with an earlier one; another day is no hindrance here."""

HEADS_ALIKE: Final = 0.0

_ROUTINE: Final = re.compile(r"会议|会见|会谈|座谈|例会|调研")
"""A body's next meeting does not go on with its last one."""

_OPENING_CHARS: Final = 200
_SAID: Final = 0.8
"""Share of a sentence's shingles that makes it one that was printed before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """An earlier edition's item, and when and where it was printed."""

    earlier: Earlier
    story: Story


def find_earlier(candidate: Candidate, editions: Sequence[Edition]) -> Followed | None:
    """The item of the editions, which come newest first, that a candidate goes on with.

    Only news; items about leaders of the state and meetings never, since one visit reads like
    another, nor bulletins that come under the same headline every time.
    """
    article = candidate.cluster.lead.article
    if article.type is not ArticleType.NEWS or candidate.standing.is_state:
        return None
    if _ROUTINE.search(candidate.headline.text):
        return None
    head = _undated(candidate.headline.text)
    opening = _undated(f"{candidate.headline.text}。{article.text[:_OPENING_CHARS]}")
    best: tuple[float, Followed] | None = None
    for edition in editions:
        for story in edition.stories:
            if story.type is not ArticleType.NEWS or story.headline == candidate.headline.text:
                continue
            printed = "".join(sentence.text for sentence in story.summary)
            alike = likeness(opening, _undated(f"{story.headline}。{printed[:_OPENING_CHARS]}"))
            if alike < AS_ALIKE or likeness(head, _undated(story.headline)) < HEADS_ALIKE:
                continue
            if best is None or alike > best[0]:
                earlier = Earlier(edition=edition.id, day=edition.day, headline=story.headline)
                best = alike, Followed(earlier=earlier, story=story)
    return best[1] if best else None


def leave_said(sentences: Sequence[PrintedSentence], story: Story) -> tuple[PrintedSentence, ...]:
    """The sentences without those the earlier item printed; all of them where none is new."""
    said = [shingles(each.text) for each in (*story.summary, *story.points)]
    new = tuple(
        each for each in sentences if not any(_repeats(shingles(each.text), old) for old in said)
    )
    return new or tuple(sentences)


def _undated(text: str) -> Reading:
    return replace(read(text), days=frozenset())


def _repeats(new: frozenset[str], old: frozenset[str]) -> bool:
    return bool(new) and len(new & old) >= _SAID * len(new)
