"""ROUGE-1, -2 and -L for Chinese: characters are the tokens, punctuation counts."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from digest.evaluation.bootstrap import Interval, bootstrap

_WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rouge:
    """F1 of single characters, of pairs of characters, and of the longest common subsequence."""

    r1: float
    r2: float
    rl: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RougeDifference:
    """How far one system is above another, in points; `mean` is that of the three."""

    r1: Interval
    r2: Interval
    rl: Interval
    mean: Interval


def squeeze(text: str | None) -> str:
    """A text without white space, as lengths and budgets count it.

    >>> squeeze("今天 天气　好")
    '今天天气好'
    """
    return _WHITE_SPACE.sub("", text or "")


def cut(text: str | None, budget: int | None) -> str:
    """A squeezed text cut at a budget of characters; no budget (0, `None`) cuts nothing."""
    squeezed = squeeze(text)
    return squeezed[:budget] if budget else squeezed


def rate_rouge(summary: str | None, reference: str | None) -> Rouge:
    """The ROUGE of a summary against one reference, 0 to 1 each.

    Lin, ROUGE: A Package for Automatic Evaluation of Summaries, 2004; n-gram counts are
    clipped, the subsequence is that of the whole strings.

    >>> rate_rouge("今天天气好", "今天 天气好")
    Rouge(r1=1.0, r2=1.0, rl=1.0)
    """
    hypothesis, target = squeeze(summary), squeeze(reference)
    grams = []
    for size in (1, 2):
        ours, theirs = _count_grams(hypothesis, size), _count_grams(target, size)
        grams.append(_f1((ours & theirs).total(), ours.total(), theirs.total()))
    common = count_common(hypothesis, target)
    return Rouge(r1=grams[0], r2=grams[1], rl=_f1(common, len(hypothesis), len(target)))


def count_common(first: str, second: str) -> int:
    """The length of the longest common subsequence.

    Hyyrö, Bit-parallel LCS-length computation revisited, 2004: a bit for each character.
    """
    if not first or not second:
        return 0
    places: defaultdict[str, int] = defaultdict(int)
    for index, character in enumerate(first):
        places[character] |= 1 << index
    full = (1 << len(first)) - 1
    row = full
    for character in second:
        matched = row & places.get(character, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(first) - row.bit_count()


def score_rouge(
    predictions: Mapping[str, str], references: Mapping[str, str], *, budget: int | None = None
) -> dict[str, Rouge]:
    """The ROUGE of every reference's prediction, by id; a missing one counts as empty."""
    return {
        identity: rate_rouge(cut(predictions.get(identity, ""), budget), reference)
        for identity, reference in references.items()
    }


def mean_rouge(scores: Mapping[str, Rouge]) -> Rouge:
    """The mean over documents, in points (0 to 100)."""
    count = max(1, len(scores))
    rated = scores.values()
    return Rouge(
        r1=sum(score.r1 for score in rated) / count * 100,
        r2=sum(score.r2 for score in rated) / count * 100,
        rl=sum(score.rl for score in rated) / count * 100,
    )


def compare_rouge(ours: Mapping[str, Rouge], theirs: Mapping[str, Rouge]) -> RougeDifference:
    """The differences of two systems on the same ids, with their intervals."""
    ids = sorted(ours)
    r1 = [100 * (ours[identity].r1 - theirs[identity].r1) for identity in ids]
    r2 = [100 * (ours[identity].r2 - theirs[identity].r2) for identity in ids]
    rl = [100 * (ours[identity].rl - theirs[identity].rl) for identity in ids]
    means = [sum(three) / 3 for three in zip(r1, r2, rl, strict=True)]
    return RougeDifference(
        r1=bootstrap(r1), r2=bootstrap(r2), rl=bootstrap(rl), mean=bootstrap(means)
    )


def format_difference(name: str, difference: RougeDifference) -> str:
    """One line: how far we are above the system called `name`."""
    return (
        f"minus {name}: R1 {difference.r1:+.2f}  R2 {difference.r2:+.2f}"
        f"  RL {difference.rl:+.2f}  mean {difference.mean:+.2f}"
    )


def _count_grams(text: str, size: int) -> Counter[str]:
    return Counter(text[start : start + size] for start in range(len(text) - size + 1))


def _f1(overlap: int, ours: int, theirs: int) -> float:
    if not (overlap and ours and theirs):
        return 0.0
    precision, recall = overlap / ours, overlap / theirs
    return 2 * precision * recall / (precision + recall)
