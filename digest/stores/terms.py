"""What a text is found by: every two characters that stand side by side.

Full-text indexes take Chinese apart by spaces or by three characters; most Chinese words have two.
"""

import re
import unicodedata
from collections.abc import Iterator

from digest.model.editions import Story

_RUN = re.compile(r"\w+")


def terms_of(text: str) -> frozenset[str]:
    """The pairs of characters in a text, and the characters that stand alone.

    >>> sorted(terms_of("市政府，会"))
    ['会', '市政', '政府']
    """
    return frozenset(_terms(normal(text)))


def normal(text: str) -> str:
    """The text with equal forms made equal: full width, case."""
    return unicodedata.normalize("NFKC", text).casefold()


def story_text(story: Story) -> str:
    """All that can be found of a story: its headline, its sentences, its keywords."""
    parts = [story.headline, story.title or ""]
    parts += [sentence.text for sentence in (*story.summary, *story.points)]
    return "\n".join([*parts, *story.keywords])


def _terms(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        if len(run) == 1:
            yield run
        for place in range(len(run) - 1):
            yield run[place : place + 2]
