"""A page in, its articles out."""

from digest.model.articles import Article, PageArticles, Publication
from digest.model.documents import DocumentId, Page
from digest.pages import rules
from digest.pages.assemble import assemble
from digest.pages.blocks import PageLine, read_lines
from digest.pages.lexicon import NO_LEXICON, Lexicon
from digest.pages.repair import find_repairs


def split_page(
    page: Page,
    *,
    document: DocumentId,
    lexicon: Lexicon = NO_LEXICON,  # noqa: ARG001  # the learned links will ask it
) -> PageArticles:
    """The articles of `page` in page order, with roles, joins and every line accounted for."""
    lines = read_lines(page)
    drafts = rules.draft(lines)
    repairs = find_repairs(page)
    articles = assemble(drafts, lines, page, repairs, document)
    return PageArticles(
        document=document,
        uri=page.uri,
        publication=Publication(),
        articles=articles,
        unassigned_lines=_unassigned(lines, articles),
        repairs=tuple(repair.record for repair in repairs),
    )


def _unassigned(lines: tuple[PageLine, ...], articles: tuple[Article, ...]) -> tuple[int, ...]:
    placed = {number for article in articles for number in article.roles.lines}
    return tuple(line.number for line in lines if line.number not in placed)
