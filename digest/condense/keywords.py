"""Keywords and key phrases: TextRank times IDF; names and phrases kept whole."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from digest.condense.graph import rank_nodes
from digest.condense.textrank import content_words
from digest.model.articles import Token, TokenizedArticle
from digest.text.stopwords import NEWS_STOP_WORDS

TEXTRANK4ZH_TAGS = frozenset(
    ["an", "i", "j", "l", "n", "nr", "nrfg", "ns", "nt", "nz", "t", "v", "vd", "vn", "eng"]
)
"""The tags of the words textrank4zh ranks: its util.allow_speech_tags."""

# What a subject can be called by: no times, no plain verbs, no idioms (卓有成效).
_SUBJECT_TAGS = TEXTRANK4ZH_TAGS - {"t", "v", "vd", "i"} | {"nrt"}
# What a phrase may hold before its last word: 四大赛道, 新质生产力, 重大事故隐患.
_INNER_TAGS = _SUBJECT_TAGS | {"a", "b", "ng", "vg", "f", "s", "m"}
# What always stands before a phrase belongs to it: 一个中国原则, 中马关系.
_BEFORE_TAGS = frozenset(["m", "f", "b", "a", "j", "ns", "n", "nz"])
_LAST_TAGS = frozenset(["n", "nz", "nt", "ns", "vn", "an", "j", "l"])
_PERSON_TAGS = frozenset(["nr", "nrfg", "nrt"])
_NAME_TAGS = _PERSON_TAGS | {"ns", "nt", "nz"}
_LONGEST_PHRASE = 5
_MOST_CHARS = 12
_IN_TITLE = 1.5
# Words of two characters are mostly too general to tell one story from another.
_TELLING = 3
_SHORT = 0.6
# Who stands in the headline or the first sentence is who the text is about; others only occur.
_PERSON = 1.5
# A phrase of more words is not better for being longer: its words' weights over words ** 0.5.
_LENGTH = 0.5
# The name of a body is as long as it is.
_BODY = re.compile(
    r"(?:公司|集团|委员会|大学|学院|医院|银行|研究院|协会|联合会|中心|法院|检察院|[^当]局)$"
)
# Words of the dictionary's corpus, and a count below which differences mean nothing.
_CORPUS, _SELDOM = 60_000_000, 30
_USUAL_IDF = 10.0
# A word said once is seldom what a text is about.
_ONCE = 0.6
_WORD = re.compile(
    r"[\u4e00-\u9fff]{2,}|[A-Za-z][A-Za-z0-9.\-+]*[A-Za-z0-9+]|[\u4e00-\u9fffA-Za-z0-9·\-]{3,}"
)
_WORD_OR_SIGN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    """A word or phrase: its words, where it first stands (in tokens), how often it stands."""

    words: tuple[str, ...]
    position: int
    count: int
    name: bool = False
    leads: bool = False
    score: float = 0.0

    @property
    def text(self) -> str:
        return "".join(self.words)


def keywords(
    article: TokenizedArticle,
    count: int,
    *,
    title: Sequence[Token] = (),
    lexicon: Mapping[str, int] | None = None,
    stop_words: frozenset[str] = NEWS_STOP_WORDS,
) -> tuple[tuple[str, float], ...]:
    """The `count` words and phrases an article is about, the best first; the best weighs 1.

    Words are ranked as textrank4zh ranks them, those of the `title` with those of the text, and
    weigh less the more often the `lexicon` counted them. Neighbours that occur together at least
    twice are one phrase; a word that occurs mostly in a phrase is not given beside it. Equal
    weights go by first occurrence.
    """
    sentences = (tuple(title), *article.tokens)
    weights = _weigh(rank_words(sentences, stop_words), lexicon)
    heading = "".join(token.text for token in title)
    opening = heading + "".join(token.text for token in next(iter(article.tokens), ()))
    words = _count_words(sentences, weights, stop_words, opening)
    phrases = [_complete(phrase, sentences) for phrase in _count_phrases(sentences, stop_words)]
    terms = [_rate_phrase(phrase, weights, heading) for phrase in phrases]
    terms += [_rate_word(word, phrases, weights, heading) for word in words]
    chosen: list[_Term] = []
    for term in sorted(terms, key=lambda term: (-round(term.score, 9), term.position, term.text)):
        if len(chosen) == count:
            break
        if term.score > 0 and not any(
            term.text in other.text or other.text in term.text for other in chosen
        ):
            chosen.append(term)
    best = chosen[0].score if chosen else 1.0
    return tuple((term.text, term.score / best) for term in chosen)


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


def _weigh(
    ranked: Sequence[tuple[str, float]], lexicon: Mapping[str, int] | None
) -> dict[str, float]:
    if lexicon is None:
        return dict(ranked)
    return {
        word: rank * math.log(_CORPUS / (lexicon.get(word, 0) + _SELDOM)) / _USUAL_IDF
        for word, rank in ranked
    }


def _count_words(
    sentences: Sequence[Sequence[Token]],
    weights: Mapping[str, float],
    stop_words: frozenset[str],
    opening: str,
) -> list[_Term]:
    counts = Counter(token.text for tokens in sentences for token in tokens)
    found: dict[str, _Term] = {}
    position = 0
    for tokens in sentences:
        for token in tokens:
            position += 1
            word = token.text.strip()
            if (
                word not in found
                and word in weights
                and token.tag in _SUBJECT_TAGS
                and word not in stop_words
                and _WORD.fullmatch(word)
            ):
                found[word] = _Term(
                    words=(word,),
                    position=position,
                    count=counts[word],
                    name=token.tag in _NAME_TAGS,
                    leads=token.tag in _PERSON_TAGS and word in opening,
                )
    return list(found.values())


def _count_phrases(sentences: Sequence[Sequence[Token]], stop_words: frozenset[str]) -> list[_Term]:
    """Runs of two to four words that stand together at least twice, and in no longer such run."""
    places: dict[tuple[str, ...], list[int]] = {}
    position = 0
    for tokens in sentences:
        for first in range(len(tokens)):
            position += 1
            for last in range(first + 2, min(first + _LONGEST_PHRASE, len(tokens)) + 1):
                part = tokens[first:last]
                if _is_phrase(part, stop_words):
                    places.setdefault(tuple(token.text for token in part), []).append(position)
    repeated = {words: at for words, at in places.items() if len(at) > 1}
    return [
        _Term(words=words, position=at[0], count=len(at))
        for words, at in repeated.items()
        if not any(_is_part(words, other) and len(repeated[other]) == len(at) for other in repeated)
    ]


def _complete(phrase: _Term, sentences: Sequence[Sequence[Token]]) -> _Term:
    """The phrase with the word that stands before it every time, if there is one."""
    size = len(phrase.words)
    before: set[Token | None] = set()
    for tokens in sentences:
        texts = [token.text for token in tokens]
        for at in range(len(texts) - size + 1):
            if tuple(texts[at : at + size]) == phrase.words:
                before.add(tokens[at - 1] if at else None)
    only = before.pop() if len(before) == 1 else None
    if (
        only is None
        or only.tag not in _BEFORE_TAGS
        or not _WORD_OR_SIGN.fullmatch(only.text)
        or len(phrase.text) + len(only.text) > _MOST_CHARS
    ):
        return phrase
    return replace(phrase, words=(only.text, *phrase.words))


def _is_phrase(tokens: Sequence[Token], stop_words: frozenset[str]) -> bool:
    text = "".join(token.text for token in tokens)
    return (
        tokens[-1].tag in _LAST_TAGS
        and all(token.tag in _INNER_TAGS for token in tokens[:-1])
        and tokens[0].tag not in {"m", "f", "nr"}
        and tokens[0].text not in stop_words
        and "暨" not in text
        and len(text) <= _MOST_CHARS
        and re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9]+", text) is not None
    )


def _is_part(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(words) < len(other) and any(
        other[at : at + len(words)] == words for at in range(len(other) - len(words) + 1)
    )


def _rate_phrase(phrase: _Term, weights: Mapping[str, float], title: str) -> _Term:
    known = [weights.get(word, 0.0) for word in phrase.words]
    length = 1.0 if _BODY.search(phrase.text) else len(known) ** _LENGTH
    score = sum(known) / length * math.log2(1 + phrase.count)
    return replace(phrase, score=score * (_IN_TITLE if phrase.text in title else 1.0))


def _rate_word(
    word: _Term, phrases: Sequence[_Term], weights: Mapping[str, float], title: str
) -> _Term:
    inside = max((phrase.count for phrase in phrases if word.words[0] in phrase.words), default=0)
    alone = max(word.count - inside, 0) / word.count
    score = weights[word.words[0]] * math.log2(1 + word.count) * alone
    if word.count == 1 and word.text not in title:
        score *= _ONCE
    if len(word.text) < _TELLING and not word.name:
        score *= _SHORT
    if word.leads:
        score *= _PERSON
    return replace(word, score=score * (_IN_TITLE if word.text in title else 1.0))
