"""From a chain of lines that follow one another to an article in its roles."""

from collections.abc import Sequence
from itertools import pairwise

from digest.model.articles import ArticleType
from digest.pages import cues, headings
from digest.pages.blocks import PageLine
from digest.pages.drafts import Draft
from digest.pages.roles import Role

_PAUSES = ("；", ";", "：", ":", "——", "—", "…")


def compose(chain: Sequence[int], roles: Sequence[Role], lines: Sequence[PageLine]) -> list[Draft]:
    """The article of a chain (page lines in reading order); several where it holds 导读 entries."""
    held = {roles[k] for k in chain}
    mostly = Role.TEASER in held and _share(chain, roles, Role.TEASER) >= 0.5
    if mostly or (Role.BODY not in held and cues.is_teaser_end(lines[chain[-1]].text)):
        return [_teaser(part, lines) for part in _entries(chain, lines)]
    if held & {Role.CAPTION, Role.CREDIT} and not held & {Role.HEAD, Role.BYLINE, Role.SECTION}:
        return [_photo(chain, roles)]
    text = [k for k in chain if roles[k] not in {Role.HEAD, Role.BYLINE, Role.SLOGAN}]
    if not text and not any(roles[k] is Role.BYLINE for k in chain):
        return [Draft(type=ArticleType.SLOGAN, body=tuple(chain))]
    return [_titled(chain, roles, lines)]


def runs_on(before: PageLine, after: PageLine) -> bool:
    """Whether the text goes on in mid-sentence, given that `after` follows `before`."""
    if cues.is_terminal(before.text) or before.text.endswith(_PAUSES):
        return False
    if before.text[-1] in cues.CLOSING and before.text[-1] in "”）)】":
        return False
    return not cues.is_opener(after.text)


def _share(chain: Sequence[int], roles: Sequence[Role], role: Role) -> float:
    return sum(roles[k] is role for k in chain) / len(chain)


def _entries(chain: Sequence[int], lines: Sequence[PageLine]) -> list[list[int]]:
    parts: list[list[int]] = [[]]
    for k in chain:
        parts[-1].append(k)
        if cues.is_teaser_end(lines[k].text):
            parts.append([])
    return [part for part in parts if part]


def _teaser(chain: Sequence[int], lines: Sequence[PageLine]) -> Draft:
    mark = [k for k in chain if cues.TEASER_MARK.match(lines[k].text)]
    ends = [k for k in chain if cues.is_teaser_end(lines[k].text)]
    rest = [k for k in chain if k not in mark and k not in ends]
    joins = tuple(
        (a, b) for a, b in pairwise(rest) if b == a + 1 and (lines[b].gap == 0 or lines[a].soft)
    )
    if not ends:
        ends, rest = rest[-1:], rest[:-1]
    return Draft(
        type=ArticleType.TEASER,
        kicker=tuple(mark),
        title=tuple(rest),
        body=tuple(ends),
        joins=tuple(join for join in joins if set(join) <= set(rest)),
    )


def _photo(chain: Sequence[int], roles: Sequence[Role]) -> Draft:
    credits_ = tuple(k for k in chain if roles[k] is Role.CREDIT)
    body = tuple(k for k in chain if roles[k] is not Role.CREDIT)
    if not body:
        body, credits_ = credits_, ()
    return Draft(type=ArticleType.PHOTO, body=body, byline=credits_)


def _titled(chain: Sequence[int], roles: Sequence[Role], lines: Sequence[PageLine]) -> Draft:
    head: list[int] = []
    byline: list[int] = []
    columns: list[int] = []
    body: list[int] = []
    for k in chain:
        role = roles[k]
        if body:
            body.append(k)
        elif role in {Role.HEAD, Role.SLOGAN}:
            (columns if byline else head).append(k)
        elif role in {Role.BYLINE, Role.CREDIT}:
            byline.append(k)
        else:
            body.append(k)
    pen = any(_is_pen(lines[k]) for k in byline)
    found = headings.assign(head, lines, commentary=pen or bool(columns))
    sections = tuple(k for k in body if roles[k] in {Role.SECTION, Role.HEAD, Role.SLOGAN})
    prose = {Role.BODY, Role.CAPTION}
    joins = tuple(
        (a, b)
        for a, b in pairwise(body)
        if roles[a] in prose and roles[b] in prose and runs_on(lines[a], lines[b])
    )
    return Draft(
        type=_type(head, byline, body, pen=pen, roles=roles, lines=lines),
        kicker=(*found.kicker, *columns),
        title=found.title,
        subtitle=found.subtitle,
        byline=tuple(byline),
        body=tuple(body),
        headings=sections,
        joins=(*found.joins, *joins),
    )


def _is_pen(line: PageLine) -> bool:
    return cues.is_pen_name(line.text)


def _type(
    head: Sequence[int],
    byline: Sequence[int],
    body: Sequence[int],
    *,
    pen: bool,
    roles: Sequence[Role],
    lines: Sequence[PageLine],
) -> ArticleType:
    texts = [lines[k].text for k in (*head, *body)]
    minor = [k for k in body if roles[k] is Role.MINOR]
    opener = any(cues.is_opener(lines[k].text) for k in body)
    if not opener and not byline:
        notice = any(cues.NOTICE.search(lines[k].text) for k in head)
        labels = any(cues.is_label(lines[k].text) for k in minor)
        prose = any(roles[k] is Role.BODY for k in body)
        if minor and not prose:
            return ArticleType.ADVERT if not notice else ArticleType.NOTICE
        if notice or labels or minor or any(cues.NOTICE_WORDS.search(text) for text in texts):
            return ArticleType.NOTICE
    if pen:
        return ArticleType.COMMENTARY
    if not opener and (byline or any(roles[k] is Role.SECTION for k in body)):
        return ArticleType.FEATURE
    return ArticleType.NEWS
