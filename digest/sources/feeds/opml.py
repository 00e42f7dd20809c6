"""Lists of feeds, as feed readers exchange them."""

from lxml import etree

from digest.errors import InputError
from digest.sources.feeds.markup import parse_xml


def read_opml(content: bytes, *, where: str) -> tuple[str, ...]:
    """The addresses of the feeds in a list, each once and in order.

    Raises InputError where it is no OPML.
    """
    root = parse_xml(content, charset=None, where=where)
    if etree.QName(root).localname.lower() != "opml":
        raise InputError("is no OPML", where=where)
    urls = (
        outline.get("xmlUrl") or outline.get("xmlurl") or "" for outline in root.iter("outline")
    )
    return tuple(dict.fromkeys(url.strip() for url in urls if url.strip()))
