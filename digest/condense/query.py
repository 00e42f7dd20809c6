"""Ratings bent towards what a reader asks for."""

from collections.abc import Sequence

from digest.errors import UsageError


def favour(ratings: Sequence[float], sentences: Sequence[str], query: str) -> tuple[float, ...]:
    """Ratings by which sentences with more of the query's words come first.

    Words are separated by white space and looked for as they are, case apart; among sentences
    with equally many of them the method's own rating decides. Raises UsageError for an empty
    query.

    >>> favour([0.5, 0.3, 0.2], ["今日开幕。", "算力中心投产。", "天气晴。"], "算力")
    (0.5, 1.3, 0.2)
    """
    words = query.lower().split()
    if not words:
        raise UsageError("the query is empty")
    top = max((abs(rating) for rating in ratings), default=0.0)
    step = max(1.0, 2 * top)
    return tuple(
        rating + step * sum(word in sentence.lower() for word in words)
        for rating, sentence in zip(ratings, sentences, strict=True)
    )
