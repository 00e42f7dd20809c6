"""JSON Feed (versions 1 and 1.1)."""

import json
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from digest.errors import InputError
from digest.sources.feeds.entries import Entry, Feed
from digest.sources.feeds.markup import one_line, plain_text
from digest.sources.moments import parse_moment
from digest.text.encodings import decode_lossy


def parse_json_feed(content: bytes, *, where: str, zone: tzinfo) -> Feed:
    """The feed in a JSON document; of a truncated one the items that are complete.

    Raises InputError where it is no feed.
    """
    text, _ = decode_lossy(content)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = {"items": list(_complete_items(text))}
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise InputError("is no JSON Feed", where=where)
    if not data["items"] and "version" not in data:
        raise InputError("is no JSON Feed, or only the beginning of one", where=where)
    items = (item for item in data["items"] if isinstance(item, dict))
    entries = tuple(entry for item in items for entry in _read_item(item, zone))
    return Feed(title=_text(data, "title") or None, entries=entries)


def _complete_items(text: str) -> Iterator[Any]:
    start = text.find("[", max(0, text.find('"items"')))
    decoder = json.JSONDecoder(strict=False)
    while 0 <= start < len(text) - 1:
        while start + 1 < len(text) and text[start + 1] in " \r\n\t,":
            start += 1
        try:
            item, end = decoder.raw_decode(text, start + 1)
        except (ValueError, RecursionError):
            return
        yield item
        start = end - 1


def _read_item(item: dict[str, Any], zone: tzinfo) -> Iterator[Entry]:
    title = one_line(_text(item, "title"))
    marked = plain_text(_text(item, "content_html"))
    # Paragraphs are kept in HTML only, more often than not.
    text = marked or plain_text(_text(item, "content_text")) or plain_text(_text(item, "summary"))
    if not (title or text):
        return
    url = _text(item, "url") or _text(item, "external_url") or None
    mark = item.get("id")
    known = str(mark) if isinstance(mark, str | int | float) and str(mark) else url
    dates = (parse_moment(_text(item, key), zone) for key in ("date_published", "date_modified"))
    yield Entry(
        id=known or title or text[:200],
        url=url,
        title=title or None,
        text=text,
        published=next((moment for moment in dates if moment), None),
        authors=tuple(_names(item)),
    )


def _names(item: dict[str, Any]) -> Iterator[str]:
    authors = item.get("authors")
    listed = authors if isinstance(authors, list) else [item.get("author")]
    for author in listed:
        if isinstance(author, dict) and (name := _text(author, "name")):
            yield name


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    # Half a surrogate pair is legal in JSON and nowhere else.
    return value.encode("utf-8", "replace").decode().strip() if isinstance(value, str) else ""
