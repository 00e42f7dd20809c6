"""RSS in its several versions, and Atom."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from lxml import etree

from digest.errors import InputError
from digest.sources.feeds.entries import Entry, Feed
from digest.sources.feeds.markup import one_line, parse_xml, plain_text
from digest.sources.moments import parse_moment

_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_ITEMS = frozenset({"item", "entry"})
# In this order: when it appeared is said by one of these, when it was changed by the last.
_DATES = ("pubdate", "published", "date", "issued", "created", "updated", "modified")
_TEXTS = ("encoded", "content", "description", "summary", "fulltext")
_AUTHORS = ("creator", "author")


def parse_xml_feed(content: bytes, *, where: str, zone: tzinfo, charset: str | None) -> Feed:
    """The feed in an XML document; of a truncated one the items that are there.

    Raises InputError where it is no feed.
    """
    root = parse_xml(content, charset=charset, where=where)
    if _name(root) not in _ROOTS:
        raise InputError(f"is no feed: it begins with <{_name(root)}>", where=where)
    title = None
    entries: list[Entry] = []
    for element in root.iter():
        name = _name(element)
        if name in _ITEMS:
            entries += _read_entry(element, zone)
        elif name == "title" and title is None and not _is_inside_item(element):
            title = one_line(_content(element)) or None
    return Feed(title=title, entries=tuple(entries))


def _read_entry(element: etree._Element, zone: tzinfo) -> Iterator[Entry]:
    parts: dict[str, list[etree._Element]] = {}
    for child in element:
        parts.setdefault(_name(child), []).append(child)
    title = one_line(_first(parts, "title"))
    texts = [plain_text(_first(parts, name)) for name in _TEXTS]
    text = max(texts, key=len)
    url = _link(parts)
    mark = _first(parts, "guid") or _first(parts, "id") or url or title or text[:200]
    if not (title or text):
        return
    yield Entry(
        id=mark.strip(),
        url=url,
        title=title or None,
        text=text,
        published=_published(parts, zone),
        authors=_authors(parts),
    )


def _link(parts: dict[str, list[etree._Element]]) -> str | None:
    links = parts.get("link", [])
    for link in links:
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return str(link.get("href")).strip()
        if (link.text or "").strip():
            return str(link.text).strip()
    for guid in parts.get("guid", []):
        text = (guid.text or "").strip()
        if guid.get("isPermaLink", "true") != "false" and text.startswith("http"):
            return str(text)
    return None


def _published(parts: dict[str, list[etree._Element]], zone: tzinfo) -> datetime | None:
    for name in _DATES:
        moment = parse_moment(_first(parts, name), zone)
        if moment is not None:
            return moment
    return None


def _authors(parts: dict[str, list[etree._Element]]) -> tuple[str, ...]:
    names: list[str] = []
    for key in _AUTHORS:
        for element in parts.get(key, []):
            inner = [child for child in element if _name(child) == "name"]
            names.append(one_line(_content(inner[0] if inner else element)))
    return tuple(dict.fromkeys(name for name in names if name and "@" not in name))


def _first(parts: dict[str, list[etree._Element]], name: str) -> str:
    return next((text for each in parts.get(name, []) if (text := _content(each))), "")


def _content(element: etree._Element) -> str:
    """An element's text; where it holds XHTML, that as markup."""
    if len(element):
        inner = (etree.tostring(child, encoding="unicode") for child in element)
        return (element.text or "") + "".join(inner)
    return (element.text or "").strip()


def _is_inside_item(element: etree._Element) -> bool:
    above = element.getparent()
    return above is not None and _name(above) in {*_ITEMS, "image", "textinput"}


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
