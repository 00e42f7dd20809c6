"""Articles from JSON lines: `{"id", "title", "text", "published"?, "source"?}` a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from digest.errors import InputError
from digest.model.documents import Document, DocumentId, DocumentKind, Imprint
from digest.text.encodings import decode


def read_records(
    content: bytes, *, uri: str, source: str, now: datetime, zone: tzinfo
) -> Iterator[Document | InputError]:
    """The records as documents, with the ids they come with.

    A document's `uri` is file and line. Keys other than the five are not looked at. A line that
    is no record, or repeats an id, comes as its error. Raises InputError where the file is no text.
    """
    text, _ = decode(content, where=uri)
    seen: dict[str, int] = {}
    # Only "\n" ends a line of JSON lines: U+2028 may stand inside a text.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{uri}:{number}"
        try:
            document = read_record(line, where=where, source=source, now=now, zone=zone)
        except InputError as error:
            yield error
            continue
        first = seen.setdefault(document.id, number)
        if first == number:
            yield document
        else:
            what = f"the id '{document.id}' stands in line {first} too"
            yield InputError(what, where=where)


def read_record(line: str, *, where: str, source: str, now: datetime, zone: tzinfo) -> Document:
    """The record of one line as a document. Raises InputError where the line is no record."""
    return _document(_record(line, where), where, source=source, now=now, zone=zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    id: str
    title: str | None
    text: str
    published: str | None
    source: str | None


def _record(line: str, where: str) -> _Record:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON: {error}", where=where) from error
    if not isinstance(data, dict):
        raise InputError("is no JSON object", where=where, hint='{"id": "1", "text": "…"}')
    if isinstance(data.get("id"), int) and not isinstance(data["id"], bool):
        data["id"] = str(data["id"])
    record = _Record(
        id=_text(data, "id", where) or "",
        title=_text(data, "title", where),
        text=_text(data, "text", where) or "",
        published=_text(data, "published", where),
        source=_text(data, "source", where),
    )
    for key in ("id", "text"):
        if not getattr(record, key).strip():
            raise InputError(f"'{key}' is missing or empty", where=where)
    return record


def _text(data: dict[str, Any], key: str, where: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"'{key}' must be text", where=where)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"'{key}' holds half a character", where=where) from error
    return value


def _document(record: _Record, uri: str, *, source: str, now: datetime, zone: tzinfo) -> Document:
    published = _moment(record.published, zone, uri) if record.published else None
    return Document(
        id=DocumentId(record.id),
        source=record.source or source,
        uri=uri,
        media_type="text/plain",
        content=record.text.encode(),
        fetched_at=now,
        kind=DocumentKind.ARTICLE,
        encoding="utf-8",
        title=record.title,
        published=published,
        imprint=Imprint(name=record.source, date=published.date() if published else None),
    )


def _moment(text: str, zone: tzinfo, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        what = f"'published' is no date: '{text}'"
        raise InputError(
            what, where=where, hint="2024-03-27 or 2024-03-27T07:30:00+08:00"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
