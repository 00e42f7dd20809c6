"""Titles given to names that stand without theirs where they are first printed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from digest.editorial.people import TITLE_ENDS
from digest.model.editions import PersonTitle
from digest.model.summaries import PrintedSentence
from digest.model.traces import EditKind
from digest.text.traces import replace as edit

_TITLED: Final = re.compile(rf"(?:{TITLE_ENDS}|同志|记者|先生|女士|[、〕])$")
_TITLE_BEHIND: Final = re.compile(rf"(?:{TITLE_ENDS}|同志|先生|女士|新时代|[^，。]{{0,4}}思想)")
_LONGEST_TITLE: Final = 12
"""How far before a name its title can end: enough for the longest of them."""


def give_titles(
    sentences: Sequence[PrintedSentence], everyone: Sequence[PersonTitle]
) -> tuple[PrintedSentence, ...]:
    """The sentences with each name's title before its first mention, as a recorded edit.

    `everyone` are the people of the article with their titles as printed there. A name that
    stands in a list, or with a title of its own before or behind it, is left alone.
    """
    printed = list(sentences)
    for person in everyone:
        for index, sentence in enumerate(printed):
            place = sentence.text.find(person.name)
            if place < 0:
                continue
            if is_bare(sentence.text, place, person):
                traced = edit(sentence.traced, place, place, f"〔{person.title}〕", EditKind.GLOSS)
                printed[index] = replace(sentence, traced=traced)
            break
    return tuple(printed)


def is_bare(text: str, place: int, person: PersonTitle) -> bool:
    """Whether the name that stands at `place` has no title there.

    >>> person = PersonTitle(name="张强", title="市长")
    >>> is_bare("市长张强出席", 2, person), is_bare("张强出席", 0, person)
    (False, True)
    >>> is_bare("甲国总统某某", 4, PersonTitle(name="某某", title="甲国总统"))
    False
    """
    behind = place + len(person.name)
    return not (
        text.endswith(person.title[-2:], 0, place)
        or _TITLED.search(text, max(0, place - _LONGEST_TITLE), place)
        or _TITLE_BEHIND.match(text, behind)
    )
