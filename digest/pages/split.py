"""A page in, its articles out."""

from collections.abc import Sequence
from dataclasses import replace

from digest.model.articles import Article, ArticleId, ArticleType, PageArticles
from digest.model.documents import DocumentId, Page
from digest.pages.assemble import assemble
from digest.pages.blocks import PageLine, read_lines
from digest.pages.compose import compose
from digest.pages.confidence import is_orphan, sureness
from digest.pages.drafts import Draft
from digest.pages.explain import explain
from digest.pages.learned import learned
from digest.pages.lexicon import NO_LEXICON, Lexicon
from digest.pages.masthead import find_publication
from digest.pages.plain import read_article
from digest.pages.reading import Reading, chains, read
from digest.pages.repair import PlacedRepair, find_repairs
from digest.pages.roles import Role
from digest.pages.single import is_one_article
from digest.pages.windows import cut_windows


def split_page(page: Page, *, document: DocumentId, lexicon: Lexicon = NO_LEXICON) -> PageArticles:
    """The articles of `page` in page order, with roles, joins and every line accounted for.

    A text without any mark of a newspaper page is one article, left as it is. Lines that
    cannot be placed with some certainty are in `unassigned_lines`.
    """
    lines = read_lines(page)
    windows = cut_windows(lines)
    drafts: list[Draft] = []
    for start, end in windows:
        part = _renumbered(lines[start:end])
        reading = read(part, learned(), lexicon)
        roles = [_ROLES[role] for role in reading.roles.argmax(axis=1).tolist()]
        found = chains(reading.follows)
        if len(windows) == 1 and is_one_article(part, roles, [chain[0] for chain in found]):
            article = read_article(page, document=document, article=ArticleId("a1"))
            return _result(page, document, lines, (article,))
        drafts += [_shifted(draft, start) for draft in _drafts(part, roles, reading, found)]
    repairs = find_repairs(page)
    articles = assemble(drafts, lines, page, repairs, document)
    return _result(page, document, lines, articles, repairs)


def _drafts(
    lines: Sequence[PageLine],
    roles: Sequence[Role],
    reading: Reading,
    found: Sequence[Sequence[int]],
) -> list[Draft]:
    drafts: list[Draft] = []
    surenesses: list[float] = []
    for chain in found:
        if not is_orphan(chain, roles, lines, reading):
            made = compose(chain, roles, lines)
            drafts += made
            surenesses += [sureness(chain, reading)] * len(made)
    finished: list[Draft] = []
    for draft, confidence in zip(drafts, surenesses, strict=True):
        parent = _parent(draft, drafts, lines)
        above = None if parent is None else lines[parent]
        said = explain(draft, lines, reading, above)
        finished.append(replace(draft, confidence=confidence, parent=parent, explanation=said))
    return finished


def _parent(draft: Draft, drafts: Sequence[Draft], lines: Sequence[PageLine]) -> int | None:
    """The first line of the article between whose headline and text a photo stands.

    A caption that only says what the picture shows (图为转体施工现场。) belongs to the article
    printed before it.
    """
    if draft.type is not ArticleType.PHOTO:
        return None
    here = draft.first
    for other in drafts:
        heads = [k for k in (*other.kicker, *other.title, *other.subtitle) if k < here]
        if heads and other.body and max(heads) < here < min(other.body):
            between = range(max(heads) + 1, here)
            if not any(k in d.body for d in drafts if d is not draft for k in between):
                return other.first
    text = lines[draft.body[0]].text
    if text.startswith("图为") and len(text) < _BARE_CAPTION:
        before = [d for d in drafts if d.type in _WRITTEN and here - 1 in d.body]
        return before[0].first if before else None
    return None


_ROLES = tuple(Role)
_BARE_CAPTION = 24
_WRITTEN = frozenset({ArticleType.NEWS, ArticleType.FEATURE, ArticleType.COMMENTARY})


def _result(
    page: Page,
    document: DocumentId,
    lines: Sequence[PageLine],
    articles: tuple[Article, ...],
    repairs: Sequence[PlacedRepair] = (),
) -> PageArticles:
    placed = {number for article in articles for number in article.roles.lines}
    return PageArticles(
        document=document,
        uri=page.uri,
        publication=find_publication(page),
        articles=articles,
        unassigned_lines=tuple(line.number for line in lines if line.number not in placed),
        repairs=tuple(repair.record for repair in repairs),
    )


def _renumbered(lines: Sequence[PageLine]) -> tuple[PageLine, ...]:
    if not lines or lines[0].index == 0:
        return tuple(lines)
    return tuple(replace(line, index=k) for k, line in enumerate(lines))


def _shifted(draft: Draft, by: int) -> Draft:
    if by == 0:
        return draft

    def move(indices: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(k + by for k in indices)

    return replace(
        draft,
        kicker=move(draft.kicker),
        title=move(draft.title),
        subtitle=move(draft.subtitle),
        byline=move(draft.byline),
        body=move(draft.body),
        headings=move(draft.headings),
        joins=tuple((a + by, b + by) for a, b in draft.joins),
        parent=None if draft.parent is None else draft.parent + by,
    )
