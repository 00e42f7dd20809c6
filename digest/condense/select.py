"""The choice among rated sentences, shared by all methods: in budget, in order, cleanly ended."""

import heapq
import re
from collections import deque
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from digest.condense.refusals import refuse_cut
from digest.condense.shorten import (
    close,
    cut_at_clause,
    cut_at_word,
    drop_connective,
    drop_numbering,
    drop_purpose,
    leave_open,
    mend_quotes,
)
from digest.errors import UsageError
from digest.model.articles import Sentence, TokenizedArticle
from digest.model.plans import DEFAULT_CHARS
from digest.model.summaries import Budget, Flag, PrintedSentence, Trim
from digest.model.traces import TracedText
from digest.text.bigrams import list_bigrams
from digest.text.lines import count_chars
from digest.text.sentences import ends_sentence

# Ratings are compared to nine digits: the last bits differ from one CPU to another.
_DIGITS = 9
_ENOUGH = 0.5
"""The share of its room above which what is left empty is filled with lesser sentences."""

_AGAIN = 0.8
"""The share of its pairs of characters from which on a sentence says nothing new."""

_MOSTLY_AIMS = 0.5
"""The share of a sentence that is left to say what was done, where most of it are aims."""

_REMEMBERED = 50
"""Printed sentences a next one is compared with: more than any brief has of an article."""

# A sentence this long, with a comma and no end mark, lost its end (a column was cut off);
# anything shorter is a line of its own that never had one.
_SHORTEST_UNFINISHED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The chosen sentences in document order, and what a reader should know about them."""

    sentences: tuple[PrintedSentence, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """A sentence that may be printed; `finished` says that its end is there."""

    index: int
    rank: int
    score: float
    sentence: Sentence
    paragraph: TracedText
    finished: bool

    # Few of those rated are ever asked for the next two.
    @cached_property
    def traced(self) -> TracedText:
        """The sentence with its own quotes."""
        return mend_quotes(self.sentence, self.paragraph)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Its pairs of characters: what it says."""
        return frozenset(list_bigrams(self.traced.text))


def select(
    article: TokenizedArticle,
    ratings: Sequence[float],
    budget: Budget,
    *,
    trim: Trim,
    leaning: AbstractSet[int] = frozenset(),
) -> Selection:
    """The best sentences that the budget has room for; not empty where the article has text.

    Whole sentences are taken in the order of their rating while they fit. Of the next one the
    longest part is taken that says something whole; with `Trim.NONE` it is passed over. If not
    even a part of the best one fits, that is cut between two words and closed with `……`. A
    sentence of `leaning` (他强调, …) is taken only behind the one it points back to; a repeated
    sentence is printed once. Raises UsageError for a budget that makes no sense.
    """
    _check(budget)
    candidates = tuple(_candidates(article, ratings))
    queue = _Queue(candidates, leaning)
    if budget.sentences is not None:
        return _take_count(queue, budget.sentences)
    room = _find_room(article, budget)
    chosen = _fill(queue, room, trim)
    if chosen:
        return Selection(sentences=_set_in_order(chosen))
    best = next(_Queue(candidates, leaning), None)
    if best is None:
        return Selection()
    # Aims that fill the room and are cut in the middle say nothing of what was done.
    news = drop_purpose(best.traced) or best.traced
    part = cut_at_word(news, article.tokens[best.index], room)
    return Selection(sentences=_set_in_order([(best, part)]), flags=(Flag.CUT,))


def order_by_rating(ratings: Sequence[float]) -> list[int]:
    """The indices of ratings, the best first, equal ones by position.

    >>> order_by_rating([0.25, 0.5, 0.25 + 1e-12])
    [1, 0, 2]
    """
    return sorted(range(len(ratings)), key=lambda index: -round(ratings[index], _DIGITS))


class _Queue(Iterator[_Candidate]):
    """Candidates, best first; one that leans on its neighbour waits until that was taken.

    One of which nearly all was said by one taken before is passed over.
    """

    def __init__(self, candidates: Sequence[_Candidate], leaning: AbstractSet[int]) -> None:
        first = min((candidate.index for candidate in candidates), default=0)
        alone = all(candidate.index in leaning for candidate in candidates)
        # What opens the text leans on nothing that was left out.
        free = {0, first} if alone else {0}
        self._waiting = {c.index: c for c in candidates if c.index in leaning - free}
        self._free = [(c.rank, c) for c in candidates if c.index not in self._waiting]
        self._said: deque[frozenset[str]] = deque(maxlen=_REMEMBERED)

    def __next__(self) -> _Candidate:
        while self._free:
            candidate = heapq.heappop(self._free)[1]
            pairs = candidate.pairs
            if not pairs or not any(
                len(pairs & said) >= _AGAIN * len(pairs) for said in self._said
            ):
                return candidate
        raise StopIteration

    def take(self, candidate: _Candidate) -> None:
        """Say that a candidate is printed: what leans on it may now be."""
        self._said.append(candidate.pairs)
        follower = self._waiting.pop(candidate.index + 1, None)
        if follower is not None:
            heapq.heappush(self._free, (follower.rank, follower))


