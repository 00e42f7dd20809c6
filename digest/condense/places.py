"""How much a sentence's place is worth, for each kind of text."""

import re
from collections.abc import Sequence

from digest.condense.kinds import Kind, find_nut_graf, find_sections, tells_event
from digest.model.articles import Sentence, TokenizedArticle

_INTRODUCTION = 2
"""Sentences of a roundup's introduction that come before what its sections say."""

# What an author says should be, and why: the thesis of a commentary.
_CLAIM = re.compile(
    r"应当|应该|应(?=[把将有让对从是])|必须|需要|有责任|关键|根本|只有.{1,40}才|才能|唯有|不能|不应|不可|绝非|"
    r"不是.{1,30}而是|期待|警惕|呼唤|离不开|重在|贵在|难在|在于|归根|说到底|值得|不妨|莫让|别让|理应|意味着|关乎|事关|就要|要(?=[在把以从]|坚持)"
)
# What others say, figures and cases: the grounds, not the thesis.
_GROUNDS = re.compile(
    r"有(?:人|的人|观点|声音|网友)(?:认为|说|担心|质疑|提出|觉得)|据(?:统计|介绍|报道|了解)|数据显示|例如|比如|以.{2,16}为例|譬如|诚然|固然"
)
_CONCLUDED, _OCCASION, _CLAIMED, _ARGUED, _GROUNDED = 1.0, 0.9, 0.8, 0.4, 0.25
"""What sentences of a commentary are worth.

Claims in its last paragraph, the event that is its occasion, other claims, the rest, grounds.
"""


def weigh_places(article: TokenizedArticle, kind: Kind) -> list[float]:
    """What the place of each sentence is worth, above 0 and at most 1.

    As in LEAD 1, 1/2, 1/3, …; but counted from the nut graf of a feature, by sections in a
    roundup, and by what is claimed in a commentary.
    """
    if kind is Kind.COMMENTARY:
        return _weigh_claims(article.sentences)
    ranks = {index: rank for rank, index in enumerate(_order(article, kind), start=1)}
    return [1.0 / ranks[index] for index in range(len(article.sentences))]


def _order(article: TokenizedArticle, kind: Kind) -> Sequence[int]:
    every = range(len(article.sentences))
    if kind is Kind.FEATURE:
        start = find_nut_graf(article)
        return (*every[start:], *every[:start])
    if kind is Kind.ROUNDUP:
        sections = find_sections(article)
        first = (*range(min(sections[0], _INTRODUCTION)), *sections)
        return (*first, *(index for index in every if index not in first))
    return every


def _weigh_claims(sentences: Sequence[Sentence]) -> list[float]:
    last = sentences[-1].paragraph
    worths: list[float] = []
    for sentence in sentences:
        if _GROUNDS.search(sentence.text):
            worth = _GROUNDED
        elif _CLAIM.search(sentence.text):
            worth = _CONCLUDED if sentence.paragraph == last else _CLAIMED
        elif sentence.index == 0 and tells_event(sentence.text):
            worth = _OCCASION
        else:
            worth = _ARGUED
        worths.append(worth)
    return worths
