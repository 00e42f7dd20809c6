"""Characters and phrases that stand twice where once was meant."""

import re
from collections.abc import Collection, Iterator, Mapping

from digest.pages.proof_finding import Finding, Reason

_HAN = "\u3400-\u9fff"
_PHRASE = re.compile(rf"([{_HAN}]{{2,8}}?)\1")
_CHARACTER = re.compile(rf"([{_HAN}])\1")
# Bounded, so that a line of a megabyte is read once.
_ITEMS = re.compile(rf"(?<![{_HAN}])[{_HAN}]{{4,24}}(?:、[{_HAN}]{{4,24}}){{2,40}}")

# Counting goes on by repetition (一件一件), and foreign names repeat syllables (罗斯罗斯托夫).
_COUNTING = frozenset("一二三两几每")
_SYLLABLES = frozenset(
    "阿巴贝比布达德迪多尔法菲夫弗哥格古哈卡凯科克库拉莱兰勒里利列林卢罗洛马曼米莫姆穆纳内尼诺"
    "努帕皮普奇萨塞沙施斯索塔泰特廷托图瓦维西希雅亚耶伊扎兹"
)
# 热乎乎, 赤裸裸: adjectives end in such pairs; most are in the dictionary, not all.
_TAILS = frozenset("乎裸洋溜哄腾灿茫晃油淋漓巴蓬冲汪荡生滋沉甸堂")
_LONGEST_WORD = 5


def find_doubled(
    text: str, lexicon: Mapping[str, int], names: Collection[str]
) -> Iterator[Finding]:
    """Suspected doublings in a line; `names` are persons' names, which may repeat a character."""
    for match in _PHRASE.finditer(text):
        if _is_doubled_phrase(text, match, lexicon):
            yield Finding(
                start=match.start(),
                end=match.end(),
                suggestion=match.group(1),
                reason=Reason.DOUBLED,
            )
    for match in _CHARACTER.finditer(text):
        around = text[max(0, match.start() - 1) : match.end() + 1]
        if any(match.group() in name and name[-2:] in around for name in names):
            continue  # 郑苗苗
        if _is_doubled_character(text, match.start(), lexicon):
            start = max(0, match.start() - 1)
            context = text[start : match.end()]
            yield Finding(
                start=start, end=match.end(), suggestion=context[:-1], reason=Reason.DOUBLED
            )
    for match in _ITEMS.finditer(text):
        yield from _find_repeated_items(match)


def _is_doubled_phrase(text: str, match: re.Match[str], lexicon: Mapping[str, int]) -> bool:
    word, start, end = match.group(1), match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if word[0] in _COUNTING or set(word) <= _SYLLABLES or len(set(word)) == 1:
        return False
    if not re.match(f"[{_HAN}”》）]", before) and not re.match(f"[{_HAN}]", after):
        return False  # 干部干部，就要: rhetoric stands between marks
    if word * 2 in lexicon or text.startswith(word, end):
        return False
    middle = start + len(word)
    # 产业|产业链, 黑龙江|龙江县, 共建|共治: the second or the first belongs to a longer word.
    longer_after = any(text[middle : end + more] in lexicon for more in (1, 2))
    longer_before = any(text[max(0, start - more) : middle] in lexicon for more in (1, 2))
    if longer_after or (start and longer_before):
        return False
    if word in lexicon or len(word) > 3:
        return True
    # A slip may double across words (延续调续调整); 老了老了 is said.
    return not _FUNCTION.intersection(word) and text[middle - 1 : middle + 1] not in lexicon


def _is_doubled_character(text: str, at: int, lexicon: Mapping[str, int]) -> bool:
    character = text[at]
    if character in _COUNTING or character in _SYLLABLES:
        return False
    before, after = text[at - 1 : at], text[at + 2 : at + 3]
    if character in (before, after) or before in _COUNTING or character in _FUNCTION:
        return False
    if after and after == text[at + 3 : at + 4]:
        return False  # 红红火火
    if text[at : at + 2] in lexicon or text[at - 1 : at + 2] in lexicon or character in _TAILS:
        return False
    return _word_ends(text, at + 1, lexicon) and not _word_begins(text, at + 1, lexicon)


# Single words that may follow a word ending in the same character: 目的的, 会会, 上上.
_FUNCTION = frozenset(
    "的了和是在有不也就都而及与或对从到为以于中上下大小多人们会能可要说得地着过来去这那之个年"
    "月日号天省市县区村家里位名次等将还又再更最所被把让给向"
)


def _word_ends(text: str, end: int, lexicon: Mapping[str, int]) -> bool:
    return any(text[end - size : end] in lexicon for size in range(2, _LONGEST_WORD) if end >= size)


def _word_begins(text: str, start: int, lexicon: Mapping[str, int]) -> bool:
    return any(text[start : start + size] in lexicon for size in range(2, _LONGEST_WORD))


def _find_repeated_items(match: re.Match[str]) -> Iterator[Finding]:
    """In a series with 、 the items said again; the last may be followed by the sentence."""
    items = match.group().split("、")
    places = [match.start()]
    for item in items:
        places.append(places[-1] + len(item) + 1)
    for index in range(1, len(items)):
        for earlier in range(index):
            count = index - earlier
            again = items[index : index + count]
            wanted = items[earlier:index]
            if again[:-1] == wanted[:-1] and again and again[-1].startswith(wanted[len(again) - 1]):
                end = places[index + len(again) - 1] + len(wanted[len(again) - 1])
                yield Finding(
                    start=places[earlier],
                    end=end,
                    suggestion="、".join(wanted),
                    reason=Reason.DOUBLED,
                )
                return
