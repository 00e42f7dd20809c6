"""Who gets an edition in which form: the renditions of an edition and its deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath

from digest.app.bench import Bench, Reader
from digest.app.naming import output_path
from digest.errors import ConfigError
from digest.model.deliveries import Delivery, DeliveryId, DeliveryState
from digest.model.editions import Edition, Rendition, Section, Story
from digest.model.plans import BriefPlan, EmptyPolicy, OutputPlan

FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """An edition ready to go: each form once, and a delivery for each recipient."""

    renditions: tuple[Rendition, ...]
    deliveries: tuple[Delivery, ...]


def address(
    edition: Edition,
    plan: BriefPlan,
    *,
    bench: Bench,
    now: datetime,
    is_released: bool = True,
) -> Addressed:
    """The edition rendered for all outputs; deliveries wait where a person must release it.

    A reader with words of his own gets an edition of his own; readers with the same words share
    one. One for whom it holds nothing gets none where empty editions are skipped. Whoever stands
    in two groups gets one copy of an output.
    """
    state = DeliveryState.PENDING if is_released else DeliveryState.WAITING
    sheet = _Sheet(edition=edition, state=state, now=now)
    for output in plan.outputs:
        renderer = bench.renderer_of(output)
        if output.to == FILE:
            path = file_path(output, edition)
            sheet.add_file(replace(renderer.render(edition), filename=path))
            continue
        for words, readers in _by_words(bench.readers_of(output)).items():
            chosen = choose_for(edition, include=words[0], exclude=words[1])
            if edition.stories and not chosen.stories and plan.empty is EmptyPolicy.SKIP:
                continue
            parts = bench.parts_of(output, renderer.render(chosen))
            sheet.add(parts, channel=output.to, addresses=[each.address for each in readers])
    return Addressed(renditions=tuple(sheet.renditions), deliveries=tuple(sheet.deliveries))


def render_outputs(edition: Edition, plan: BriefPlan, bench: Bench) -> tuple[Rendition, ...]:
    """The edition in every form that the brief's outputs and their readers ask for."""
    # When deliveries begin to wait does not matter: only the forms are looked at.
    return address(edition, plan, bench=bench, now=bench.worker.clock()).renditions


def file_path(output: OutputPlan, edition: Edition) -> str:
    """Where a file output is written. Raises ConfigError where it has no path."""
    if output.path is None:
        raise ConfigError("an output to a file needs a path", where=output.template)
    return output_path(output.path, edition=edition)


def choose_for(edition: Edition, *, include: Sequence[str], exclude: Sequence[str]) -> Edition:
    """The edition with the items that have one of the words and none of the excluded ones."""
    if not include and not exclude:
        return edition

    def belongs(story: Story) -> bool:
        text = _text_of(story)
        wanted = not include or any(word in text for word in include)
        return wanted and not any(word in text for word in exclude)

    sections = (
        Section(name=each.name, stories=tuple(filter(belongs, each.stories)))
        for each in edition.sections
    )
    chosen = replace(edition, sections=tuple(each for each in sections if each.stories))
    coverage = replace(edition.coverage, printed=len(chosen.stories))
    return replace(chosen, coverage=coverage)


def _text_of(story: Story) -> str:
    sentences = [sentence.text for sentence in (*story.summary, *story.points)]
    return "\n".join([story.headline, story.title or "", *story.keywords, *sentences])


def _by_words(
    readers: Sequence[Reader],
) -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[Reader]]:
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Reader]] = {}
    known: set[str] = set()
    for reader in readers:
        # One person, one copy: mailboxes do not tell capital letters apart.
        if reader.address.casefold() in known:
            continue
        known.add(reader.address.casefold())
        groups.setdefault((reader.include, reader.exclude), []).append(reader)
    return groups


@dataclass(slots=True, kw_only=True)
class _Sheet:
    edition: Edition
    state: DeliveryState
    now: datetime
    renditions: list[Rendition] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    _keys: set[str] = field(default_factory=set)

    def add_file(self, rendition: Rendition) -> None:
        self.renditions.append(rendition)
        self._deliver(rendition.filename, channel=FILE, rendition=None)

    def add(self, parts: Sequence[Rendition], *, channel: str, addresses: Sequence[str]) -> None:
        for part in parts:
            name = self._free_name(f"{channel}/{part.filename}")
            self.renditions.append(replace(part, filename=name))
            for each in addresses:
                self._deliver(each, channel=channel, rendition=name)

    def _deliver(self, recipient: str, *, channel: str, rendition: str | None) -> None:
        base = f"{self.edition.id}#{self.edition.revision}:{channel}:{recipient}"
        key, count = base, 1
        while key in self._keys:
            count += 1
            # What waits is sent in the order of its names: the tenth part after the ninth.
            key = f"{base}:{count:03}"
        self._keys.add(key)
        self.deliveries.append(
            Delivery(
                id=DeliveryId(key),
                edition=self.edition.id,
                revision=self.edition.revision,
                channel=channel,
                recipient=recipient,
                rendition=rendition,
                state=self.state,
                since=self.now,
            )
        )

    def _free_name(self, name: str) -> str:
        taken = {each.filename for each in self.renditions}
        path, count = PurePosixPath(name), 1
        while name in taken:
            count += 1
            name = str(path.with_name(f"{path.stem}-{count}{path.suffix}"))
        return name
