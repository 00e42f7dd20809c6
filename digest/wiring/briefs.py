"""What one-off briefs are made from and into: documents of paths, editions, renderers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from importlib import resources
from pathlib import Path

from digest.errors import InputError
from digest.model.documents import Document, DocumentId, Imprint
from digest.model.editions import Edition, EditionId
from digest.model.plans import EditionPlan
from digest.pipeline import (
    Occasion,
    Reading,
    Tools,
    compose_edition,
    group_by_issue_date,
    latest_issue_date,
    with_likely_dates,
)

_ADDRESS = ("http://", "https://")
# What a page or record without an offset means by its time of day.
_CHINA = timezone(timedelta(hours=8))


def open_path(
    path: str, *, now: datetime, report: Callable[[str], None] | None = None
) -> Iterator[Document | InputError]:
    """The documents of a file, a folder or an address, with what manifests beside them say.

    A file that cannot be read comes as its error, in its place. `report` is told how far a long
    reading has come.
    """
    from digest.sources.folder import FolderSource
    from digest.sources.origin import say_nothing

    if path.lower().startswith(_ADDRESS):
        yield from open_address(path, now=now)
        return
    source = FolderSource(
        name=path,
        path=path,
        base=Path(),
        zone=_CHINA,
        imprint_of=_lazy_imprints(),
        report=report or say_nothing,
    )
    try:
        yield from source.fetch(since=None, now=now)
    except InputError as error:
        yield error


def open_bytes(
    content: bytes, *, name: str, now: datetime, zone: tzinfo = _CHINA
) -> Iterator[Document | InputError]:
    """The documents in bytes that came by themselves, such as those on stdin."""
    from digest.sources.origin import Origin
    from digest.sources.readers import read_documents

    yield from read_documents(content, Origin(source=name, uri=name, now=now, zone=zone))


def open_address(url: str, *, now: datetime) -> Iterator[Document | InputError]:
    """The documents at an address of the web."""
    from digest.sources.web import WebSource
    from digest.wiring.net import make_client

    source = WebSource(name=url, urls=(url,), client=make_client(), zone=_CHINA)
    yield from source.fetch(since=None, now=now)


def sample_document(*, now: datetime) -> Document:
    """The sample page that comes with the program."""
    name = "linjiang-2024-03-27.txt"
    content = resources.files("digest").joinpath("data", "sample", name).read_bytes()
    return Document(
        id=DocumentId("sample"),
        source="sample",
        uri=name,
        media_type="text/plain",
        content=content,
        fetched_at=now,
    )


def compose_briefs(
    readings: Sequence[Reading],
    *,
    plan: EditionPlan,
    day: date | None,
    today: date,
    one_for_each_date: bool,
    tools: Tools,
) -> tuple[Edition, ...]:
    """One-off editions: one for each issue date, the oldest first, or one of everything.

    An edition's day is `day`, else the latest date its pages are known or inferred to have, else
    `today`.
    """
    from digest.almanac.lunar import day_names

    readings = with_likely_dates(readings)
    groups = group_by_issue_date(readings) if one_for_each_date else (tuple(readings),)
    editions: list[Edition] = []
    for group in groups:
        on = day or latest_issue_date(group) or today
        occasion = Occasion(
            edition=EditionId(f"{on.isoformat()}/{plan.brief}"),
            revision=1,
            day=on,
            day_names=day_names(on),
        )
        editions.append(compose_edition(group, plan=plan, occasion=occasion, tools=tools))
    return tuple(editions)


def _lazy_imprints() -> Callable[[Path], Imprint]:
    """Like `imprint_finder`, but pydantic, which reads manifests, is loaded for the first one."""
    finders: list[Callable[[Path], Imprint]] = []

    def imprint_of(file: Path) -> Imprint:
        if not (file.parent / "manifest.yaml").is_file():
            return Imprint()
        if not finders:
            from digest.config.manifest import imprint_finder

            finders.append(imprint_finder())
        return finders[0](file)

    return imprint_of
