"""Words that are none: characters taken for others, set phrases and titles with a slip."""

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache

from digest.pages.proof_finding import Finding, Reason
from digest.pages.proof_tables import (
    BOUND_AFTER,
    FORMULAS,
    IMPOSSIBLE,
    TITLES,
    TRADITIONAL,
    look_alikes,
)

_HAN = "\u3400-\u9fff"
_IMPOSSIBLE = tuple(
    (re.compile(pattern), replacement, Reason(reason))
    for pattern, replacement, reason in IMPOSSIBLE
)
_HAN_ONE = re.compile(f"[{_HAN}]")
_LONE_NOUN = re.compile(rf"(?<=的)([{_HAN}])(?=[。，；！,;])")
_BOUND = re.compile("|".join(f"{head}(?![{tails}])" for head, tails in BOUND_AFTER.items()))

# The size of jieba 0.42.1's dictionary, to which frequencies are relative.
_TOTAL = 60_101_967
_LONGEST_WORD = 5
# How much better (natural logarithm) a line must read with the other character. Calibrated on
# 2.7 million characters of news, 2026-11; see the figures in tests/quality.
_GAIN = 7.0
_EXTRA_GAIN = 4.0
# 甘肃、青海两省, 攻坚之战, 凝心聚力, 吉尔吉斯斯坦: characters that may well stand between.
_OWN_WORDS = frozenset("一二两三四五六七八九十等之心众建的了各新斯沙尔")
_RARE_PAIR = 50
# 的影。 where 影 is 0.09 of 影响; the least of 50 nouns seen alone so is 0.47 (美).
_LONE_SHARE = 0.2
# 副市长 and such are near too many words; in a long formula one wrong character is enough.
_SHORT_FORMULA, _LONG_FORMULA = 4, 7
_LOST = 3


def find_words(text: str, lexicon: Mapping[str, int]) -> Iterator[Finding]:
    """Suspected words, titles and formulas of a line."""
    impossible = tuple(_find_impossible(text))
    yield from impossible
    covered = _cover(text, lexicon)
    for near in _find_near_formulas(text, covered, lexicon):
        # 人大常委副主任 lacks 会, though 人大常委会主任 is but one character away.
        if not any(known.start < near.end and near.start < known.end for known in impossible):
            yield near
    if lexicon:
        yield from _find_confused(text, covered, lexicon)
        yield from _find_extra(text, covered, lexicon)
        yield from _find_lone_nouns(text, lexicon)


def find_traditional(text: str) -> Iterator[Finding]:
    """Traditional characters; for lines of a page that is printed in simplified ones."""
    for index, character in enumerate(text):
        if character in TRADITIONAL:
            start = max(0, index - 1)
            yield Finding(
                start=start,
                end=index + 1,
                suggestion=text[start:index] + TRADITIONAL[character],
                reason=Reason.WORD,
            )


def _find_impossible(text: str) -> Iterator[Finding]:
    for pattern, replacement, reason in _IMPOSSIBLE:
        for match in pattern.finditer(text):
            suggestion = None if replacement is None else match.expand(replacement)
            yield Finding(
                start=match.start(), end=match.end(), suggestion=suggestion, reason=reason
            )
    for match in _BOUND.finditer(text):
        yield Finding(start=match.start(), end=match.end(), suggestion=None, reason=Reason.WORD)


def _find_lone_nouns(text: str, lexicon: Mapping[str, int]) -> Iterator[Finding]:
    """的影。: a character that is hardly ever a word, at the end of a phrase."""
    for match in _LONE_NOUN.finditer(text):
        character = match.group(1)
        alone = lexicon.get(character, 0)
        partner = max(_PARTNERS, key=lambda other: lexicon.get(character + other, 0))
        together = lexicon.get(character + partner, 0)
        if together > 1000 and alone < _LONE_SHARE * together:
            yield Finding(
                start=max(0, match.start() - 1),
                end=match.end(),
                suggestion="的" + character + partner,
                reason=Reason.MISSING,
            )


# Second characters of frequent nouns, to guess what was lost after the first.
_PARTNERS = (
    "响题况法度量力性果业务展策理点面系会议员民众府家国地区市场济化境源资金融术品质设施备动任"
    "责能作用义识想神心感情义念望标准则制程序列段期间代史事件故物体育学校生师教材料"
)


def _find_confused(text: str, covered: bytearray, lexicon: Mapping[str, int]) -> Iterator[Finding]:
    alike = look_alikes()
    for index in range(1, len(text) - 1):
        if covered[index]:
            continue
        others = alike.get(text[index])
        if others is None:
            continue
        best: tuple[float, Finding] | None = None
        for other in others:
            word = _find_word(text, index, other, lexicon)
            if word is None:
                continue
            start, end = word
            gain = _weigh_gain(text, index, other, lexicon)
            if gain >= _GAIN and (best is None or gain > best[0]):
                right = text[start:index] + other + text[index + 1 : end]
                finding = Finding(start=start, end=end, suggestion=right, reason=Reason.WORD)
                best = gain, finding
        if best is not None:
            yield best[1]


