"""What sort of text an article is, as far as it matters where the news stands.

A report says it first. A feature opens with a scene and comes to the point later, in what
journalists call its nut graf; a roundup says it anew below every subhead; a commentary argues
up to its end. The cues are words of the trade, written by hand.
"""

import re
from collections import Counter
from collections.abc import Collection
from enum import StrEnum

from digest.condense.weak import find_weakness, keep_share
from digest.model.articles import ArticleType, TokenizedArticle
from digest.text.bigrams import list_bigrams


class Kind(StrEnum):
    """The kinds of text that are condensed each in its way."""

    REPORT = "report"
    FEATURE = "feature"
    ROUNDUP = "roundup"
    COMMENTARY = "commentary"


_SCENIC = frozenset(("scene", "spoken", "broken"))
"""How a feature opens. A question or a greeting may stand before a report, too."""

_WEAK = 0.6
"""A sentence that keeps less of its rating than this comes to no point."""

_FEWEST_SECTIONS = 2

_COMMENTATOR = re.compile(
    r"(?:□|■)?[\u4e00-\u9fff]{0,8}评论员(?:文章)?[ \u3000：:]*[\u4e00-\u9fff·]{0,4}"
)
_COMMENTARY_TITLE = re.compile(
    r"(?:时评|快评|锐评|热评|短评|社评|微评|社论|评论员文章|编后|编者按)(?:[：:丨|｜】]|$)|"
    r"^[【\[]?(?:评论|时评|社论)[】\]：:丨|｜]"
)
# 本台播发锐评《…》, 明天出版的某报将发表评论员文章: news of a commentary is a report.
_NEWS_OF_COMMENTARY = re.compile(
    r"(?:播发|刊播|刊发|发表|出版|题目是|题为|文章[说指强]|[快锐]评[说指强])"
)

# 谢某某，某县人，…; 李某某是某乡唯一的医生; 某村位于某县.
_INTRODUCES = re.compile(
    r"^[^，。“]{2,20}，[^，。]{2,12}人，|^[^，。“]{2,20}(?:，[^，。]{2,16})?"
    r"(?:是|系|现为|现任|位于|地处|成立于|始建于|创建于)[^，。]{0,12}"
    r"(?:一[名位家个座项]|唯一|首[个家位批]|第[一二三]|全[国省市县]|我[国省市县]|国家级|[省市县区乡镇村])"
)
_HAPPENED = re.compile(
    r"\d+[月日号]|\d{4}年|近日|日前|昨[天日]|今[天日]|宣布|发布|公布|召开|举行|举办|开幕|闭幕|启动|签署|印发|出台|实施|开展"
)
_SUMS_UP = re.compile(
    r"目前|如今|年来|截至|累计|共有|全[省市县国区]|去年|今年|同比|达到|获评|荣获|评为"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?!\d*岁)")
_ONCE = re.compile(r"当[^，]{2,30}时，")
_SPOKEN = ("“", "「", "‘")

_BEFORE = 0.75
"""The share of a feature within which it comes to the point."""

_FEW = 4
"""Sentences of a text that is too short for shares."""

_SURE = 3
"""So many signs are enough; with fewer everywhere the sentence that has most is taken."""

_COMMON = 5
"""So many of a text's commonest pairs of characters name its matter."""

_OF_TITLE = 0.3
"""The share of a title's pairs of characters from which on a sentence speaks of its matter."""


def find_kind(article: TokenizedArticle) -> Kind:
    """The kind of a text, as its page, its title, its first sentence or its subheads tell it."""
    if not article.sentences:
        return Kind.REPORT
    if _is_commentary(article):
        return Kind.COMMENTARY
    if _SCENIC.intersection(find_weakness(article.sentences[0].text)):
        return Kind.FEATURE
    return Kind.ROUNDUP if len(find_sections(article)) >= _FEWEST_SECTIONS else Kind.REPORT


def find_sections(article: TokenizedArticle) -> tuple[int, ...]:
    """The indices of the sentences that stand first below a subhead."""
    paragraphs = article.article.paragraphs
    spoken = {sentence.paragraph for sentence in article.sentences}
    openers: list[int] = []
    last = article.sentences[0].paragraph if article.sentences else 0
    for sentence in article.sentences:
        between = range(last + 1, sentence.paragraph)
        if any(number not in spoken and paragraphs[number].text.strip() for number in between):
            openers.append(sentence.index)
        last = sentence.paragraph
    return tuple(openers)


def find_nut_graf(article: TokenizedArticle) -> int:
    """The index of the sentence in which a feature comes to its point; 0 where none does.

    It introduces who or what the text is about, says what happened, sums up in figures, or
    speaks of the title's matter: the first to do enough of these.
    """
    texts = [sentence.text for sentence in article.sentences]
    title = frozenset(list_bigrams(article.article.title or ""))
    spread = Counter(pair for text in texts for pair in dict.fromkeys(list_bigrams(text)))
    common = frozenset(pair for pair, _ in spread.most_common(_COMMON))
    early = texts[: max(_FEW, int(len(texts) * _BEFORE))]
    signs = [_count_signs(text, title, common) for text in early]
    most = min(_SURE, max(signs, default=0))
    return next((at for at, found in enumerate(signs) if most and found >= most), 0)


def tells_event(text: str) -> bool:
    """Whether a sentence says that something happened, and when or what.

    >>> tells_event("11月5日，第一批旅客踏上返程之路。"), tells_event("小店虽小，却关乎民生。")
    (True, False)
    """
    return bool(_HAPPENED.search(text))


def _count_signs(text: str, title: Collection[str], common: Collection[str]) -> int:
    if keep_share(text) < _WEAK or text.startswith(_SPOKEN):
        return 0
    pairs = frozenset(list_bigrams(text))
    numbers = len(_NUMBER.findall(text))
    return (
        2 * bool(_INTRODUCES.search(text))
        + tells_event(text)
        + (numbers > 1)
        + (numbers > 0 and bool(_SUMS_UP.search(text)))
        + (bool(title) and len(pairs.intersection(title)) >= _OF_TITLE * len(title))
        + (not pairs.isdisjoint(common))
        - bool(_ONCE.search(text))
    )


def _is_commentary(article: TokenizedArticle) -> bool:
    texts = [paragraph.text.strip() for paragraph in article.article.paragraphs]
    signed = any(_COMMENTATOR.fullmatch(text) for text in (*texts[:3], *texts[-2:]))
    titled = bool(_COMMENTARY_TITLE.search(article.article.title or ""))
    opening = "".join(sentence.text for sentence in article.sentences[:2])
    return article.article.type is ArticleType.COMMENTARY or (
        (signed or titled) and not _NEWS_OF_COMMENTARY.search(opening)
    )
