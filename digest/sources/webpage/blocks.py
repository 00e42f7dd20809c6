"""The blocks of text of a page, each with how much of it is links and where it hangs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from digest.sources.webpage.tree import marks_of, squeeze

_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "map",
        "select",
        "option",
        "button",
        "textarea",
        "input",
        "form",
        "nav",
        "footer",
        "aside",
        "head",
        "menu",
        "dialog",
    ]
)
# A form may be the whole page (ASP.NET), so only its fields are silent, not what stands in it.
_SILENT -= {"form"}
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "rt",
        "rp",
        "ruby",
        "data",
        "center",
    ]
) - {"center"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# What an element calls itself when it is not the article.
_ASIDE = re.compile(
    r"comment|pinglun|related|relate|recommend|tuijian|sidebar|breadcrumb|copyright|disclaimer"
    r"|share|social|footer|foot\b|nav(?:bar|igation)?\b|toolbar|qrcode|hotnews|hot-|rank|login"
    r"|popup|dialog|modal|advert|\bads?\b|editor-list|statement|mianze|xiangguan|prevnext|paging",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Node:
    """An element that holds blocks: its place in the tree and what it is called."""

    parent: "Node | None"
    tag: str
    marks: str
    depth: int
    element: html.HtmlElement = field(repr=False)

    def ancestors(self) -> Iterator["Node"]:
        """The node itself and all above it."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    @property
    def is_aside(self) -> bool:
        """Whether it says of itself that it is something beside the article."""
        return bool(_ASIDE.search(self.marks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of text between two borders of blocks."""

    text: str
    linked: int
    heading: int
    node: Node

    @property
    def link_share(self) -> float:
        """How much of the text is links."""
        return self.linked / len(self.text)


def find_blocks(tree: html.HtmlElement) -> list[Block]:
    """The blocks of a page in the order of its source; scripts, forms and menus left out."""
    body = tree.find("body")
    walk = _Walk(body if body is not None else tree)
    return walk.blocks


class _Walk:
    def __init__(self, root: html.HtmlElement) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._node: Node | None = None
        silent = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else "script"
            if event == "start":
                if silent or _is_silent(element, tag):
                    silent += 1
                    continue
                self._enter(element, tag)
            else:
                if silent:
                    silent -= 1
                else:
                    self._leave(tag)
                if not silent and element is not root:
                    self._take(element.tail)
        self._flush(0)

    def _enter(self, element: html.HtmlElement, tag: str) -> None:
        if tag == "br":
            self._flush(0)
        elif tag not in _INLINE:
            self._flush(0)
            depth = self._node.depth + 1 if self._node else 0
            self._node = Node(self._node, tag, marks_of(element), depth, element)
        self._links += tag == "a"
        self._take(element.text)

    def _leave(self, tag: str) -> None:
        self._links -= tag == "a"
        if tag != "br" and tag not in _INLINE and self._node is not None:
            self._flush(int(tag[1]) if tag in _HEADINGS else 0)
            self._node = self._node.parent

    def _take(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            if self._links:
                self._linked += len("".join(text.split()))

    def _flush(self, heading: int) -> None:
        text = squeeze("".join(self._parts))
        if text and self._node is not None:
            block = Block(text=text, linked=self._linked, heading=heading, node=self._node)
            self.blocks.append(block)
        self._parts = []
        self._linked = 0


def _is_silent(element: html.HtmlElement, tag: str) -> bool:
    if tag in _SILENT:
        return True
    return bool(_HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None
