"""Word files (.docx): paragraphs, headings, lists and tables as text."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO

from lxml import etree

from digest.errors import InputError
from digest.model.documents import Document
from digest.sources.origin import Origin, make_document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN, _STYLES = "word/document.xml", "word/styles.xml"
# A part is unpacked while it is read, and no further than this: packed it may be a thousandth.
_MOST_BYTES = 64_000_000
_CHUNK = 1 << 16
_MOST_TAGS = 2_000_000
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|标题)$", re.IGNORECASE)
# What is struck out, and what the file holds a second time for older programs.
_SILENT = frozenset({"del", "delText", "moveFrom", "Fallback", "footnoteReference", "instrText"})
_LONGEST_HEADING = 60


def read_word(content: bytes, origin: Origin) -> Iterable[Document]:
    """The document in a Word file.

    Raises InputError where it is damaged, no Word file, empty or protected by a password.
    """
    parts = _unpack(content, origin.uri)
    if _MAIN not in parts:
        raise InputError(
            "is a zip archive or another Office file, not a Word file",
            where=origin.uri,
            hint="save it as .docx, PDF or text",
        )
    styles = _read_styles(parts.get(_STYLES), origin.uri)
    body = _parse(parts[_MAIN], origin.uri).find("{*}body")
    lines = [] if body is None else list(_blocks(body, styles))
    text = "\n".join(lines) + "\n"
    if not text.strip():
        raise InputError("there is no text in this Word file", where=origin.uri)
    return [make_document(text, origin, media_type=MEDIA_TYPE, imprint=origin.imprint)]


def _unpack(content: bytes, where: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            return {name: _read_part(archive, name) for name in (_MAIN, _STYLES) if name in names}
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise InputError("this file is damaged and cannot be opened", where=where) from error
    except RuntimeError as error:
        # zipfile's word for a part that is encrypted.
        raise InputError("this file is protected by a password", where=where) from error


def _read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    found = bytearray()
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            found += chunk
            if len(found) > _MOST_BYTES:
                raise ValueError(name)
    return bytes(found)


def _parse(part: bytes, where: str) -> etree._Element:
    if part.count(b"<") > _MOST_TAGS:
        raise InputError("this Word file has more parts than can be read", where=where)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(part, parser=parser)
    except etree.XMLSyntaxError as error:
        raise InputError("this Word file is damaged", where=where) from error


def _read_styles(part: bytes | None, where: str) -> dict[str, int]:
    """The level of each heading style; 1 is the title."""
    levels: dict[str, int] = {}
    for style in () if part is None else _parse(part, where).iter("{*}style"):
        named = style.find("{*}name")
        name = "" if named is None else named.get(_attribute(named, "val")) or ""
        mark = style.get(_attribute(style, "styleId")) or ""
        if _TITLE.match(name):
            levels[mark] = 1
        elif found := _HEADING.match(name):
            levels[mark] = min(6, int(found[1]) + 1)
    return levels


def _blocks(body: etree._Element, styles: dict[str, int]) -> Iterator[str]:
    for child in body:
        name = _name(child)
        if name == "p":
            yield from _paragraph(child, styles)
        elif name == "tbl":
            yield from _table(child)
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}:
            yield from _blocks(child, styles)


def _paragraph(paragraph: etree._Element, styles: dict[str, int]) -> Iterator[str]:
    text = "".join(_texts(paragraph))
    style = paragraph.find("{*}pPr/{*}pStyle")
    level = 0 if style is None else styles.get(style.get(_attribute(style, "val")) or "", 0)
    for line in text.split("\n"):
        bare = line.strip(" \t\u3000")
        if not bare:
            continue
        is_heading = level > 0 and len(bare) <= _LONGEST_HEADING
        yield f"{'#' * level} {bare}" if is_heading else bare
    # Text boxes stand beside the text; they are read behind the paragraph they hang on.
    for box in paragraph.iter("{*}txbxContent"):
        if not any(_name(above) == "Fallback" for above in box.iterancestors()):
            yield from _blocks(box, styles)


def _table(table: etree._Element) -> Iterator[str]:
    """A row a line, its cells with | between them; cells that go on downwards are left empty."""
    for row in table.iterchildren("{*}tr"):
        cells = [
            " ".join("".join(_texts(p)).strip() for p in cell.iter("{*}p")).strip()
            for cell in row.iterchildren("{*}tc")
        ]
        if any(cells):
            yield " | ".join(cells)


def _texts(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name in _SILENT or name == "txbxContent":
            continue
        if name == "t":
            yield child.text or ""
        elif name == "tab":
            yield " "
        elif name in {"br", "cr"}:
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name != "pPr":
            yield from _texts(child)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attribute(element: etree._Element, name: str) -> str:
    return f"{{{etree.QName(element).namespace}}}{name}"
