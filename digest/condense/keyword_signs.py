"""What speaks for a phrase as a keyword of its text, and against it, in figures."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.condense.phrases import NOUN_TAGS, Phrase, is_body, join_words
from digest.model.articles import Token
from digest.text.stopwords import NEWS_STOP_WORDS

# Words of the dictionary's corpus, and a count below which differences mean nothing.
_CORPUS, _SELDOM = 60_000_000, 30
_USUAL_IDF = 10.0
_HEADS = frozenset(["n", "nz", "nt", "ns", "j", "l", "nrt"])
_PERSONS = frozenset(["nr", "nrfg", "nrt"])
# What follows a noun phrase that is complete.
_AFTER = frozenset(["v", "vd", "d", "p", "c", "u", "uj", "ul", "uz", "ud", "uv", "ug", "y", "r"])
_OPENING, _CLOSING = frozenset('“「《‘"＂'), frozenset('”」》’"＂')
# Inside a phrase they tell that it is a piece of a sentence, or nothing in particular.
_HOLLOW = frozenset("中下后前内上不无但本各个种所我他可能会") | {
    "本文",
    "我们",
    "进行",
    "通过",
    "采用",
    "利用",
    "基于",
    "结果",
    "表明",
    "研究",
    "分析",
    "提出",
    "讨论",
}
_DIGIT = re.compile(r"\d")
_LONG, _MANY = 9, 4
_OF = frozenset("的之")
# What stands before the first word of a sentence, and after its last.
_BORDER = Token(text="", tag="x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text by its sentences' tokens, the title first (empty where there is none).

    `ranks` are the words' shares by TextRank, times their number; `lexicon` says how often a
    language has each word.
    """

    sentences: tuple[tuple[Token, ...], ...]
    phrases: Mapping[str, Phrase]
    ranks: Mapping[str, float]
    lexicon: Mapping[str, int]
    title: str
    counts: Mapping[str, int]
    longer: Mapping[str, int]


def read_text(
    sentences: Sequence[Sequence[Token]],
    phrases: Mapping[str, Phrase],
    ranks: Sequence[tuple[str, float]],
    lexicon: Mapping[str, int],
) -> Text:
    """What the signs of all phrases need to know of the text."""
    return Text(
        sentences=tuple(tuple(tokens) for tokens in sentences),
        phrases=phrases,
        ranks={word: share * len(ranks) for word, share in ranks},
        lexicon=lexicon,
        title="".join(join_words(sentences[0]).split()).lower() if sentences else "",
        counts=Counter(token.text.strip().lower() for tokens in sentences for token in tokens),
        longer=_count_longer(phrases),
    )


def measure(phrase: Phrase, text: Text) -> dict[str, float]:
    """The signs of a phrase by name; each is between 0 and about 5, most are 0 or 1."""
    return {
        **_measure_size(phrase),
        **_measure_place(phrase, text),
        **_measure_words(phrase, text),
        **_measure_bond(phrase, text),
        **_measure_neighbours(phrase, text),
        **_measure_kind(phrase),
    }


def _measure_size(phrase: Phrase) -> dict[str, float]:
    chars, words = len(phrase.text), len(phrase.words)
    return {
        "two characters": float(chars == 2),
        "three characters": float(chars == 3),
        "four characters": float(chars == 4),
        "five characters": float(chars == 5),
        "long": float(chars >= _LONG),
        "one word": float(words == 1),
        "many words": float(words >= _MANY),
    }


def _measure_place(phrase: Phrase, text: Text) -> dict[str, float]:
    titled = phrase.key in text.title
    leads = any(place[0] == 1 for place in phrase.places)
    once = phrase.count == 1
    return {
        "times": math.log2(phrase.count),
        "once": float(once),
        "in the title": float(titled),
        "in title and opening": float(titled and leads),
        "once, in title or opening": float(once and (titled or leads)),
        "in the opening, no title": float(leads and not text.title),
        "times, as a phrase": math.log2(phrase.count) * (len(phrase.words) > 1),
    }


