"""A mail as bytes: subject, a text and an HTML part, attachments; no sender, reader or date yet.

Bodies are base64 in lines of 76 columns; a file's name comes as RFC 2231 has it and as Foxmail and
Outlook read it. Equal mails give equal bytes: a boundary is made from what it encloses.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from digest.text.mail_header import COLUMNS, encode_header

_LINE: Final = "\r\n"
# How much of a percent-encoded name fits a line with ` filename*0*=utf-8''` before it.
_SECTION: Final = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a mail."""

    filename: str
    media_type: str
    body: bytes


def write_message(
    *, subject: str, text: str, html: str, attachments: Sequence[Attachment] = ()
) -> bytes:
    """The message with its parts; From, To, Date and Message-ID are for whoever sends it."""
    content = _multipart("alternative", [_text_part("plain", text), _text_part("html", html)])
    if attachments:
        content = _multipart("mixed", [content, *map(_attachment, attachments)])
    head = (
        f"Subject: {encode_header(subject, taken=len('Subject: '))}",
        "MIME-Version: 1.0",
        content,
    )
    return _LINE.join(head).encode("ascii")


def _text_part(subtype: str, text: str) -> str:
    lines = _LINE.join(text.splitlines()) + _LINE
    return _part([f"Content-Type: text/{subtype}; charset=utf-8"], lines.encode())


def _attachment(attachment: Attachment) -> str:
    name = " ".join(attachment.filename.split()).replace('"', "'").replace("\\", "-")
    encoded = encode_header(name, taken=len(' filename="";'))
    kind = f"Content-Type: {attachment.media_type};"
    return _part(
        [
            kind if len(kind) <= COLUMNS else kind.replace(" ", f"{_LINE} ", 1),
            f' name="{encoded}"',
            "Content-Disposition: attachment;",
            f' filename="{encoded}"{"" if name.isascii() else ";"}',
            *([] if name.isascii() else _extended(name)),
        ],
        attachment.body,
    )


def _extended(name: str) -> list[str]:
    """The name percent-encoded, in sections where it is long (RFC 2231, 3 and 4)."""
    encoded = quote(name, safe="")
    pieces = re.findall(rf".{{1,{_SECTION}}}(?<!%)(?<!%.)", encoded)
    if len(pieces) == 1:
        return [f" filename*=utf-8''{encoded}"]
    lines = [f" filename*{place}*={piece}" for place, piece in enumerate(pieces)]
    lines[0] = lines[0].replace("*=", "*=utf-8''", 1)
    return [f"{line};" for line in lines[:-1]] + lines[-1:]


def _part(headers: Sequence[str], body: bytes) -> str:
    encoded = base64.encodebytes(body).decode("ascii").rstrip("\n").replace("\n", _LINE)
    return _LINE.join([*headers, "Content-Transfer-Encoding: base64", "", encoded])


def _multipart(subtype: str, parts: Sequence[str]) -> str:
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    boundary = f"=_{subtype[:3]}_{digest[:24]}"
    lines = [f'Content-Type: multipart/{subtype};{_LINE} boundary="{boundary}"', ""]
    for part in parts:
        lines += [f"--{boundary}", part]
    return _LINE.join([*lines, f"--{boundary}--", ""])