def _find_extra(text: str, covered: bytearray, lexicon: Mapping[str, int]) -> Iterator[Finding]:
    """人大代会: with one character less the place is a word, as it stands it is none."""
    for index in range(1, len(text) - 2):
        if covered[index + 1] or not _HAN_ONE.match(text[index]) or text[index] in _OWN_WORDS:
            continue
        for back, ahead in ((1, 2), (2, 2), (2, 1), (3, 1)):
            start, end = index - back, index + 1 + ahead
            if start < 0 or end > len(text):
                continue
            word = text[start:index] + text[index + 1 : end]
            if lexicon.get(word, 0) < _RARE_PAIR:
                continue
            shorter = text[max(0, start - 2) : index] + text[index + 1 : end + 2]
            longer = text[max(0, start - 2) : end + 2]
            single = math.log(max(lexicon.get(text[index], 0), 0.5) / _TOTAL)
            if _weigh(shorter, lexicon) + single - _weigh(longer, lexicon) >= _EXTRA_GAIN:
                yield Finding(start=start, end=end, suggestion=word, reason=Reason.WORD)
                break


def _cover(text: str, lexicon: Mapping[str, int]) -> bytearray:
    """For each character whether some word of two to four characters holds it where it stands."""
    covered = bytearray(len(text))
    for start in range(len(text) - 1):
        if text[start : start + 2] in lexicon:
            covered[start] = covered[start + 1] = 1
        if text[start : start + 3] in lexicon:
            covered[start : start + 3] = b"\1" * len(text[start : start + 3])
        if text[start : start + 4] in lexicon:
            covered[start : start + 4] = b"\1" * len(text[start : start + 4])
    return covered


def _find_word(
    text: str, index: int, other: str, lexicon: Mapping[str, int]
) -> tuple[int, int] | None:
    for size in (4, 3, 2):
        for start in range(max(0, index - size + 1), index + 1):
            end = start + size
            if end > len(text):
                continue
            word = text[start:index] + other + text[index + 1 : end]
            frequency = lexicon.get(word, 0)
            if frequency >= (_RARE_PAIR if size == 2 else 3):
                return start, end
    return None


def _weigh_gain(text: str, index: int, other: str, lexicon: Mapping[str, int]) -> float:
    start, end = index, index + 1
    while start > 0 and index - start < _LONGEST_WORD and re.match(f"[{_HAN}]", text[start - 1]):
        start -= 1
    while end < len(text) and end - index <= _LONGEST_WORD and re.match(f"[{_HAN}]", text[end]):
        end += 1
    changed = text[start:index] + other + text[index + 1 : end]
    return _weigh(changed, lexicon) - _weigh(text[start:end], lexicon)


def _weigh(text: str, lexicon: Mapping[str, int]) -> float:
    """The logarithm of the likeliest cut into words, each word by its frequency."""
    best = [0.0] + [-math.inf] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            frequency = lexicon.get(text[start:end], 0)
            if frequency or end - start == 1:
                value = best[start] + math.log(max(frequency, 0.5) / _TOTAL)
                best[end] = max(best[end], value)
    return best[-1]


def _find_near_formulas(
    text: str, covered: bytearray, lexicon: Mapping[str, int]
) -> Iterator[Finding]:
    heads, tails = _formula_index()
    for index in range(len(text) - 1):
        pair = text[index : index + 2]
        for formula in heads.get(pair, ()):
            yield from _compare(text, index, formula, covered, lexicon)
        for formula in tails.get(pair, ()):
            yield from _compare(text, index + 2 - len(formula), formula, covered, lexicon)


@cache
def _formula_index() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    heads: dict[str, tuple[str, ...]] = {}
    tails: dict[str, tuple[str, ...]] = {}
    for formula in (*FORMULAS, *TITLES):
        heads[formula[:2]] = (*heads.get(formula[:2], ()), formula)
        # Half the formula must be right; the tail finds slips in the first half.
        tails[formula[-2:]] = (*tails.get(formula[-2:], ()), formula)
    return heads, tails


def _compare(
    text: str, start: int, formula: str, covered: bytearray, lexicon: Mapping[str, int]
) -> Iterator[Finding]:
    end = start + len(formula)
    printed = text[start:end] if start >= 0 else ""
    if len(printed) != len(formula) or printed == formula:
        return
    wrong = [
        at for at, (ours, theirs) in enumerate(zip(printed, formula, strict=True)) if ours != theirs
    ]
    if len(wrong) != 1 or not re.match(f"[{_HAN}]", printed[wrong[0]]):
        return
    if printed in lexicon or printed in FORMULAS or printed in TITLES:
        return
    at = wrong[0]
    if formula[at] in look_alikes().get(printed[at], ""):
        if len(formula) < _SHORT_FORMULA and covered[start + at]:
            return
    elif not lexicon or not 0 < at < len(formula) - 1 or covered[start + at]:
        return
    elif sum(covered[start:end]) > len(formula) - _LOST and len(formula) < _LONG_FORMULA:
        return  # 人民送上 is no 人民至上: its words stand
    reason = Reason.TITLE if formula in TITLES else Reason.FORMULA
    yield Finding(start=start, end=end, suggestion=formula, reason=reason)
