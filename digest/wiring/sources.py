"""The sources of a schedule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from platformdirs import user_cache_path

from digest.config.manifest import imprint_finder
from digest.config.schedule import Schedule, SourceConfig, SourceType
from digest.errors import InputError
from digest.model.documents import Document
from digest.protocols import Source
from digest.sources.folder import FolderSource, find_files
from digest.sources.net.client import Client
from digest.sources.script import SimplifiedSource, is_available
from digest.wiring.net import make_client

CACHE = "web"


def make_sources(schedule: Schedule, *, cache: Path | None = None) -> Mapping[str, Source]:
    """The sources by name; feeds keep what they fetched in `cache`.

    All of them fetch through one client, so that a host is asked by one of them at a time.
    """
    network = schedule.network
    client = make_client(
        allow=network.allow,
        agent=network.user_agent,
        pause_seconds=network.pause.total_seconds(),
    )
    folder = cache or user_cache_path("digest", appauthor=False) / CACHE
    return {config.name: _make(config, schedule, client, folder) for config in schedule.sources}


def find_source_warnings(schedule: Schedule) -> Iterator[str]:
    """What is missing of the sources' files."""
    for source in schedule.sources:
        key = "path" if source.type is SourceType.FILES else "opml"
        where = f"{schedule.where('sources', source.name, key)}: sources.{source.name}"
        try:
            if source.type is SourceType.FILES:
                if not find_files(source.path, base=schedule.folder):
                    yield f"{where}: there is no file yet"
            elif source.opml is not None:
                _read_list(source.opml)
        except InputError as error:
            yield f"{where}: {error}"
        if source.is_simplified and not is_available():
            where = schedule.where("sources", source.name, "script")
            yield f"{where}: 'script: simplified' takes the extra 'zh': pip install 'digest-zh[zh]'"


def _make(config: SourceConfig, schedule: Schedule, client: Client, cache: Path) -> Source:
    source = _make_as_is(config, schedule, client, cache)
    return SimplifiedSource(inner=source) if config.is_simplified else source


def _make_as_is(config: SourceConfig, schedule: Schedule, client: Client, cache: Path) -> Source:
    if config.type is SourceType.FILES:
        return FolderSource(
            name=config.name,
            path=config.path,
            base=schedule.folder,
            zone=schedule.timezone,
            imprint_of=imprint_finder(manifest=config.manifest, paper=config.paper),
            kind=config.kind,
            encoding=config.encoding,
            settles=True,
        )
    if config.type is SourceType.WEB:
        from digest.sources.web import WebSource

        return WebSource(
            name=config.name,
            urls=config.urls,
            client=client,
            zone=schedule.timezone,
            paper=config.paper,
            kind=config.kind,
            encoding=config.encoding,
        )
    return _Feeds(config=config, schedule=schedule, client=client, cache=cache)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feeds:
    """Feeds by their addresses and a list of more, which is read each time."""

    config: SourceConfig
    schedule: Schedule
    client: Client
    cache: Path

    @property
    def name(self) -> str:
        return self.config.name

    def fetch(self, *, since: datetime | None, now: datetime) -> Iterator[Document | InputError]:
        # lxml is loaded for schedules with feeds only.
        from digest.sources.feed import FeedSource, FullText
        from digest.sources.shelf import Shelf

        listed: tuple[str, ...] = ()
        if self.config.opml is not None:
            try:
                listed = _read_list(self.config.opml)
            except InputError as error:
                yield error
        source = FeedSource(
            name=self.name,
            urls=tuple(dict.fromkeys((*self.config.urls, *listed))),
            client=self.client,
            zone=self.schedule.timezone,
            shelf=Shelf(folder=self.cache),
            full_text=FullText(self.config.full_text),
            paper=self.config.paper,
        )
        yield from source.fetch(since=since, now=now)


def _read_list(path: Path) -> tuple[str, ...]:
    from digest.sources.feeds.opml import read_opml
    from digest.sources.folder import read_file

    return read_opml(read_file(path, uri=path.name), where=path.name)