def _check(budget: Budget) -> None:
    given = [value for value in (budget.chars, budget.sentences, budget.ratio) if value is not None]
    if len(given) > 1:
        raise UsageError("a summary has one budget", hint="give chars, sentences or ratio")
    if any(value <= 0 for value in given) or (budget.ratio is not None and budget.ratio > 1):
        raise UsageError(
            f"the budget {given[0]} leaves no room",
            hint="chars and sentences are at least 1, a ratio is above 0 and at most 1",
        )


def _find_room(article: TokenizedArticle, budget: Budget) -> int:
    if budget.ratio is not None:
        total = sum(count_chars(sentence.text) for sentence in article.sentences)
        return max(1, int(total * budget.ratio))
    return budget.chars if budget.chars is not None else DEFAULT_CHARS


def _candidates(article: TokenizedArticle, ratings: Sequence[float]) -> Iterator[_Candidate]:
    """The sentences, best first, each text once.

    Marks alone, and what is rated 0 or below, only where nothing else is.
    """
    sentences = article.sentences
    order = order_by_rating(ratings)
    if any(rating > 0 for rating in ratings):
        order = [index for index in order if ratings[index] > 0]
    worded = any(any(char.isalnum() for char in sentence.text) for sentence in sentences)
    ended = any(_has_end(sentence.text) for sentence in sentences)
    seen: set[str] = set()
    for rank, index in enumerate(order, start=1):
        sentence = sentences[index]
        text = sentence.text
        words = re.sub(r"\W", "", text)
        key = words or text
        if key in seen or (worded and not words):
            continue
        seen.add(key)
        yield _Candidate(
            index=index,
            rank=rank,
            score=ratings[index],
            sentence=sentence,
            paragraph=article.article.paragraphs[sentence.paragraph],
            finished=_has_end(text)
            or not (
                (_is_long(text) and (ended or article.article.truncated))
                or (article.article.truncated and index == len(sentences) - 1)
            ),
        )


def _has_end(text: str) -> bool:
    return ends_sentence(text) or text.endswith(("；", ";"))


def _is_long(text: str) -> bool:
    return len(text) >= _SHORTEST_UNFINISHED and bool(re.search("[，,]", text))


def _take_count(queue: _Queue, count: int) -> Selection:
    chosen: list[tuple[_Candidate, TracedText]] = []
    flags: tuple[Flag, ...] = ()
    for candidate in queue:
        if len(chosen) == count:
            break
        part = close(candidate.traced) if candidate.finished else cut_at_clause(candidate.traced)
        if part is None:
            part, flags = leave_open(candidate.traced), (Flag.CUT,)
        chosen.append((candidate, part))
        queue.take(candidate)
    return Selection(sentences=_set_in_order(chosen), flags=flags)


def _fill(queue: _Queue, room: int, trim: Trim) -> list[tuple[_Candidate, TracedText]]:
    chosen: list[tuple[_Candidate, TracedText]] = []
    enough = room * _ENOUGH
    for candidate in queue:
        part = close(_come_to_news(candidate, trim)) if candidate.finished else None
        fits = part is not None and count_chars(part.text) <= room
        if not fits:
            # Half of what a leader said or a court held is kept only where nothing else would be.
            allowed = not chosen or not refuse_cut(candidate.traced.text)
            cuttable = (trim is Trim.CLAUSE and allowed) or not candidate.finished
            part = _shorten(candidate, room) if cuttable else None
        if part is not None:
            chosen.append((candidate, part))
            queue.take(candidate)
            room -= count_chars(part.text)
        # What comes next in rank is not squeezed in behind a sentence that had no room, unless
        # most of the room is still empty. One without end is no loss, and half a quotation is
        # without its speaker.
        empty = bool(chosen) and room > enough
        quoted = part is None and candidate.traced.text.startswith(("“", "「"))
        if not (fits or empty or quoted) and candidate.finished and trim is Trim.CLAUSE:
            break
    return chosen


def _come_to_news(candidate: _Candidate, trim: Trim) -> TracedText:
    """A sentence without the aims it opens with, where these are most of it."""
    traced = candidate.traced
    news = drop_purpose(traced) if trim is Trim.CLAUSE else None
    if news is None or count_chars(news.text) > count_chars(traced.text) * _MOSTLY_AIMS:
        return traced
    return news


def _shorten(candidate: _Candidate, room: int) -> TracedText | None:
    """A sentence without its aims if it fits so, else its longest beginning that does."""
    news = drop_purpose(candidate.traced) if candidate.finished else None
    if news is not None and count_chars(news.text) <= room:
        return close(news)
    return cut_at_clause(news or candidate.traced, room) or cut_at_clause(candidate.traced, room)


def _without_opener(part: TracedText, *, follows: bool) -> TracedText:
    bare = drop_numbering(part)
    return bare if follows else drop_connective(bare)


def _set_in_order(chosen: list[tuple[_Candidate, TracedText]]) -> tuple[PrintedSentence, ...]:
    printed = {candidate.index for candidate, _ in chosen}
    return tuple(
        PrintedSentence(
            traced=_without_opener(part, follows=candidate.index - 1 in printed),
            score=candidate.score,
            rank=candidate.rank,
        )
        for candidate, part in sorted(chosen, key=lambda pair: pair[0].index)
    )
