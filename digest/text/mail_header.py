"""The value of a mail's header, encoded and folded."""

import unicodedata
from email.charset import BASE64, Charset
from email.header import Header
from typing import Final

COLUMNS: Final = 76
"""The longest line of a mail's body (RFC 2045, 6.8); headers keep to it too."""


def encode_header(text: str, *, taken: int) -> str:
    """A header's value in lines of at most 76 columns, encoded where it is not ASCII (RFC 2047).

    `taken` columns of a line are needed for what stands around it. No line break, control or
    direction mark of the text gets into the header.
    """
    one_line = clean_header(text)
    charset = None if one_line.isascii() else _utf8()
    # The name stands for its length only, and `Header` adds a colon and a space to it.
    name = "x" * (taken - 2)
    return Header(one_line, charset, maxlinelen=COLUMNS, header_name=name).encode(linesep="\r\n")


def clean_header(text: str) -> str:
    """A text in one line, without control and direction marks."""
    one_line = " ".join(text.split())
    return "".join(char for char in one_line if not unicodedata.category(char).startswith("C"))


def _utf8() -> Charset:
    charset = Charset("utf-8")
    # Other packages change how the standard library encodes UTF-8 for the whole process.
    charset.header_encoding = BASE64
    return charset
