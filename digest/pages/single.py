"""Whether a text is a page at all, or one article."""

from collections.abc import Sequence

from digest.pages import cues
from digest.pages.blocks import PageLine
from digest.pages.roles import Role

_TOP = 6


def is_one_article(
    lines: Sequence[PageLine], roles: Sequence[Role], heads_of_chains: Sequence[int]
) -> bool:
    """Whether a text has none of the marks of a page: a second opener, headline or caption.

    `heads_of_chains` are the lines that begin an article in the reading of the page.
    """
    if len(lines) < 2:
        return True
    if _is_outline(lines):
        return not any(_is_page_mark(line, k) for k, line in enumerate(lines))
    text_began = False
    for k, line in enumerate(lines):
        if _is_page_mark(line, k):
            return False
        headlike = roles[k] in {Role.HEAD, Role.TEASER, Role.SLOGAN, Role.MINOR, Role.BYLINE}
        if text_began and (headlike or (k in heads_of_chains and not cues.is_terminal(line.text))):
            return False
        text_began = text_began or roles[k] is Role.BODY
    return text_began


def _is_page_mark(line: PageLine, k: int) -> bool:
    text = line.text
    if cues.is_credit(text) or cues.TEASER_END.match(text) or cues.TEASER_MARK.match(text):
        return True
    if len(text) <= 48 and cues.NOTICE.search(text) and k > 0:
        return True
    if cues.is_continuation(text):
        return True
    return k >= _TOP and (cues.is_opener(text) or cues.is_byline(text))


def _is_outline(lines: Sequence[PageLine]) -> bool:
    """Whether one heading stands above all others: a title and its sections."""
    levels = [line.level for line in lines if line.level]
    top = lines[0].level
    return top > 0 and len(levels) > 1 and all(level > top for level in levels[1:])
