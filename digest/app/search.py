"""Finds words in the editions that were made."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from digest.model.editions import Edition, EditionId, Story

# The index may name stories in which the pairs of a word stand apart: so many times as many as
# are wanted are looked through.
GENEROUS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story in which all the words stand; `text` is the first sentence with one of them."""

    edition: EditionId
    story: str
    headline: str
    text: str


class Searchable(Protocol):
    """Where editions can be found by words."""

    def search(self, words: str, *, limit: int) -> tuple[tuple[EditionId, str], ...]:
        """The editions and stories that may hold all the words, the latest first."""
        ...

    def edition(self, edition: EditionId, *, revision: int | None = None) -> Edition | None:
        """An edition."""
        ...


def search(words: Sequence[str], *, store: Searchable, limit: int) -> tuple[Hit, ...]:
    """The stories in which every word stands as it is written, the latest editions first."""
    wanted = [part for word in words for part in _plain(word).split()]
    if not wanted:
        return ()
    hits: list[Hit] = []
    known: dict[EditionId, Edition | None] = {}
    for key, story_id in store.search(" ".join(words), limit=limit * GENEROUS):
        if key not in known:
            known[key] = store.edition(key)
        edition = known[key]
        stories = edition.stories if edition is not None else ()
        story = next((each for each in stories if each.id == story_id), None)
        hit = None if story is None else _hit(key, story, wanted)
        if hit is not None:
            hits.append(hit)
        if len(hits) == limit:
            break
    return tuple(hits)


def _hit(key: EditionId, story: Story, wanted: Sequence[str]) -> Hit | None:
    sentences = [sentence.text for sentence in (*story.summary, *story.points)]
    lines = [story.headline, story.title or "", *sentences, *story.keywords]
    plain = _plain("\n".join(lines))
    if not all(word in plain for word in wanted):
        return None
    shown = (each for each in sentences if any(word in _plain(each) for word in wanted))
    text = next(shown, sentences[0] if sentences else "")
    return Hit(edition=key, story=str(story.id), headline=story.headline, text=text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
