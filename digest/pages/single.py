"""Whether a text is a page at all, or one article."""

from collections.abc import Sequence

from digest.pages import cues
from digest.pages.blocks import PageLine
from digest.pages.roles import Role

_TOP = 6
# A headline without a dateline is longer than this, a section heading of an article is not.
_SECTION_CHARS = 12


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
    if any(_is_page_mark(line, k) for k, line in enumerate(lines)):
        return False
    text_began = False
    for k, line in enumerate(lines):
        headlike = roles[k] in {Role.HEAD, Role.TEASER, Role.SLOGAN, Role.MINOR, Role.BYLINE}
        begins = headlike or (k in heads_of_chains and not cues.is_terminal(line.text))
        if text_began and begins and not _is_section(lines, k):
            return False
        if text_began and cues.is_opener(line.text):
            return False
        text_began = text_began or cues.is_terminal(line.text)
    return text_began


def _is_section(lines: Sequence[PageLine], k: int) -> bool:
    """Whether a short line stands alone between finished paragraphs."""
    if len(lines[k].text) > _SECTION_CHARS or k + 1 >= len(lines):
        return False
    return cues.is_terminal(lines[k - 1].text) and cues.is_terminal(lines[k + 1].text)


def _is_page_mark(line: PageLine, k: int) -> bool:
    text = line.text
    if cues.is_credit(text) or cues.is_teaser_end(text) or cues.TEASER_MARK.match(text):
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
