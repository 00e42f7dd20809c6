"""A text that is one article: its title, and its lines as paragraphs."""

import itertools
import re

from digest.model.articles import Article, ArticleId, ArticleType, LineRoles
from digest.model.documents import DocumentId, Line, Page
from digest.model.traces import TracedText
from digest.text.traces import join, trace

_HEADING = re.compile(r"^\s*#{1,6}\s+")
_LABEL = re.compile(r"^\s*[^，。：:]{1,10}[：:]")
_CLOSED = re.compile(r"[。！？!?…；;：:”’」』）)】》.]\s*$")
# A title is one line of a page's width at most; longer unpunctuated lines are text.
_TITLE_CHARS = 40
_MOST_HEADLINES = 3
# 一、 1. （二） -: a list, or an agenda, is text.
_ITEM = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|第[一二三四五六七八九十\d]+|[-*·•●◆■])"
)
# Who wrote it, and when.
_SIGNED = re.compile(r"记者|通讯员|评论员|作者|编辑|来源|^\s*\d{4}\s*[-年/.]")
# A line is wrapped, not ended, when it fills most of the width of its block.
_WRAP_SHARE = 0.8
_WRAP_CHARS = 16


def read_article(
    page: Page,
    *,
    document: DocumentId,
    article: ArticleId,
    title: str | None = None,
    byline: tuple[str, ...] = (),
) -> Article:
    """The whole text as one article, untouched but for lines that were wrapped.

    Without a given `title` a Markdown heading, or a short first line without an end mark that is
    followed by text, becomes the title, and such lines between it and a paragraph its subtitle;
    an empty title says that there is none to be found.
    """
    lines = [line for line in page.lines if not line.is_blank]
    head = _count_head(lines) if title is None else 0
    heading, lines = lines[:head], lines[head:]
    if heading:
        title = _HEADING.sub("", heading[0].text).strip()
    groups = _paragraphs(lines)
    joins = tuple(
        (above.number, below.number)
        for group in groups
        for above, below in itertools.pairwise(group)
    )
    return Article(
        id=article,
        document=document,
        type=ArticleType.NEWS,
        paragraphs=tuple(_paragraph(page, group) for group in groups),
        headings=tuple(i for i, group in enumerate(groups) if _HEADING.match(group[0].text)),
        title=title or None,
        headline=title or None,
        headline_missing=not title,
        byline=byline,
        roles=LineRoles(
            title=tuple(line.number for line in heading[:1]),
            subtitle=tuple(line.number for line in heading[1:]),
            body=tuple(line.number for line in lines),
            section_heading=tuple(line.number for line in lines if _HEADING.match(line.text)),
            joins=joins,
        ),
    )


def _count_head(lines: list[Line]) -> int:
    """How many of the first lines are title and subtitles."""
    if len(lines) < 2:
        return 0
    if _HEADING.match(lines[0].text):
        return 1
    short = list(itertools.takewhile(_is_short, lines[: _MOST_HEADLINES + 1]))
    behind = lines[len(short) : len(short) + 1]
    if (
        1 < len(short) <= _MOST_HEADLINES
        and behind
        and len(behind[0].text) > _TITLE_CHARS
        and not any(_ITEM.match(line.text) or _LABEL.match(line.text) for line in short)
    ):
        unsigned = itertools.takewhile(lambda line: not _SIGNED.search(line.text), short[1:])
        return 1 + len(list(unsigned))
    return 1 if short and len(lines[1].text) > len(lines[0].text.strip()) else 0


def _is_short(line: Line) -> bool:
    return len(line.text.strip()) <= _TITLE_CHARS and not _CLOSED.search(line.text)


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    width = max((len(line.text) for line in lines), default=0)
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last is not None and last.number + 1 == line.number and _is_wrapped(last, line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_wrapped(above: Line, below: Line, width: int) -> bool:
    if _CLOSED.search(above.text) or _HEADING.match(above.text) or _HEADING.match(below.text):
        return False
    if _LABEL.match(above.text) and _LABEL.match(below.text):
        return False
    indented = below.text[:1] in {" ", "\t", "\u3000"}
    return width >= _WRAP_CHARS and len(above.text) >= _WRAP_SHARE * width and not indented


def _paragraph(page: Page, group: list[Line]) -> TracedText:
    if len(group) == 1:
        return _content(page, group[0])
    return join(_content(page, line) for line in group)


def _content(page: Page, line: Line) -> TracedText:
    skipped = _HEADING.match(line.text)
    start = skipped.end() if skipped else len(line.text) - len(line.text.lstrip())
    return trace(page.text, line.start + start, line.start + len(line.text.rstrip()))
