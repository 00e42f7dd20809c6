"""A linear model of topics, learned from an archive that somebody has labelled."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

TEXT_CHARS: Final = 600
"""So much of a text is read; what a report is about stands at its beginning."""

_TITLE_LENGTHS: Final = (1, 2, 3)
_TEXT_LENGTHS: Final = (2,)
_WORDS: Final = re.compile(r"[^\W_]+")
_TITLE, _TEXT = "t", "b"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicModel:
    """Weights of characters in a row, a number for each label; `idf` says how rare they are."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    idf: Mapping[str, float]
    weights: Mapping[str, tuple[float, ...]]

    def scores(self, title: str, text: str) -> tuple[float, ...]:
        """A number for each label, the greatest for the likeliest."""
        sums = list(self.bias)
        for gram, value in vector(title, text, self.idf).items():
            for place, weight in enumerate(self.weights[gram]):
                sums[place] += value * weight
        return tuple(round(each, 9) for each in sums)

    def topic_of(self, title: str, text: str) -> str:
        """The likeliest label, the first of equals."""
        scores = self.scores(title, text)
        return self.labels[scores.index(max(scores))]


def count_grams(title: str, text: str) -> Counter[str]:
    """One to three characters in a row of the title, two of the text, punctuation apart."""
    grams = Counter(_grams(title, _TITLE_LENGTHS, _TITLE))
    grams.update(_grams(text[:TEXT_CHARS], _TEXT_LENGTHS, _TEXT))
    return grams


def vector(title: str, text: str, idf: Mapping[str, float]) -> dict[str, float]:
    """The known characters in a row with their weights; title and text have length 1 each.

    Counts are damped by the logarithm. The whole has length 1, so that long and short texts
    weigh the same.
    """
    known = {
        gram: (1 + math.log(count)) * idf[gram]
        for gram, count in sorted(count_grams(title, text).items())
        if gram in idf
    }
    lengths = {part: _length(known, part) for part in (_TITLE, _TEXT)}
    whole = math.sqrt(sum(length > 0 for length in lengths.values())) or 1.0
    return {gram: value / lengths[gram[0]] / whole for gram, value in known.items()}


def _grams(text: str, lengths: tuple[int, ...], part: str) -> Iterator[str]:
    for word in _WORDS.findall(text):
        for length in lengths:
            for at in range(len(word) - length + 1):
                yield part + word[at : at + length]


def _length(known: Mapping[str, float], part: str) -> float:
    return math.sqrt(sum(value * value for gram, value in known.items() if gram[0] == part))
