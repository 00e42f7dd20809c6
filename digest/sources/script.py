"""Traditional characters as simplified ones, each in the place of the other."""

import importlib.util
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from digest.errors import InputError
from digest.model.documents import Document
from digest.protocols import Source
from digest.text.encodings import decode

_CONFIG = "t2s"
_LOCK = threading.Lock()
_converters: list[Any] = []


def is_available() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("opencc") is not None


def simplify(text: str) -> str:
    """The text in simplified characters, character for character: offsets stay what they were.

    Words decide how a character is read (乾隆, 乾燥). Raises InputError where OpenCC is missing.
    """
    convert = _converter()
    return "".join(_aligned(line, convert) for line in text.splitlines(keepends=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class SimplifiedSource:
    """Another source's documents in simplified characters; spans fit the original as well."""

    inner: Source

    @property
    def name(self) -> str:
        """The source's name."""
        return self.inner.name

    def fetch(self, *, since: datetime | None, now: datetime) -> Iterator[Document | InputError]:
        """The source's documents. Raises InputError where OpenCC is missing."""
        for found in self.inner.fetch(since=since, now=now):
            yield found if isinstance(found, InputError) else _simplified(found)


def _simplified(document: Document) -> Document:
    text, _ = decode(document.content, encoding=document.encoding, where=document.uri)
    imprint = document.imprint
    return replace(
        document,
        content=simplify(text).encode(),
        encoding="utf-8",
        title=simplify(document.title) if document.title else document.title,
        imprint=replace(
            imprint,
            name=simplify(imprint.name) if imprint.name else None,
            authors=tuple(map(simplify, imprint.authors)),
            unclear=tuple(map(simplify, imprint.unclear)),
        ),
    )


def _aligned(line: str, convert: Any) -> str:
    whole: str = convert(line)
    if len(whole) == len(line):
        return whole
    # A word of another length would move all that follows it.
    single = (str(convert(char)) for char in line)
    return "".join(new if len(new) == 1 else old for old, new in zip(line, single, strict=True))


def _converter() -> Any:
    with _LOCK:
        if not _converters:
            try:
                import opencc
            except ImportError as error:
                raise InputError(
                    "'script: simplified' takes the extra 'zh'",
                    hint="pip install 'digest-zh[zh]'",
                ) from error
            _converters.append(opencc.OpenCC(_CONFIG))
        return _converters[0].convert
