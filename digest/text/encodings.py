"""From bytes to text: UTF-8, GB18030, Big5 and UTF-16, told apart by their marks and their words.

The order is BOM, strict UTF-8, UTF-16 without a mark, then GB18030 against Big5 by how many
everyday characters each reading has. A declared encoding is a hint that is tried first; declared
gb2312 and gbk are read as GB18030, of which they are parts.
"""

import codecs
import re
from collections.abc import Sequence

from digest.errors import InputError

# The commonest characters of running Chinese, simplified and traditional: a right reading is
# full of them, a wrong one of rare characters. Any list of the first few dozen would do.
_EVERYDAY = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
    "這來個說們為時會過學對後發動種經長從現實當兩開業電體關國與進點問題還機將車員無間軍區產報"
    "，。、：；！？“”（）《》"
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Each of these is a part of the encoding beside it.
_WHOLE = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_UNMARKED = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16


def decode(content: bytes, *, encoding: str = "auto", where: str = "") -> tuple[str, str]:
    """The text of `content` without BOM, and the name of the encoding it was read in.

    Raises InputError if the content is binary, or in no encoding we know.

    >>> decode("大同日报".encode("gb18030"))
    ('大同日报', 'gb18030')
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _decode_as(content[len(bom) :], name, where=where), name
    if encoding.lower() not in {"auto", ""}:
        name = _normal_name(encoding, where=where)
        return _decode_as(content, name, where=where), name
    name = _guess(content, where=where)
    return _decode_as(content, name, where=where), name


def _guess(content: bytes, *, where: str) -> str:
    if _reads(content, "utf-8"):
        if _is_binary(content.decode("utf-8")):
            raise _binary(where)
        return "utf-8"
    sample = content[:_SAMPLE]
    if b"\x00" in sample:
        wide = [name for name in ("utf-16-le", "utf-16-be") if _looks_right(content, name)]
        if wide:
            return max(wide, key=lambda name: _everyday_share(content, name))
        raise _binary(where)
    readings = [name for name in _UNMARKED if _looks_right(content, name)]
    if not readings:
        if _is_binary(sample.decode("latin-1")):
            raise _binary(where)
        raise InputError(
            "the text is in no encoding that can be read",
            where=where,
            hint="save it as UTF-8, or name its encoding (encoding: gb18030)",
        )
    return max(readings, key=lambda name: _everyday_share(content, name))


def _looks_right(content: bytes, name: str) -> bool:
    return _reads(content, name) and not _is_binary(content.decode(name))


def _reads(content: bytes, name: str) -> bool:
    try:
        content.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _everyday_share(content: bytes, name: str) -> float:
    wide = [c for c in content.decode(name)[:_SAMPLE] if ord(c) > 0x7F]
    return sum(c in _EVERYDAY for c in wide) / len(wide) if wide else 0.0


def _is_binary(text: str) -> bool:
    # Text has no control characters beside white space, ESC and form feed; a stray one is
    # forgiven in a long text.
    controls = len(_CONTROL.findall(text[:_SAMPLE]))
    return controls > 0 and controls * 200 > len(text[:_SAMPLE])


def _normal_name(encoding: str, *, where: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise InputError(
            f"'{encoding}' is no encoding", where=where, hint="utf-8, gb18030, big5 or utf-16"
        ) from None
    return _WHOLE.get(name, name)


def _decode_as(content: bytes, name: str, *, where: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {error.start} is not {name}",
            where=where,
            hint="leave the encoding to be found out (encoding: auto)",
        ) from error


def _binary(where: str) -> InputError:
    return InputError("this is a binary file, not text", where=where)


def decode_lossy(content: bytes, *, hints: Sequence[str] = ()) -> tuple[str, str]:
    r"""The text of a file from the net, and its encoding; bytes that fit nowhere become U+FFFD.

    `hints` are what its server and the file itself declare. They often lie, so they only decide
    between readings that look equally well.

    >>> decode_lossy("大同日报".encode("gbk") + b"\xff", hints=["utf-8"])
    ('大同日报\ufffd', 'gb18030')
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(name, "replace"), name
    if b"\x00" not in content[:_SAMPLE] and _reads_cut(content, "utf-8"):
        return content.decode("utf-8", "replace"), "utf-8"
    names = [*_known_names(hints), "utf-8", *_UNMARKED]
    wide = b"\x00" in content[:_SAMPLE]
    fit = [name for name in dict.fromkeys(names) if name.startswith("utf-16") == wide]
    best = max(fit, key=lambda name: (_legibility(content, name), -fit.index(name)))
    return content.decode(best, "replace"), best


def _known_names(hints: Sequence[str]) -> list[str]:
    names: list[str] = []
    for hint in hints:
        try:
            name = codecs.lookup(hint).name
        except LookupError:
            continue
        names.append(_WHOLE.get(name, name))
    # Latin-1 reads anything, and is what servers say that were never set up.
    return [name for name in names if name not in {"iso8859-1", "cp1252", "ascii"}]


def _reads_cut(content: bytes, name: str) -> bool:
    """Whether content is of an encoding but for a character that is cut at its end."""
    return any(_reads(content[: len(content) - cut], name) for cut in range(4))


def _legibility(content: bytes, name: str) -> float:
    """How much of what a reading gives is everyday text, less what it cannot read."""
    text = content[: 4 * _SAMPLE].decode(name, "replace")
    wide = [c for c in text if ord(c) > 0x7F]
    if not wide:
        return 1.0
    right = sum(c in _EVERYDAY for c in wide)
    return round((right - 4 * wide.count("\ufffd")) / len(wide), 3)
