"""The words and phrases of a text that could be its keywords, and where each of them stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.model.articles import Token
from digest.text.stopwords import NEWS_STOP_WORDS

_NAMING = "n nr nrfg nrt ns nt nz nw vn an j l i eng b ng s"
NOUN_TAGS = frozenset(_NAMING.split())
"""Tags of words that name something, or that stand before a name as part of it."""

# A phrase holds nothing else: no particles, conjunctions, prepositions, pronouns.
_TAGS = NOUN_TAGS | frozenset(
    ["v", "vd", "vg", "a", "ad", "ag", "m", "q", "f", "t", "tg", "d", "g", "h", "k", "z"]
)
_LAST_OUT = frozenset(["k", "m", "q", "f", "d", "t", "b", "a", "ad"])
_FIRST_OUT = frozenset(["t", "k"])
# Tagged as if they could be inside, but the seams of a sentence: 是, 有, 使 are verbs for jieba.
_SEAMS = frozenset("的了在是和与及等暨对为以将把被从到向并也都而或其这那该此之于由使让给")
_SEAMS |= frozenset("更最很还又已就有")
# Verbs that say only that something is done, or said; no phrase begins or ends with them.
_EMPTY_VERBS = """
指出 强调 表示 认为 介绍 希望 汇报 说 称 出席 参加 主持 会见 要求 进行 开展 加强 推进 推动 加快
实施 落实 举行 召开 举办 实现 促进 强化 深化 营造 打造 做好 成为 引发 给予 予以
"""
_EMPTY = frozenset(_EMPTY_VERBS.split())
_PERSONS = frozenset(["nr", "nrfg", "nrt"])
# The name of a body is as long as it is.
_BODY = re.compile(
    r"(?:公司|集团|委员会|大学|学院|医院|银行|研究院|协会|联合会|中心|法院|检察院|(?<![当布格结大全僵])局)$"
)
_BODY_FIRST = frozenset(["n", "nr", "ns", "nt", "nz", "j", "eng"])
_MOST_WORDS, _MOST_CHARS = 6, 14
_FEWEST_CHARS = 2
_OFTEN = 3
_BRACKETED = re.compile(r"[（(][一-龥]{1,2}[)）]")
_WORD = re.compile(rf"[\w.+\-/·]+|{_BRACKETED.pattern}")
_FIGURE = re.compile(r"[\d.+\-/%·]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One to six neighbouring words, and all places (sentence, first word, end) where they stand.

    The `key` is its text in lower case: what makes two phrases one.
    """

    text: str
    key: str
    words: tuple[Token, ...]
    places: tuple[tuple[int, int, int], ...]

    @property
    def head(self) -> str:
        """The key of it without its last word."""
        return self.text[: -len(self.words[-1].text.strip())].lower()

    @property
    def tail(self) -> str:
        """The key of it without its first word."""
        return self.text[len(self.words[0].text.strip()) :].lower()

    @property
    def stands_in_title_only(self) -> bool:
        """Whether the text itself never says it; sentence 0 is the title."""
        return self.places[-1][0] == 0

    @property
    def count(self) -> int:
        """How often it stands in the text."""
        return len(self.places)


def find_phrases(sentences: Sequence[Sequence[Token]]) -> dict[str, Phrase]:
    """All runs of words that hold together as grammar goes, by key, in order of appearance."""
    found: dict[str, tuple[str, tuple[Token, ...], list[tuple[int, int, int]]]] = {}
    for number, tokens in enumerate(sentences):
        words = [_usable(tokens, at) for at in range(len(tokens))]
        for first in range(len(tokens)):
            if _ends_verb(tokens, first):
                continue
            for text, end in _runs(words, first):
                key = text.lower()
                if key not in found:
                    found[key] = (text, tuple(tokens[first:end]), [])
                found[key][2].append((number, first, end))
    return {
        key: Phrase(text=text, key=key, words=words, places=tuple(places))
        for key, (text, words, places) in found.items()
    }


