"""Pairs of characters: words without a dictionary."""

import re
from itertools import pairwise

_NO_WORD = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")


def list_bigrams(text: str) -> list[str]:
    """Every two characters that stand together in a run of letters or digits, in order.

    >>> list_bigrams("会议，召开了")
    ['会议', '召开', '开了']
    """
    return [first + second for run in _NO_WORD.split(text) for first, second in pairwise(run)]
