"""What a file is: by its first bytes, else by its name or what its server says."""

import re
from enum import StrEnum

from digest.errors import InputError


class Format(StrEnum):
    """The formats that are read."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    RECORDS = "application/jsonl"
    WEBPAGE = "text/html"
    FEED = "application/atom+xml"
    PICTURE = "image/png"
    PDF = "application/pdf"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


SUFFIXES = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".jsonl": Format.RECORDS,
    ".html": Format.WEBPAGE,
    ".htm": Format.WEBPAGE,
    ".xhtml": Format.WEBPAGE,
    ".shtml": Format.WEBPAGE,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".pdf": Format.PDF,
    ".docx": Format.WORD,
}
"""Which files of a folder are read, and as what."""

# What is plainly meant to be read and cannot be yet. In a folder such a file is reported; anything
# else that is no text (archives, music) is passed over.
NOT_YET = {
    ".doc": "old Word",
    ".wps": "WPS",
    ".rtf": "RTF",
    ".epub": "EPUB",
}
_SIGNATURES: tuple[tuple[bytes, Format | str], ...] = (
    (b"%PDF-", Format.PDF),
    (b"PK\x03\x04", Format.WORD),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", Format.PICTURE),
    (b"\xff\xd8\xff", Format.PICTURE),
    (b"II*\x00", Format.PICTURE),
    (b"MM\x00*", Format.PICTURE),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
)
_MEDIA_TYPES = {
    "text/html": Format.WEBPAGE,
    "application/xhtml+xml": Format.WEBPAGE,
    "text/markdown": Format.MARKDOWN,
    "application/rss+xml": Format.FEED,
    "application/atom+xml": Format.FEED,
    "application/feed+json": Format.FEED,
}
_HEAD = 4096
_WEBPAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,300}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]{0,300}>\s*)*"
    rb"<(?:rss|feed|rdf:RDF)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON_FEED = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\{.{0,400}?https?://jsonfeed\.org/version", re.DOTALL
)


def find_format(content: bytes, *, name: str, media_type: str | None = None) -> Format:
    """What the content is. Raises InputError for what cannot be read: pictures, archives, music."""
    suffix = suffix_of(name)
    if suffix in NOT_YET:
        raise refuse(name, f"{NOT_YET[suffix]} files are not read in this version")
    for signature, found in _SIGNATURES:
        if content.startswith(signature):
            if isinstance(found, Format):
                return found
            raise refuse(name, f"is {found}, not text")
    declared = _MEDIA_TYPES.get((media_type or "").partition(";")[0].strip().lower())
    named = declared or SUFFIXES.get(suffix)
    if named is not None:
        return named
    if _FEED.match(content[:_HEAD]) or _JSON_FEED.match(content[:_HEAD]):
        return Format.FEED
    return Format.WEBPAGE if _WEBPAGE.match(content[:_HEAD]) else Format.TEXT


def suffix_of(name: str) -> str:
    """The suffix of a file's name or an address, in small letters."""
    path = name.partition("://")[2].partition("/")[2] if "://" in name else name
    last = path.partition("?")[0].partition("#")[0].replace("\\", "/").rpartition("/")[2]
    _, dot, suffix = last.rpartition(".")
    return dot + suffix.lower()


def refuse(where: str, what: str) -> InputError:
    """The error for a file that is no text."""
    return InputError(what, where=where, hint="save it as text (UTF-8) first")
