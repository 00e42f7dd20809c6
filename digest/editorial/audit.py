"""What must never be in an edition, counted: an edition that a desk would sign has no finding."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from unicodedata import normalize

from digest.editorial.headline import LONGEST, is_slogan
from digest.editorial.people import people
from digest.editorial.protocol import standing
from digest.editorial.sections import LEADERS_CHARS, NEVER_ONE_LINE
from digest.editorial.shingles import bare, shingles
from digest.editorial.stories import AGENCIES
from digest.model.articles import Article, ArticleType
from digest.model.editions import Edition, HeadlineFrom, Story, StoryId
from digest.model.summaries import PrintedSentence
from digest.model.traces import EditKind
from digest.text.lines import count_chars


class Fault(StrEnum):
    """What an audit looks for."""

    OTHER_ARTICLE = "a sentence from another article"
    DANGLING = "a reference to something that is not printed"
    REPEATED = "the same fact twice"
    UNTITLED = "a name without its title at first mention"
    HEADLINE = "a headline of ours that is too long, a sentence, or a byline"
    EMPTY = "an item without text"
    LOST_NEGATION = "a deletion that takes a negation or a figure out of a clause"
    CHANGED = "a figure, a name or a negation that the source does not have"
    SHORT = "an item about Party and state leaders told in less than 40 characters"
    ONE_LINE = "an obituary, an auction or a recruitment as a one-liner"
    AGENCY = "an item of a wire service that does not name it"


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
_OUR_EDITS: Final = (EditKind.JOIN, EditKind.DELETE, EditKind.REPAIR, EditKind.PUNCTUATION)
_SMALL: Final = re.compile(r"[不未没无非]|\d")


def audit(edition: Edition, articles: Mapping[StoryId, Article]) -> tuple[Finding, ...]:
    """Every fault of the edition, in printed order; `articles` are the stories' articles by id."""
    return tuple(
        finding for story in edition.stories for finding in _of_story(story, articles.get(story.id))
    ) + tuple(_repeated(edition))


def _of_story(story: Story, article: Article | None) -> Iterator[Finding]:
    if not story.summary:
        yield Finding(fault=Fault.EMPTY, story=story.id, text=story.headline)
    yield from _of_headline(story, article)
    yield from _of_form(story, article)
    printed = (*story.summary, *story.points)
    for place, sentence in enumerate(printed):
        # A point stands alone, as the first sentence does.
        alone = place == 0 or place >= len(story.summary)
        if alone and _DANGLING.search(sentence.text):
            yield Finding(fault=Fault.DANGLING, story=story.id, text=sentence.text)
        if _changes_facts(sentence):
            yield Finding(fault=Fault.CHANGED, story=story.id, text=sentence.text)
        if _cuts_small_words(sentence):
            yield Finding(fault=Fault.LOST_NEGATION, story=story.id, text=sentence.text)
        if article is not None and not _is_from(sentence, article):
            yield Finding(fault=Fault.OTHER_ARTICLE, story=story.id, text=sentence.text)
    if article is not None:
        yield from _untitled(story, article)


def _of_headline(story: Story, article: Article | None) -> Iterator[Finding]:
    ours = story.headline_from is HeadlineFrom.EXTRACTED
    is_news = article is not None and article.type is ArticleType.NEWS
    wrong = (
        not story.headline.strip()
        or (is_news and is_slogan(story.headline))
        or (
            ours and (len(story.headline) > LONGEST or re.search(r"。|本报讯|记者", story.headline))
        )
    )
    if wrong:
        yield Finding(fault=Fault.HEADLINE, story=story.id, text=story.headline)


def _of_form(story: Story, article: Article | None) -> Iterator[Finding]:
    """What protocol and kind ask of the item's length and last words."""
    length = sum(count_chars(sentence.text) for sentence in story.summary)
    if article is None or not story.summary:
        return
    whole = count_chars(article.text)
    stands = standing(article, [sentence.text for sentence in story.summary])
    if stands.is_state and length < min(LEADERS_CHARS, whole):
        yield Finding(fault=Fault.SHORT, story=story.id, text=story.headline)
    never = article.type is ArticleType.NOTICE and NEVER_ONE_LINE.search(story.headline)
    if never and length < min(LEADERS_CHARS, whole):
        yield Finding(fault=Fault.ONE_LINE, story=story.id, text=story.headline)
    if article.source in AGENCIES and story.wire != article.source:
        yield Finding(fault=Fault.AGENCY, story=story.id, text=story.headline)


def _changes_facts(sentence: PrintedSentence) -> bool:
    """Whether an edit that is no gloss, mask or person's correction touches a fact."""
    return any(
        edit.kind in _OUR_EDITS
        and edit.after != edit.before
        and _facts(edit.after) - _facts(edit.before)
        for edit in sentence.traced.edits
    )


def _facts(text: str) -> Counter[str]:
    plain = normalize("NFKC", text)
    return Counter(re.findall(r"\d+(?:\.\d+)?|[不未没无非]", plain))


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
    text = "".join(sentence.text for sentence in (*story.summary, *story.points))
    for person in people(article.text):
        place = text.find(person.name)
        if place < 0:
            continue
        before = text[max(0, place - 60) : place]
        last_title = re.split(r"、", person.title)[-1]
        listed = before.endswith("、")
        if not listed and not before.removesuffix("〕").endswith(last_title):
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
