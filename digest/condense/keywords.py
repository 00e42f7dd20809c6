"""Keywords and key phrases: phrases kept whole, rated by what authors' own keywords look like."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from digest.condense.graph import rank_nodes
from digest.condense.keyword_signs import measure, read_text
from digest.condense.keyword_weights import BIAS, WEIGHTS
from digest.condense.phrases import Phrase, find_phrases, join_brackets, keep_printable
from digest.condense.textrank import content_words
from digest.model.articles import Token, TokenizedArticle
from digest.text.stopwords import NEWS_STOP_WORDS

TEXTRANK4ZH_TAGS = frozenset(
    ["an", "i", "j", "l", "n", "nr", "nrfg", "ns", "nt", "nz", "t", "v", "vd", "vn", "eng"]
)
"""The tags of the words textrank4zh ranks: its util.allow_speech_tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A phrase that could be a keyword, and the signs of it."""

    phrase: Phrase
    signs: Mapping[str, float]

    @property
    def chance(self) -> float:
        """How likely an author would give it as a keyword, by a logistic model of its signs."""
        total = math.fsum(WEIGHTS[name] * value for name, value in self.signs.items() if value)
        return 1 / (1 + math.exp(-BIAS - total))


def rate_phrases(
    article: TokenizedArticle,
    *,
    title: Sequence[Token] = (),
    lexicon: Mapping[str, int] | None = None,
) -> tuple[Candidate, ...]:
    """All phrases that could be keywords, with their signs, in order of appearance.

    The signs are where and how often they stand, TextRank and rareness of their words (the
    `lexicon` says how common each is) and how firmly they hold together.
    """
    sentences = (tuple(title), *article.tokens)
    joined = [join_brackets(tokens) for tokens in sentences]
    phrases = find_phrases(joined)
    text = read_text(joined, phrases, rank_words(sentences, NEWS_STOP_WORDS), lexicon or {})
    return tuple(
        Candidate(phrase=phrase, signs=measure(phrase, text))
        for phrase in keep_printable(phrases, text.title)
    )


def choose(candidates: Sequence[Candidate], count: int) -> tuple[tuple[str, float], ...]:
    """The best `count` of the candidates that say different things, with weights from 1 down.

    None contains another, and none stands only where better ones stand. Equal ratings go by first
    place.
    """
    # Compared to nine digits: the last bits may differ from one CPU to another.
    rated = [(candidate.chance, candidate.phrase) for candidate in candidates]
    rated.sort(key=lambda pair: (-round(pair[0], 9), pair[1].places[0], pair[1].text))
    chosen: list[tuple[float, Phrase]] = []
    taken: set[tuple[int, int]] = set()
    for chance, phrase in rated:
        if len(chosen) == count:
            break
        if any(phrase.key in other.key or other.key in phrase.key for _, other in chosen):
            continue
        places = [_cover(place) for place in phrase.places]
        if all(not taken.isdisjoint(place) for place in places):
            continue
        chosen.append((chance, phrase))
        taken.update(*places)
    return tuple((phrase.text, chance / chosen[0][0]) for chance, phrase in chosen)


def rank_words(
    sentences: Sequence[Sequence[Token]], stop_words: frozenset[str]
) -> tuple[tuple[str, float], ...]:
    """Words with their PageRank, the best first, as textrank4zh's `TextRank4Keyword` has them.

    With the package's own stop words weights and order are the package's (window 2). Equal
    weights stay in the order of first occurrence.
    """
    linked = [content_words(tokens, stop_words) for tokens in sentences]
    ranked = [
        content_words([token for token in tokens if token.tag in TEXTRANK4ZH_TAGS], stop_words)
        for tokens in sentences
    ]
    numbers: dict[str, int] = {}
    for words in ranked:
        for word in words:
            numbers.setdefault(word, len(numbers))
    edges: set[tuple[int, int]] = set()
    for words in linked:
        for first, second in pairwise(words):
            if first in numbers and second in numbers:
                edges.add((numbers[first], numbers[second]))
                edges.add((numbers[second], numbers[first]))
    pairs = np.array(sorted(edges), dtype=np.intp).reshape(-1, 2)
    weights = rank_nodes(pairs[:, 0], pairs[:, 1], np.ones(len(pairs)), size=len(numbers))
    return tuple(
        sorted(zip(numbers, weights.tolist(), strict=True), key=lambda pair: pair[1], reverse=True)
    )


def _cover(place: tuple[int, int, int]) -> list[tuple[int, int]]:
    sentence, first, end = place
    return [(sentence, word) for word in range(first, end)]
