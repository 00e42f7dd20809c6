"""Feeds as a source: their items as articles, each seen once."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from digest.errors import InputError
from digest.model.documents import Document, Imprint
from digest.sources.feeds.entries import Entry, Feed
from digest.sources.feeds.parse import entry_document, entry_id, parse_feed
from digest.sources.feeds.polling import poll
from digest.sources.net.client import Client
from digest.sources.net.errors import FetchError
from digest.sources.net.robots import Robots
from digest.sources.origin import Origin
from digest.sources.shelf import Shelf
from digest.sources.web import fetch_documents
from digest.text.lines import count_chars


class FullText(StrEnum):
    """Whether an item's page is fetched: where the feed has only a teaser, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


# What most feeds cut their texts to; a text that is shorter may be all there is, and costs a look.
_TEASER_CHARS = 200
_CUT = re.compile(
    r"(…|\.{3}|\[…\]|阅读全文|查看全文|阅读更多|查看更多|详细内容|更多>*|\[详细\])\W*$"
)
# Pages are fetched for news, not for what has stood in a feed for weeks.
_RECENT = timedelta(days=7)
_MOST_PAGES = 40
_MOST_ENTRIES = 200
_ABREAST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """The items of feeds, feed by feed; `paper` names their publication, else the feed does.

    What was fetched is kept in `shelf`: an item stays as it was first given, whatever becomes of
    it in its feed, so that a brief prints it once.
    """

    name: str
    urls: tuple[str, ...]
    client: Client
    zone: tzinfo
    shelf: Shelf = Shelf()
    full_text: FullText = FullText.AUTO
    paper: str | None = None

    def fetch(self, *, since: datetime | None, now: datetime) -> Iterator[Document | InputError]:
        """The items that are in the feeds now, and an error for each feed that cannot be had.

        A feed that is dead just now gives what it last gave, beside its error.
        """
        del since
        self.shelf.sweep()
        robots = Robots(self.client)
        with ThreadPoolExecutor(max_workers=_ABREAST) as pool:
            opened = list(pool.map(lambda url: self._open(url, now), self.urls))
            jobs: list[Callable[[], _Item]] = []
            for feed in opened:
                jobs += [self._job(feed, entry, robots, now) for entry in feed.entries]
            items = iter(list(pool.map(lambda job: job(), jobs)))
        seen: set[str] = set()
        for feed in opened:
            if feed.error is not None:
                yield feed.error
            own = [next(items) for _ in feed.entries]
            for item in own:
                if item.document.id not in seen:
                    seen.add(item.document.id)
                    yield item.document
            yield from _missing_pages(own, feed.url)

    def _open(self, url: str, now: datetime) -> "_Opened":
        polled = poll(url, client=self.client, shelf=self.shelf, now=now)
        error: InputError | None = polled.error
        feed = Feed(title=None, entries=())
        if polled.content is not None:
            try:
                feed = parse_feed(polled.content, where=url, zone=self.zone, charset=polled.charset)
            except InputError as failure:
                error = error or failure
        return _Opened(url=url, title=feed.title, entries=feed.entries[:_MOST_ENTRIES], error=error)

    def _job(
        self, feed: "_Opened", entry: Entry, robots: Robots, now: datetime
    ) -> "Callable[[], _Item]":
        origin = Origin(
            source=self.name,
            uri=feed.url,
            now=now,
            zone=self.zone,
            imprint=Imprint(name=self.paper),
        )
        newest = feed.entries.index(entry) < _MOST_PAGES
        wanted = newest and self._wants_page(entry, now)
        return lambda: self._item(feed, entry, origin, robots if wanted else None)

    def _wants_page(self, entry: Entry, now: datetime) -> bool:
        if self.full_text is FullText.NEVER or entry.url is None:
            return False
        if entry.published is not None and entry.published < now - _RECENT:
            return False
        return self.full_text is FullText.ALWAYS or is_teaser(entry.text)

    def _item(
        self, feed: "_Opened", entry: Entry, origin: Origin, robots: Robots | None
    ) -> "_Item":
        name = f"item {entry_id(entry, origin)}"
        kept = self.shelf.get(name)
        if kept is not None and isinstance(kept.get("text"), str):
            first = _restored(entry, kept)
            return _Item(document=entry_document(first, origin, feed_title=_titled(kept, feed)))
        error: InputError | None = None
        source = feed.title
        if robots is not None and entry.url is not None:
            page = Origin(source=self.name, uri=entry.url, now=origin.now, zone=self.zone)
            entry, source, error = _completed(entry, source, page, self.client, robots)
        if not (isinstance(error, FetchError) and error.temporary):
            self.shelf.put(name, _frozen(entry, source))
        return _Item(document=entry_document(entry, origin, feed_title=source), error=error)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    url: str
    title: str | None
    entries: tuple[Entry, ...]
    error: InputError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    document: Document
    error: InputError | None = None


def is_teaser(text: str) -> bool:
    """Whether a feed's text looks like the beginning of a longer one.

    >>> is_teaser("市林业局负责人说，今年的重点是河堤两岸……[详细]")
    True
    """
    return count_chars(text) < _TEASER_CHARS or bool(_CUT.search(text))


def _completed(
    entry: Entry, source: str | None, page: Origin, client: Client, robots: Robots
) -> tuple[Entry, str | None, InputError | None]:
    """The entry with the text of its page, where that is longer, and who published it."""
    for found in fetch_documents(page, client=client, robots=robots):
        if isinstance(found, InputError):
            return entry, source, found
        text = found.content.decode("utf-8", "replace")
        if count_chars(text) > count_chars(entry.text):
            full = replace(
                entry,
                text=text,
                published=entry.published or found.published,
                authors=entry.authors or found.imprint.authors,
            )
            return full, found.imprint.name or source, None
    return entry, source, None


def _missing_pages(items: Sequence[_Item], url: str) -> Iterator[InputError]:
    """One error for all pages of a feed that could not be had."""
    errors = [item.error for item in items if item.error is not None]
    if errors:
        what = f"{len(errors)} of its items are printed as teasers: {errors[0]}"
        yield InputError(what, where=url)


def _frozen(entry: Entry, source: str | None) -> dict[str, object]:
    return {
        "text": entry.text,
        "title": entry.title,
        "published": entry.published.isoformat() if entry.published else None,
        "authors": list(entry.authors),
        "source": source,
    }


def _restored(entry: Entry, kept: dict[str, object]) -> Entry:
    title, published, authors = kept.get("title"), kept.get("published"), kept.get("authors")
    return replace(
        entry,
        text=str(kept["text"]),
        title=title if isinstance(title, str) else None,
        published=datetime.fromisoformat(published) if isinstance(published, str) else None,
        authors=tuple(map(str, authors)) if isinstance(authors, list) else (),
    )


def _titled(kept: dict[str, object], feed: _Opened) -> str | None:
    source = kept.get("source")
    return source if isinstance(source, str) else feed.title