def join_brackets(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words with a short one in brackets, and no space around it, as one: 全体(扩大)会议."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        three = tokens[at : at + 3]
        if len(three) == 3 and _BRACKETED.fullmatch("".join(token.text for token in three)):
            joined.append(Token(text="".join(token.text for token in three), tag="k"))
            at += 3
        else:
            joined.append(tokens[at])
            at += 1
    return tuple(joined)


def keep_printable(phrases: Mapping[str, Phrase], title: str) -> tuple[Phrase, ...]:
    """Those an editor could print as a keyword; `title` is in lower case, without white space.

    No words of office life (推进, 工作), no figures, no verb or idiom that is not in the title,
    no piece that says who spoke, none that begins or ends as no name does. A number belongs to a
    name where it always stands before it (一个中国原则), and then the name does without it not.
    """
    numbered = {each.tail for each in phrases.values() if _is_numbered(each, phrases)}
    cut = {key for phrase in phrases.values() for key in _ends_of_body(phrase, phrases)}
    return tuple(
        phrase
        for key, phrase in phrases.items()
        if key not in numbered
        and key not in cut
        and (phrase.words[0].tag != "m" or _is_numbered(phrase, phrases))
        and _may_be_printed(phrase, titled=key in title)
        and not _is_passing(phrase, titled=key in title)
    )


def is_body(phrase: Phrase) -> bool:
    """Whether it is the name of a company, an office, a school."""
    return len(phrase.text) > _FEWEST_CHARS + 1 and _BODY.search(phrase.text) is not None


def join_words(words: Sequence[Token]) -> str:
    """The words as one."""
    return "".join(word.text.strip() for word in words)


def _may_be_printed(phrase: Phrase, *, titled: bool) -> bool:
    first, last = phrase.words[0], phrase.words[-1]
    if phrase.text in NEWS_STOP_WORDS or _FIGURE.fullmatch(phrase.text):
        return False
    if len(phrase.words) == 1:
        often = phrase.count >= _OFTEN and first.text not in _EMPTY
        return titled and (often or first.tag == "i") if first.tag in {"v", "i"} else True
    return not (
        last.tag in _LAST_OUT
        or first.tag in _FIRST_OUT
        or (first.tag == "i" and not titled)
        or (first.tag in {"d", "ad"} and last.tag in {"v", "vn"})
        or (last.tag == "v" and len(last.text) == 1)
        or (first.tag in _PERSONS and last.text in NEWS_STOP_WORDS)
        or (last.tag in _PERSONS and first.text in NEWS_STOP_WORDS)
        or (first.tag == "v" and phrase.stands_in_title_only)
        or first.text in _EMPTY
        or last.text in _EMPTY
        or _says_what_is_done(phrase)
    )


def _is_passing(phrase: Phrase, *, titled: bool) -> bool:
    """A person who was also there: not in title or opening, and hardly named."""
    return (
        len(phrase.words) == 1
        and phrase.words[0].tag in _PERSONS
        and phrase.count < _OFTEN
        and not titled
        and phrase.places[0][0] > 1
    )


def _ends_of_body(phrase: Phrase, phrases: Mapping[str, Phrase]) -> Iterator[str]:
    """The keys of what stands only at the end of a body's name: 投资集团有限公司."""
    if phrase.words[0].tag not in _BODY_FIRST or not is_body(phrase):
        return
    if _EMPTY.isdisjoint(word.text for word in phrase.words):
        for start in range(1, len(phrase.words)):
            end = phrases.get(join_words(phrase.words[start:]).lower())
            if end is not None and end.count == phrase.count:
                yield end.key


def _is_numbered(phrase: Phrase, phrases: Mapping[str, Phrase]) -> bool:
    if phrase.words[0].tag != "m" or phrase.count == 1:
        return False
    rest = phrases.get(phrase.tail)
    return rest is not None and rest.count == phrase.count


def _says_what_is_done(phrase: Phrase) -> bool:
    """A verb of office life and what it is about: 发展新质生产力."""
    first, *others = phrase.words
    return (
        first.tag in {"v", "vn"}
        and first.text in NEWS_STOP_WORDS
        and any(word.text not in NEWS_STOP_WORDS for word in others)
    )


def _ends_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word is the second half of a verb: 牢 in 筑牢."""
    if at == 0 or tokens[at].tag != "a":
        return False
    return tokens[at - 1].tag == "v" and len(tokens[at - 1].text + tokens[at].text) == 2


def _usable(tokens: Sequence[Token], at: int) -> str:
    """The word there as a phrase holds it; empty where a phrase ends before it."""
    word = tokens[at].text.strip()
    if tokens[at].tag in _TAGS and word not in _SEAMS and _WORD.fullmatch(word):
        return word
    return ""


def _runs(words: Sequence[str], first: int) -> Iterator[tuple[str, int]]:
    text = ""
    for end in range(first, min(first + _MOST_WORDS, len(words))):
        text += words[end]
        if not words[end] or len(text) > _MOST_CHARS:
            return
        if len(text) >= _FEWEST_CHARS:
            yield text, end + 1
