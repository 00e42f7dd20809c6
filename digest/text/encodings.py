"""From bytes to text: UTF-8, GB18030, Big5 and UTF-16, told apart by their marks and their words.

The order is BOM, strict UTF-8, UTF-16 without a mark, then GB18030 against Big5 by how many
everyday characters each reading has. A declared encoding is a hint that is tried first; declared
gb2312 and gbk are read as GB18030, of which they are parts.
"""

import codecs
import re

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
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)


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
