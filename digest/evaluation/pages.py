"""How well pages were taken apart: articles, titles, joins and reading order against gold.

The universe is the body lines of the gold.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Any

from digest.evaluation.page_articles import PageArticle, Photos, read_articles
from digest.evaluation.page_counts import PageCounts, add_counts

_FOUND_AT = 0.8  # Jaccard of body lines
_PROFILES = ("easy", "real", "hard")
SMALL_TYPES = frozenset({"advert", "slogan", "teaser", "photo", "notice", "fragment"})


class Scope(Enum):
    """Which gold articles count: all, or all but `SMALL_TYPES`."""

    ALL = "all"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScore:
    """A gold article beside the predicted article that matches it best."""

    id: str
    type: str
    jaccard: float
    found: bool
    titled: bool
    title_exact: bool
    head_exact: bool
    order: int
    order_count: int
    defects: tuple[str, ...]
    habits: tuple[str, ...]
    missing: tuple[int, ...]
    extra: tuple[int, ...]
    title_gold: tuple[int, ...]
    title_predicted: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScore:
    """One page's counts and its articles one by one."""

    name: str
    profile: str | None
    counts: PageCounts
    articles: tuple[ArticleScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScores:
    """The scores of pages in their order."""

    pages: tuple[PageScore, ...]

    @property
    def total(self) -> PageCounts:
        """The counts of all pages together."""
        return add_counts(page.counts for page in self.pages)

    @property
    def by_profile(self) -> dict[str, PageCounts]:
        """The counts of each simulated profile that occurs, easy before real before hard."""
        present = {page.profile for page in self.pages}
        return {
            profile: add_counts(page.counts for page in self.pages if page.profile == profile)
            for profile in _PROFILES
            if profile in present
        }

    @property
    def articles(self) -> tuple[ArticleScore, ...]:
        """Every gold article of every page."""
        return tuple(article for page in self.pages for article in page.articles)


def score_pages(
    predictions: Mapping[str, Mapping[str, Any]],
    gold: Mapping[str, Mapping[str, Any]],
    *,
    photos: Photos = Photos.APART,
    scope: Scope = Scope.ALL,
) -> PageScores:
    """The scores of every gold page by its name; a page without a prediction scores zero."""
    return PageScores(
        pages=tuple(
            score_page(
                predictions.get(name, {"articles": []}), page, name=name, photos=photos, scope=scope
            )
            for name, page in gold.items()
        )
    )


def score_page(
    prediction: Mapping[str, Any],
    gold: Mapping[str, Any],
    *,
    name: str = "",
    photos: Photos = Photos.APART,
    scope: Scope = Scope.ALL,
) -> PageScore:
    """The score of one page's prediction, both in the JSON of the evaluation."""
    truth, guesses = read_articles(gold, photos), read_articles(prediction, photos)
    dropped: set[int] = set()
    if scope is Scope.CONTENT:
        small = [article for article in truth if article.type in SMALL_TYPES]
        dropped = {number for article in small for number in (*article.body, *article.lines)}
        truth = tuple(article for article in truth if article.type not in SMALL_TYPES)
    universe = {number for article in truth for number in article.body}
    candidates = tuple(_as_candidate(guess, universe, dropped) for guess in guesses)
    scores = tuple(_score_article(article, candidates) for article in truth)
    counts = map(_count_article, truth, scores)
    return PageScore(
        name=name,
        profile=gold.get("profile"),
        counts=add_counts((*counts, _count_page(truth, candidates, universe, dropped, scope))),
        articles=scores,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A predicted article as it is compared: its body within the scope, and all of its lines."""

    article: PageArticle
    body: frozenset[int]
    lines: frozenset[int]


def _as_candidate(article: PageArticle, universe: set[int], dropped: set[int]) -> _Candidate:
    body = set(article.body) & universe if article.only_lines else set(article.body)
    return _Candidate(
        article=article,
        body=frozenset(body - dropped),
        lines=frozenset((*article.lines, *article.body)),
    )


def _score_article(article: PageArticle, candidates: Sequence[_Candidate]) -> ArticleScore:
    body = frozenset(article.body)
    lines = body | frozenset(article.lines)
    best = max(
        candidates,
        key=lambda other: (_jaccard(body, other.body), _jaccard(lines, other.lines)),
        default=_NOTHING,
    )
    jaccard = _jaccard(body, best.body)
    order, order_count = _count_order(article, best.article)
    return ArticleScore(
        id=article.id,
        type=article.type,
        jaccard=jaccard,
        found=jaccard >= _FOUND_AT and bool(body),
        titled=bool(article.title),
        title_exact=jaccard > 0 and set(best.article.title) == set(article.title),
        head_exact=jaccard > 0 and best.article.head == article.head,
        order=order,
        order_count=order_count,
        defects=article.defects,
        habits=article.habits,
        missing=tuple(sorted(body - best.body)),
        extra=tuple(sorted(best.body - body)),
        title_gold=article.title,
        title_predicted=best.article.title,
    )


_NOTHING = _Candidate(article=PageArticle(id=""), body=frozenset(), lines=frozenset())


def _count_order(article: PageArticle, best: PageArticle) -> tuple[int, int]:
    """Neighbouring body lines that the best match has as neighbours too, and how many there are."""
    skipped = {*article.headings, *best.headings}
    printed = [number for number in best.body if number not in skipped]
    places = {number: place for place, number in enumerate(printed)}
    wanted = [number for number in article.body if number not in skipped]
    kept = sum(
        first in places and second in places and places[second] == places[first] + 1
        for first, second in pairwise(wanted)
    )
    return kept, max(0, len(wanted) - 1)


def _count_article(article: PageArticle, score: ArticleScore) -> PageCounts:
    accepted = score.title_exact or (
        score.jaccard > 0
        and article.alternative_title is not None
        and set(score.title_predicted) == set(article.alternative_title)
    )
    return PageCounts(
        found=score.found,
        gold=bool(article.body),
        title=score.titled and score.title_exact,
        title_accepted=score.titled and accepted,
        title_count=score.titled,
        untitled=not score.titled and score.title_exact,
        untitled_count=not score.titled,
        head=score.head_exact,
        head_count=1,
        order=score.order,
        order_count=score.order_count,
    )


def _count_page(
    truth: Sequence[PageArticle],
    candidates: Sequence[_Candidate],
    universe: set[int],
    dropped: set[int],
    scope: Scope,
) -> PageCounts:
    owners = {number: place for place, article in enumerate(truth) for number in article.body}
    guessed: dict[int, int] = {}
    for place, candidate in enumerate(candidates):
        for number in sorted(candidate.lines):
            guessed.setdefault(number, place)
    numbers = sorted(universe)
    theirs: list[Hashable] = [guessed.get(number, ("alone", number)) for number in numbers]
    ours: list[Hashable] = [owners[number] for number in numbers]
    joins = {join for article in truth for join in article.joins}
    within = {join for join in joins if set(join) <= universe}
    drawn = {
        join
        for candidate in candidates
        for join in candidate.article.joins
        if not set(join) & dropped
    } - (joins - within)
    return PageCounts(
        predicted=sum(
            bool(candidate.body) and (scope is Scope.ALL or bool(candidate.body & universe))
            for candidate in candidates
        ),
        pair_hits=_count_pairs(zip(theirs, ours, strict=True)),
        pair_predicted=_count_pairs(theirs),
        pair_gold=_count_pairs(ours),
        join_hits=len(within & drawn),
        join_predicted=len(drawn),
        join_gold=len(within),
    )


def _count_pairs(keys: Iterable[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(keys).values())


def _jaccard(first: frozenset[int], second: frozenset[int]) -> float:
    return len(first & second) / len(first | second) if first | second else 0.0
