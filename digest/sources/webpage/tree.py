"""From the bytes of a web page to its tree."""

import re
from collections.abc import Sequence

from lxml import etree, html

from digest.errors import InputError
from digest.text.encodings import decode_lossy

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE
)
_HEAD = 4096
# Real pages have some thousands; each takes memory.
_MOST_TAGS = 300_000
# What libxml2 cannot stand in text it is given already decoded.
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def decode_page(content: bytes, *, charset: str | None = None) -> str:
    """The text of a page; what it or its server declares is a hint, not the truth."""
    found = _DECLARED.search(content[:_HEAD])
    declared = found[1].decode("ascii", "ignore") if found else None
    hints = [hint for hint in (charset, declared) if hint]
    return decode_lossy(content, hints=hints)[0]


def parse_page(text: str, *, where: str) -> html.HtmlElement:
    """The tree of a page. Raises InputError where there is none."""
    if text.count("<") > _MOST_TAGS:
        raise InputError("this web page has more tags than any article", where=where)
    clean = _FORBIDDEN.sub(" ", _XML_DECLARATION.sub("", text))
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(clean, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError("there is nothing to read in this web page", where=where) from error
    return tree


def text_of(element: html.HtmlElement) -> str:
    """All text of an element on one line."""
    return squeeze("".join(element.itertext()))


def squeeze(text: str) -> str:
    """The text with white space of any kind made one space, none at its ends."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def marks_of(element: html.HtmlElement) -> str:
    """What the page calls an element: its class, id and role."""
    return " ".join(filter(None, map(element.get, _MARKS)))


_MARKS: Sequence[str] = ("class", "id", "role", "itemprop")
