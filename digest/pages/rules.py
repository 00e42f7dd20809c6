"""A plain reading of a page, line by line, with no learned weight."""

import itertools
from collections.abc import Sequence
from enum import StrEnum

from digest.model.articles import ArticleType
from digest.pages import cues, headings
from digest.pages.blocks import PageLine
from digest.pages.drafts import Draft


class Role(StrEnum):
    """What a line is by its looks and its neighbours."""

    HEAD = "head"
    SECTION = "section"
    BYLINE = "byline"
    PEN = "pen"
    COLUMN = "column"
    BODY = "body"
    CREDIT = "credit"
    CAPTION = "caption"
    CONTINUED = "continued"
    TEASER = "teaser"
    TEASER_END = "teaser end"
    LABEL = "label"


_HEAD_MAX = 60
_FINISHED = 60


def roles(lines: Sequence[PageLine]) -> list[Role]:
    """The role of each line."""
    found = [_alone(line) for line in lines]
    for i, line in enumerate(lines):
        before = found[i - 1] if i else None
        if found[i] is Role.CREDIT and before in {Role.BODY, Role.HEAD}:
            found[i - 1] = Role.CAPTION
        if found[i] is Role.PEN and before not in {Role.HEAD, Role.PEN}:
            found[i] = Role.HEAD
        if found[i] is Role.COLUMN and before is not Role.PEN:
            found[i] = Role.HEAD
        if found[i] is Role.HEAD and not line.marked:
            found[i] = _short(i, lines, found)
    return found


def draft(lines: Sequence[PageLine]) -> list[Draft]:
    """The articles of the page."""
    kinds = roles(lines)
    drafts: list[Draft] = []
    head: list[int] = []
    byline: list[int] = []
    body: list[int] = []
    photos: list[tuple[int, ...]] = []

    def close() -> None:
        nonlocal head, byline, body
        if head or byline or body:
            drafts.append(_close(head, byline, body, lines, kinds))
        head, byline, body = [], [], []

    i = 0
    while i < len(lines):
        kind = kinds[i]
        if kind is Role.CAPTION:
            parent = head[0] if head and not body else None
            credit = (i + 1,) if i + 1 < len(lines) and kinds[i + 1] is Role.CREDIT else ()
            drafts.append(Draft(type=ArticleType.PHOTO, body=(i,), byline=credit, parent=parent))
            i += 1 + len(credit)
            continue
        if kind is Role.CREDIT:
            photos.append((i,))
            byline.append(i)
        elif kind in {Role.HEAD, Role.TEASER}:
            if body:
                close()
            head.append(i)
        elif kind in {Role.BYLINE, Role.PEN, Role.COLUMN}:
            if body:
                close()
            byline.append(i)
        else:
            if kind is Role.BODY and body and cues.is_opener(lines[i].text):
                close()
            body.append(i)
            if kind in {Role.CONTINUED, Role.TEASER_END}:
                close()
        i += 1
    close()
    return drafts


def _alone(line: PageLine) -> Role:
    text = line.text
    for test, role in (
        (cues.is_continuation, Role.CONTINUED),
        (cues.is_credit, Role.CREDIT),
        (cues.is_byline, Role.BYLINE),
        (cues.is_label, Role.LABEL),
        (cues.is_pen_name, Role.PEN),
    ):
        if test(text) and not line.marked:
            return role
    if cues.TEASER_MARK.match(text):
        return Role.TEASER
    if cues.TEASER_END.match(text):
        return Role.TEASER_END
    if line.marked:
        return Role.HEAD
    if cues.COLUMN.match(text):
        return Role.COLUMN
    found = cues.INLINE_CREDIT.search(text)
    if found and cues.CREDIT.search(found.group()) and not cues.is_opener(text):
        return Role.CAPTION
    if cues.is_opener(text) or cues.is_terminal(text) or len(text) > _HEAD_MAX:
        return Role.BODY
    return Role.HEAD


def _short(i: int, lines: Sequence[PageLine], found: Sequence[Role]) -> Role:
    text = lines[i].text
    before = lines[i - 1].text if i else ""
    in_body = i > 0 and found[i - 1] in {Role.BODY, Role.SECTION, Role.LABEL}
    unfinished = in_body and not cues.is_terminal(before)
    following = found[i + 1] if i + 1 < len(lines) else None
    if any(mark in text for mark in "，。；：,;") and in_body:
        return Role.BODY
    if in_body and lines[i].gap == 0 and found[i - 1] is Role.LABEL:
        return Role.LABEL
    if (
        following is Role.BODY
        and in_body
        and not unfinished
        and not cues.is_opener(lines[i + 1].text)
    ):
        return Role.SECTION if len(text) <= 20 else Role.HEAD
    return Role.HEAD


def _close(
    head: Sequence[int],
    byline: Sequence[int],
    body: Sequence[int],
    lines: Sequence[PageLine],
    kinds: Sequence[Role],
) -> Draft:
    pen = any(kinds[i] is Role.PEN for i in byline)
    columns = [i for i in byline if kinds[i] is Role.COLUMN]
    roles_ = headings.assign(head, lines, commentary=pen)
    joins = tuple(
        (a, b)
        for a, b in itertools.pairwise(body)
        if kinds[a] is Role.BODY
        and kinds[b] is Role.BODY
        and not cues.is_terminal(lines[a].text)
        and not lines[a].text.rstrip().endswith(("——", "：", ":", "；", ";"))
    )
    teaser = any(kinds[i] in {Role.TEASER, Role.TEASER_END} for i in (*head, *body))
    kind = ArticleType.NEWS
    if teaser:
        kind = ArticleType.TEASER
    elif pen:
        kind = ArticleType.COMMENTARY
    elif not body:
        kind = ArticleType.SLOGAN
    elif any(cues.NOTICE.search(lines[i].text) for i in head) or any(
        kinds[i] is Role.LABEL for i in body
    ):
        kind = ArticleType.NOTICE
    elif byline and not any(cues.is_opener(lines[i].text) for i in body):
        kind = ArticleType.FEATURE
    if not body and not teaser:
        return Draft(type=ArticleType.SLOGAN, body=tuple(head), byline=tuple(byline))
    return Draft(
        type=kind,
        kicker=(*roles_.kicker, *columns),
        title=roles_.title,
        subtitle=roles_.subtitle,
        byline=tuple(i for i in byline if i not in columns),
        body=tuple(body),
        headings=tuple(i for i in body if kinds[i] is Role.SECTION),
        joins=(*roles_.joins, *joins),
    )
