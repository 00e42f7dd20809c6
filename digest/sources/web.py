"""Pages of the web by their addresses."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, tzinfo

from digest.errors import InputError
from digest.model.documents import Document, DocumentKind, Imprint
from digest.sources.net.client import Client
from digest.sources.net.robots import Robots
from digest.sources.origin import Origin
from digest.sources.readers import read_documents

ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5"
# Hosts asked at the same time; one host is never asked twice at once.
_ABREAST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSource:
    """The articles at `urls`, in that order; `paper` names their publication, where given."""

    name: str
    urls: tuple[str, ...]
    client: Client
    zone: tzinfo
    paper: str | None = None
    kind: DocumentKind = DocumentKind.AUTO
    encoding: str = "auto"

    def fetch(self, *, since: datetime | None, now: datetime) -> Iterator[Document | InputError]:
        """What the pages hold; one that cannot be had comes as its error, in its place."""
        del since
        robots = Robots(self.client)

        def open_one(url: str) -> list[Document | InputError]:
            origin = Origin(
                source=self.name,
                uri=url,
                now=now,
                zone=self.zone,
                kind=self.kind,
                encoding=self.encoding,
                imprint=Imprint(name=self.paper),
            )
            return fetch_documents(origin, client=self.client, robots=robots)

        with ThreadPoolExecutor(max_workers=_ABREAST) as pool:
            for found in pool.map(open_one, self.urls):
                yield from found


def fetch_documents(
    origin: Origin, *, client: Client, robots: Robots
) -> list[Document | InputError]:
    """The documents at the address that is the origin's uri, or why there are none."""
    try:
        robots.check(origin.uri)
        reply = client.get(origin.uri, accept=ACCEPT)
    except InputError as error:
        return [error]
    declared = origin.charset or reply.charset
    known = Origin(
        source=origin.source,
        uri=origin.uri,
        now=origin.now,
        zone=origin.zone,
        kind=origin.kind,
        encoding=origin.encoding,
        charset=declared,
        imprint=origin.imprint,
    )
    return list(read_documents(reply.content, known, media_type=reply.media_type))
