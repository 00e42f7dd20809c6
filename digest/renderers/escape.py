"""Article text made harmless for the form it is printed in."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

from markupsafe import Markup

# Control characters; marks that turn the direction of what follows; what no XML file may hold.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SPACE: Final = re.compile(r"[ \t\r\n\u0085\u2028\u2029]+")
# Characters that open markup anywhere: emphasis, code, links, HTML, tables, strike-through.
_ALWAYS: Final = re.compile(r"([\\`*_\[\]<|~#$^])")
_DOUBLED: Final = re.compile(r"==|%%|\{\{|\{%|\}\}|\+\+|::")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_OPENING: Final = re.compile(r"^(\s*)([-+>=:])")
_NUMBERED: Final = re.compile(r"^(\s*\d{1,9})([.)])")
# Chat programs know Markdown's marks but not its backslash: their full-width forms are no marks.
_CHAT_MARKS: Final = str.maketrans("\\`*_[]<>|~#", "＼｀＊＿［］＜＞｜～＃")
_SENTENCE_MARKS: Final = "，。；：、！？ "
_LINKED: Final = ("http", "https", "mailto")


def plain(value: object) -> str:
    r"""A value as one line of text without control characters; nothing for `None`.

    >>> plain("一 \n 二")
    '一 二'
    """
    return "" if value is None else _SPACE.sub(" ", _CONTROLS.sub("", str(value)))


def without_controls(markup: Markup) -> Markup:
    """Markup without control characters and direction marks; what was escaped stays escaped."""
    return Markup(_CONTROLS.sub("", markup))  # noqa: S704  # was markup before


def markdown(value: object) -> str:
    r"""A value as Markdown that reads as the value and nothing else, wherever it stands.

    >>> print(markdown("1. 约10~20%"), markdown("# <b>*x*</b>"))
    1\. 约10\~20% \# \<b>\*x\*\</b>
    """
    text = _ALWAYS.sub(r"\\\1", plain(value))
    text = _DOUBLED.sub(lambda match: "".join(f"\\{char}" for char in match.group()), text)
    text = _ENTITY.sub(r"\\&", text)
    text = _OPENING.sub(r"\1\\\2", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def chat(value: object) -> str:
    """A value as a chat program shows it: what would be a mark there is printed full-width.

    >>> chat("约10~20% *甲*")
    '约10～20% ＊甲＊'
    """
    return _NUMBERED.sub(_full_stop, plain(value).translate(_CHAT_MARKS))


def within(value: object, room: int) -> str:
    """The text if it has at most `room` characters, else its beginning and ……, cut at a mark.

    >>> within("中国广电副总经理万涛、山西秦云创始人居静举行工作会谈", 16)
    '中国广电副总经理万涛……'
    """
    text = plain(value).strip()
    if len(text) <= room:
        return text
    head = text[: room - 2]
    end = max(head.rfind(mark) for mark in _SENTENCE_MARKS)
    return (head[:end] if end >= len(head) // 2 else head).rstrip(_SENTENCE_MARKS) + "……"


def safe_address(uri: str) -> str | None:
    """The address if a reader may follow it: http, https or mailto; else `None`.

    A relative address beginning with ./ names a file beside the document: the program's own.
    """
    address = plain(uri).strip()
    if address.startswith("./") and ".." not in address:
        return quote(address, safe="/._-~")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in _LINKED or not (parts.netloc or parts.path):
        return None
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]-._")


def markdown_link(label: str, uri: str) -> Markup:
    """A link where the address may be followed, else the label in brackets."""
    text = markdown(label)
    address = safe_address(uri)
    if address is None:
        return Markup(f"[{text}]")  # noqa: S704  # escaped above
    return Markup(f"[{text}](<{address}>)")  # noqa: S704  # escaped above


def chat_link(label: str, uri: str) -> Markup:
    """A link where the address may be followed, else the label."""
    address = safe_address(uri)
    text = chat(label)
    if address is None:
        return Markup(text)  # noqa: S704  # escaped above
    address = address.replace("(", "%28").replace(")", "%29")
    return Markup(f"[{text}]({address})")  # noqa: S704  # escaped above


def html_link(label: str, uri: str) -> Markup:
    """A link where the address may be followed, else the label."""
    address = safe_address(uri)
    if address is None:
        return Markup("{}").format(plain(label))
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, plain(label))


def text_link(label: str, uri: str) -> Markup:
    """The label in brackets, and the address behind it where it may be followed."""
    address = safe_address(uri)
    text = f"[{plain(label)}]" if address is None else f"[{plain(label)}] {address}"
    return Markup(text)  # noqa: S704  # a text form has no markup


def _full_stop(match: re.Match[str]) -> str:
    return match[1] + ("．" if match[2] == "." else "）")
