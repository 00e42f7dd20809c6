"""What must never be in an edition, counted: an edition that a desk would sign has no finding."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from digest.editorial.headline import LONGEST
from digest.editorial.people import people
from digest.editorial.shingles import bare, shingles
from digest.model.articles import Article
from digest.model.editions import Edition, HeadlineFrom, Story, StoryId
from digest.model.summaries import PrintedSentence
from digest.model.traces import EditKind


class Fault(StrEnum):
    """What an audit looks for."""

    OTHER_ARTICLE = "a sentence from another article"
    DANGLING = "a reference to something that is not printed"
    REPEATED = "the same fact twice"
    UNTITLED = "a name without its title at first mention"
    HEADLINE = "a headline of ours that is too long, a sentence, or a byline"
    EMPTY = "an item without text"
    LOST_NEGATION = "a deletion that takes a negation or a figure out of a clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: where it is and the words that show it."""

    fault: Fault
    story: StoryId
    text: str


_DANGLING: Final = re.compile(
    r"^(?:他|她|它|他们|她们)(?:们)?(?:指出|强调|说|表示|要求|认为|希望|还|在)|"
    r"^(?:该|此次|这次|上述|对此|据此|其中|为此|与此同时|这是|这一|这也|图为|下图|上图|如下)|"
    r"(?:下方|上方|左侧|右侧|下图|附)(?:的)?二维码"
)
_ALIKE: Final = 0.8
_SMALL: Final = re.compile(r"[不未没无非]|\d")


def audit(edition: Edition, articles: Mapping[StoryId, Article]) -> tuple[Finding, ...]:
    """Every fault of the edition, in printed order; `articles` are the stories' articles by id."""
    return tuple(
        finding for story in edition.stories for finding in _of_story(story, articles.get(story.id))
    ) + tuple(_repeated(edition))


def _of_story(story: Story, article: Article | None) -> Iterator[Finding]:
    if not story.summary:
        yield Finding(fault=Fault.EMPTY, story=story.id, text=story.headline)
    yield from _of_headline(story)
    printed = (*story.summary, *story.points)
    for place, sentence in enumerate(printed):
        # A point stands alone, as the first sentence does.
        alone = place == 0 or place >= len(story.summary)
        if alone and _DANGLING.search(sentence.text):
            yield Finding(fault=Fault.DANGLING, story=story.id, text=sentence.text)
        if _cuts_small_words(sentence):
            yield Finding(fault=Fault.LOST_NEGATION, story=story.id, text=sentence.text)
        if article is not None and not _is_from(sentence, article):
            yield Finding(fault=Fault.OTHER_ARTICLE, story=story.id, text=sentence.text)
    if article is not None:
        yield from _untitled(story, article)


def _of_headline(story: Story) -> Iterator[Finding]:
    ours = story.headline_from is HeadlineFrom.EXTRACTED
    wrong = not story.headline.strip() or (
        ours and (len(story.headline) > LONGEST or re.search(r"。|本报讯|记者", story.headline))
    )
    if wrong:
        yield Finding(fault=Fault.HEADLINE, story=story.id, text=story.headline)


def _is_from(sentence: PrintedSentence, article: Article) -> bool:
    """Whether every character copied stands in a span of the article."""
    spans = [span for paragraph in article.paragraphs for span in paragraph.spans]
    return all(
        any(whole.start <= span.start and span.end <= whole.end for whole in spans)
        for span in sentence.traced.spans
    )


def _cuts_small_words(sentence: PrintedSentence) -> bool:
    """Whether a short deletion, less than a clause, holds a negation or a figure."""
    return any(
        edit.kind is EditKind.DELETE
        and len(bare(edit.before)) <= 3
        and _SMALL.search(edit.before) is not None
        for edit in sentence.traced.edits
    )


def _untitled(story: Story, article: Article) -> Iterator[Finding]:
    text = "".join(sentence.text for sentence in story.summary)
    for person in people(article.text):
        place = text.find(person.name)
        if place < 0:
            continue
        before = text[max(0, place - 60) : place]
        last_title = re.split(r"、", person.title)[-1]
        listed = before.endswith("、")
        if not listed and not before.endswith(last_title):
            yield Finding(fault=Fault.UNTITLED, story=story.id, text=person.title + person.name)


def _repeated(edition: Edition) -> Iterator[Finding]:
    seen: list[tuple[StoryId, frozenset[str]]] = []
    for story in edition.stories:
        for sentence in (*story.summary, *story.points):
            words = shingles(sentence.text)
            for _, other in seen:
                small, large = sorted((words, other), key=len)
                if len(small) > 8 and len(small & large) >= _ALIKE * len(small):
                    yield Finding(fault=Fault.REPEATED, story=story.id, text=sentence.text)
                    break
            seen.append((story.id, words))
