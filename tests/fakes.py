"""Stand-ins for the world: values with defaults, and implementations that only remember."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from digest.app.worker import Worker
from digest.errors import DeliveryError, InputError
from digest.model.articles import ArticleType
from digest.model.deliveries import Delivery, Receipt
from digest.model.documents import Document, DocumentId, DocumentKind, Imprint
from digest.model.editions import (
    Coverage,
    DayNames,
    Edition,
    EditionId,
    HeadlineFrom,
    Rendition,
    Section,
    SourceRef,
    Story,
    StoryId,
)
from digest.model.plans import BriefPlan, Clock, EditionPlan, OutputPlan
from digest.model.summaries import PrintedSentence
from digest.model.traces import Piece, Span, TracedText
from digest.pipeline import Occasion

NOON = datetime(2024, 3, 27, 4, tzinfo=UTC)
DAY = date(2024, 3, 27)
MORNING = EditionId("2024-03-27/morning")


def a_document(
    name: str = "a.txt",
    *,
    content: str = "今日要闻",
    day: date | None = None,
    published: datetime | None = None,
    fetched_at: datetime = NOON,
) -> Document:
    return Document(
        id=DocumentId(f"id-{name}"),
        source="datong",
        uri=f"inbox/{name}",
        media_type="text/plain",
        content=content.encode(),
        fetched_at=fetched_at,
        kind=DocumentKind.NEWSPAPER_PAGE,
        published=published,
        imprint=Imprint(name="大同日报", date=day),
    )


def a_story(key: str = "001/a1", text: str = "市政府召开常务会议。") -> Story:
    piece = Piece(source=Span(start=0, end=len(text)), text=text, before=text)
    return Story(
        id=StoryId(key),
        type=ArticleType.NEWS,
        headline="市政府召开常务会议",
        headline_from=HeadlineFrom.TITLE,
        title="市政府召开常务会议",
        summary=(PrintedSentence(traced=TracedText(pieces=(piece,)), score=0.1 + 0.2, rank=1),),
        keywords=("常务会议",),
        sources=(
            SourceRef(name="大同日报", uri="inbox/a.txt", article="a1", lines=(1, 3), label="a:1"),
        ),
        score=1 / 3,
        why={"place": 0.5, "leader": 1.0},
    )


def an_edition(
    *,
    key: EditionId = MORNING,
    revision: int = 1,
    brief: str = "morning",
    day: date = DAY,
    number: int | None = None,
    title: str = "每日简报",
    stories: Sequence[Story] = (a_story(),),
) -> Edition:
    return Edition(
        id=key,
        revision=revision,
        brief=brief,
        title=title,
        day=day,
        day_names=DayNames(weekday="星期三", lunar="农历二月十八"),
        method="lead",
        sections=(Section(name="头条", stories=tuple(stories)),) if stories else (),
        coverage=Coverage(documents=1, articles=len(stories), printed=len(stories)),
        number=number,
    )


def a_plan(
    *,
    brief: str = "morning",
    at: Sequence[time] = (time(7, 30),),
    outputs: Sequence[OutputPlan] = (
        OutputPlan(to="file", template="brief.md.j2", path="out/{date}-{brief}.md"),
    ),
    sources: Sequence[str] = ("datong",),
) -> BriefPlan:
    return BriefPlan(
        edition=EditionPlan(brief=brief, title="每日简报"),
        sources=tuple(sources),
        schedule=Clock(at=tuple(at)),
        outputs=tuple(outputs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSource:
    """Gives what it was given: documents, and errors in their places."""

    found: tuple[Document | InputError, ...]
    name: str = "datong"

    def fetch(self, *, since: datetime | None, now: datetime) -> Iterator[Document | InputError]:
        del since, now
        return iter(self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenSource:
    """Cannot be read at all."""

    name: str = "broken"

    def fetch(self, *, since: datetime | None, now: datetime) -> Iterator[Document | InputError]:
        del since, now
        raise InputError("no such folder", where="inbox")


def one_story_a_document(
    documents: Sequence[Document], *, plan: EditionPlan, occasion: Occasion
) -> Edition:
    """An edition whose stories are the documents' whole texts."""
    return an_edition(
        key=occasion.edition,
        revision=occasion.revision,
        brief=plan.brief,
        day=occasion.day,
        number=occasion.number,
        title=plan.title + ("（补发）" if occasion.late else ""),
        stories=[a_story(d.uri, d.content.decode()) for d in documents],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRenderer:
    """The headlines' summaries, a line each."""

    format: str = "txt"

    def render(self, edition: Edition) -> Rendition:
        lines = [f"{edition.title} 第{edition.number}期 修订{edition.revision}"]
        lines += [sentence.text for story in edition.stories for sentence in story.summary]
        return Rendition(
            format=self.format,
            media_type="text/plain",
            filename="brief.txt",
            body="\n".join(lines).encode(),
        )


@dataclass(slots=True, kw_only=True)
class RecordingChannel:
    """Remembers what it delivered; fails with `error` while there is one."""

    name: str = "file"
    error: DeliveryError | None = None
    delivered: list[tuple[str, bytes]] = field(default_factory=list)

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        if self.error is not None:
            raise self.error
        body = next(each.body for each in renditions if each.filename == delivery.recipient)
        self.delivered.append((delivery.recipient, body))
        return Receipt(reference=delivery.recipient)

    def close(self) -> None:
        pass


def a_worker(*, now: datetime = NOON, name: str = "one") -> Worker:
    """A worker whose clock stands still."""
    return Worker(name=name, clock=lambda: now)
