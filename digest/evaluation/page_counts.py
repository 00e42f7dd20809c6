"""What is counted on pages, in whole numbers so that pages add up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from digest.evaluation.rate import Rate, rate


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCounts:
    """What was counted on a page or on several.

    pair: pairs of lines in one article · found: gold articles met with Jaccard 0.8 · title:
    exact title lines, `title_accepted` with the other accepted reading · untitled: gold has no
    title · head: the set of headline lines · order: neighbouring body lines still neighbours.
    """

    pair_hits: int = 0
    pair_predicted: int = 0
    pair_gold: int = 0
    found: int = 0
    predicted: int = 0
    gold: int = 0
    title: int = 0
    title_accepted: int = 0
    title_count: int = 0
    untitled: int = 0
    untitled_count: int = 0
    head: int = 0
    head_count: int = 0
    join_hits: int = 0
    join_predicted: int = 0
    join_gold: int = 0
    order: int = 0
    order_count: int = 0

    @property
    def pairs(self) -> Rate:
        """Pairs of body lines put in the same article."""
        return rate(self.pair_hits, self.pair_predicted, self.pair_gold)

    @property
    def articles(self) -> Rate:
        """Articles found, of those predicted with a body and of those in the gold."""
        return rate(self.found, self.predicted, self.gold)

    @property
    def joins(self) -> Rate:
        """Mid-sentence joins; wrapped headlines do not count."""
        return rate(self.join_hits, self.join_predicted, self.join_gold)


def add_counts(counts: Iterable[PageCounts]) -> PageCounts:
    """The sum of counts, field by field."""
    sums = Counter[str]()
    for count in counts:
        for field in fields(PageCounts):
            sums[field.name] += getattr(count, field.name)
    return PageCounts(**sums)