def _measure_words(phrase: Phrase, text: Text) -> dict[str, float]:
    words = [word.text.strip() for word in phrase.words]
    counts = [text.lexicon.get(word, 0) for word in words]
    return {
        "rareness of the commonest word": math.log(_CORPUS / (max(counts) + _SELDOM)) / _USUAL_IDF,
        "rank of the best word": math.log1p(max(text.ranks.get(word, 0.0) for word in words)),
        "hollow word": float(any(word in _HOLLOW for word in words)),
        "digit": float(_DIGIT.search(phrase.text) is not None),
    }


def _measure_bond(phrase: Phrase, text: Text) -> dict[str, float]:
    """How firmly its words hold together, and how firmly it is held in a longer phrase."""
    longer = text.longer.get(phrase.key, 0)
    several = len(phrase.words) > 1
    commonest = max(text.counts[word.text.strip().lower()] for word in phrase.words)
    shorter = text.phrases.get(phrase.head) if several else None
    return {
        "share of its commonest word": phrase.count / commonest if several else 0.0,
        "share of what it begins with": (
            phrase.count / (shorter.count if shorter else phrase.count) if several else 0.0
        ),
        "inside a longer one": longer / phrase.count,
        "only inside a longer one": float(longer >= phrase.count > 1),
        "repeated, in no longer one": float(several and phrase.count > 1 and longer < phrase.count),
    }


def _measure_neighbours(phrase: Phrase, text: Text) -> dict[str, float]:
    before = [
        text.sentences[number][first - 1] if first else _BORDER
        for number, first, _ in phrase.places
    ]
    after = [
        text.sentences[number][end] if end < len(text.sentences[number]) else _BORDER
        for number, _, end in phrase.places
    ]
    count = phrase.count
    names = sum(each.tag in NOUN_TAGS and each.text not in NEWS_STOP_WORDS for each in before)
    return {
        "kinds before": math.log2(_count_kinds(before)),
        "kinds after": math.log2(_count_kinds(after)),
        "name before": names / count,
        "border before": sum(each.tag == "x" for each in before) / count,
        "border after": sum(each.tag == "x" for each in after) / count,
        "的 after": sum(each.text in _OF for each in after) / count,
        "function word after": sum(each.tag in _AFTER for each in after) / count,
        "quoted": float(
            any(
                one.text in _OPENING and two.text in _CLOSING
                for one, two in zip(before, after, strict=True)
            )
        ),
    }


def _measure_kind(phrase: Phrase) -> dict[str, float]:
    tags = [word.tag for word in phrase.words]
    first, last, several = tags[0], tags[-1], len(tags) > 1
    return {
        "verb first": float(several and first == "v"),
        "verb": float(tags == ["v"]),
        "name, then verb": float(several and first in NOUN_TAGS and last in {"v", "vn"}),
        "verbal noun last": float(last == "vn"),
        "noun last": float(last in _HEADS),
        "adjective last": float(last in {"a", "an", "ad"}),
        "position word": float("f" in tags),
        "person": float(not several and first in _PERSONS),
        "with a person": float(several and not _PERSONS.isdisjoint(tags)),
        "place": float(tags == ["ns"]),
        "body": float(is_body(phrase)),
    }


def _count_kinds(neighbours: Sequence[Token]) -> int:
    """Different words beside it; each begin or end of a sentence is one of its own."""
    borders = sum(each is _BORDER for each in neighbours)
    return len({each.text for each in neighbours}) + max(borders - 1, 0)


def _count_longer(phrases: Mapping[str, Phrase]) -> dict[str, int]:
    """How often the commonest phrase of one word more stands there, by the shorter one's key."""
    longer: dict[str, int] = {}
    for phrase in phrases.values():
        first = phrase.words[0]
        if len(phrase.words) > 1:
            longer[phrase.head] = max(longer.get(phrase.head, 0), phrase.count)
            # 发展新质生产力: a word of office life before it is no part of it.
            if first.tag != "v" and first.text not in NEWS_STOP_WORDS:
                longer[phrase.tail] = max(longer.get(phrase.tail, 0), phrase.count)
    return longer
