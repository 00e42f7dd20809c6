"""XML as feeds are really written, and the HTML in it as text."""

import re
from html.entities import html5

from lxml import etree

from digest.errors import InputError
from digest.sources.webpage.blocks import find_blocks
from digest.sources.webpage.tree import parse_page, squeeze
from digest.text.encodings import decode_lossy

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)")
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITY = re.compile(r"&([A-Za-z]\w{0,31});")
_HEAD = 65_536
_MOST_TAGS = 400_000
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[#a-zA-Z][#\w]{1,8};")


def parse_xml(content: bytes, *, charset: str | None, where: str) -> etree._Element:
    """The root of a document, as much of it as can be read. Raises InputError for none."""
    found = _DECLARED.search(content[:1024])
    hints = [hint for hint in (found[1].decode() if found else None, charset) if hint]
    text, _ = decode_lossy(content, hints=hints)
    if text.count("<") > _MOST_TAGS:
        raise InputError("has more tags than any feed", where=where)
    text = _PROLOG.sub("", _ILLEGAL.sub(" ", text))
    text = _without_doctype(text)
    text = _ENTITY.sub(_as_character, text).lstrip()
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"is no XML: {error}", where=where) from error
    if root is None:
        raise InputError("is no XML", where=where)
    return root


def _without_doctype(text: str) -> str:
    """The text without its document type.

    Entities of the writer's own are a way to make a small file large; feeds need none.
    """
    start = text.find("<!DOCTYPE", 0, _HEAD)
    if start < 0:
        return text
    end = text.find(">", start)
    inner = text.find("[", start, end)
    if inner >= 0:
        end = text.find(">", text.find("]", inner))
    return text[:start] + text[end + 1 :] if end >= 0 else text[:start]


def plain_text(markup: str) -> str:
    """HTML as text, a paragraph a line; headings marked with ##."""
    if not _MARKUP.search(markup):
        return "\n".join(filter(None, map(squeeze, markup.splitlines())))
    try:
        tree = parse_page(f"<html><body>{markup}</body></html>", where="")
    except InputError:
        return ""
    blocks = find_blocks(tree)
    return "\n".join(f"## {block.text}" if block.heading else block.text for block in blocks)


def one_line(markup: str) -> str:
    """HTML as text on one line."""
    return squeeze(plain_text(markup).replace("## ", ""))


def _as_character(found: "re.Match[str]") -> str:
    name = found[1]
    return found[0] if name in _XML_ENTITIES else html5.get(f"{name};", "")
