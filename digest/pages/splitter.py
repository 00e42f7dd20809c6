"""From a document's bytes to its articles."""

from collections.abc import Mapping
from dataclasses import dataclass

from digest.errors import InputError
from digest.model.articles import ArticleId, DateFrom, NameFrom, PageArticles, Publication
from digest.model.documents import Document, DocumentId, DocumentKind, Page
from digest.pages.masthead import find_publication
from digest.pages.plain import read_article
from digest.text.encodings import decode
from digest.text.lines import make_page


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSplitter:
    """Takes text documents apart; `lexicon` has the frequencies of known words."""

    lexicon: Mapping[str, int]

    def split(self, document: Document) -> PageArticles:
        """The articles of a page, or the one article of a document that is no page.

        Raises InputError if the document is empty, binary or in no known encoding.
        """
        page = read_page(document)
        if document.kind is DocumentKind.ARTICLE:
            return read_one(document, page)
        return take_apart(page, document=document.id, lexicon=self.lexicon)


def take_apart(page: Page, *, document: DocumentId, lexicon: Mapping[str, int]) -> PageArticles:
    """The articles of a page, its paper and day; its suspects are looked for by `proofread`."""
    # Only pages pay for numpy and the learned tables: an article is summarized without them.
    from digest.pages.split import split_page

    return split_page(page, document=document, lexicon=lexicon)


def read_page(document: Document) -> Page:
    """The document's text as a page. Raises InputError if it has none."""
    text, _ = decode(document.content, encoding=document.encoding, where=document.uri)
    if not text.strip():
        raise InputError("there is no text in it", where=document.uri)
    return make_page(text, uri=document.uri, imprint=document.imprint)


def find_issue(document: Document) -> Publication:
    """The paper and day of a document, without taking it apart.

    Raises InputError if it has no text.
    """
    if document.kind is DocumentKind.ARTICLE:
        return _publication(document)
    return find_publication(read_page(document))


def read_one(document: Document, page: Page) -> PageArticles:
    """The document as a single article."""
    article = read_article(
        page,
        document=document.id,
        article=ArticleId("a1"),
        title=document.title,
        byline=document.imprint.authors,
    )
    return PageArticles(
        document=document.id,
        uri=document.uri,
        publication=_publication(document),
        articles=(article,),
    )


def _publication(document: Document) -> Publication:
    name = document.imprint.name
    day = document.imprint.date or (document.published.date() if document.published else None)
    return Publication(
        name=name,
        name_from=NameFrom.CONFIGURED if name else NameFrom.UNKNOWN,
        date=day,
        month_day=f"{day:%m-%d}" if day else None,
        year_range=(day.year, day.year) if day else None,
        date_from=DateFrom.CONFIGURED if day else DateFrom.UNKNOWN,
    )
