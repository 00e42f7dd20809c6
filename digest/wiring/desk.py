"""What schedule.yaml needs at work: its store, sources, calendar, templates and channels."""

import hashlib
import os
import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from importlib import metadata
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo

from platformdirs import user_data_path

from digest.almanac.cron import parse_cron
from digest.almanac.lunar import day_names
from digest.almanac.slots import due_slots, next_slots, previous_slot, slot_named, slots_on
from digest.almanac.workdays import WorkCalendar
from digest.app.address import FILE
from digest.app.bench import Bench
from digest.app.catch_up import DueSlots
from digest.app.worker import Worker
from digest.channels.folder import FolderChannel
from digest.config.load import load_schedule
from digest.config.schedule import Schedule
from digest.errors import InputError, UsageError
from digest.model.deliveries import Slot
from digest.model.documents import Document
from digest.model.editions import Edition
from digest.model.plans import BriefPlan, Clock, Days
from digest.pages.splitter import find_issue
from digest.pipeline import Tools, make_edition
from digest.protocols import Channel, Source
from digest.stores.sql import SqlStore, open_store
from digest.wiring.faults import check_file, own_days
from digest.wiring.outlets import Outlets
from digest.wiring.plans import describe_plan
from digest.wiring.sources import find_source_warnings, make_sources
from digest.wiring.tools import make_tools

DEFAULT_SCHEDULE = Path("schedule.yaml")
LOCAL_TEMPLATES = "templates.local"
TEMPLATES = "templates"
DATABASE = "digest.db"


def open_schedule(path: Path | None) -> Schedule:
    """The schedule in `path`, by default schedule.yaml here.

    Raises ConfigError with file and line for every mistake in it.
    """
    chosen = path or DEFAULT_SCHEDULE
    return load_schedule(
        chosen.resolve(), name=str(chosen), environ=os.environ, check_cron=parse_cron
    )


def open_archive(config: Path | None, *, data_dir: Path | None) -> SqlStore:
    """The store of a schedule's editions.

    It is kept in `data_dir`, by default in the platform's folder for data, in a folder of the
    schedule's own: two schedules may both have a brief named morning. DIGEST_DATABASE may name a
    PostgreSQL database instead, for one schedule on several machines.
    """
    url = os.environ.get("DIGEST_DATABASE")
    if url and data_dir is None:
        return open_store(url)
    return open_store(find_data_dir(config, data_dir=data_dir) / DATABASE)


def find_data_dir(config: Path | None, *, data_dir: Path | None) -> Path:
    """The folder of the database of the schedule in `config`."""
    if data_dir is not None:
        return data_dir
    place = (config or DEFAULT_SCHEDULE).resolve()
    mark = hashlib.sha256(str(place).encode()).hexdigest()[:8]
    return user_data_path("digest", appauthor=False) / f"{place.parent.name or 'digest'}-{mark}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A schedule with what it takes to make its editions."""

    schedule: Schedule
    templates: Path | None = None

    def brief(self, name: str | None) -> tuple[BriefPlan, str]:
        """The brief of that name, and the name of its edition ("morning", "morning-1200").

        Without a name, the only brief there is. Raises UsageError where none or several fit.
        """
        plans = self.schedule.briefs
        for plan in plans:
            if name == plan.name or (name is None and len(plans) == 1):
                return plan, plan.name
        for plan in plans:
            if name is not None and name.rpartition("-")[0] == plan.name:
                return plan, name
        names = ", ".join(plan.name for plan in plans)
        what = f"there is no brief '{name}'" if name else "there are several briefs"
        raise UsageError(what, where=self.schedule.name, hint=f"name one of {names}")

    def slot(self, name: str | None, day: date) -> tuple[BriefPlan, Slot]:
        """The brief of that name and its slot on a day. Raises UsageError as `brief` does."""
        plan, edition = self.brief(name)
        return plan, slot_named(edition, plan, day, zone=self.schedule.timezone)

    def upcoming(self, plan: BriefPlan, *, now: datetime, count: int) -> tuple[Slot, ...]:
        """The next slots of a brief."""
        return next_slots(
            plan, after=now, count=count, zone=self.schedule.timezone, calendar=self.calendar()
        )

    def calendar(self) -> WorkCalendar:
        """Which days are workdays. Raises ConfigError for a faulty holidays file."""
        return WorkCalendar(rule=self.schedule.calendar.workdays, own=own_days(self.schedule))

    def due_slots(self) -> DueSlots:
        """A function that gives a brief's slots between two moments."""
        return partial(_due_slots, zone=self.schedule.timezone, calendar=self.calendar())

    @property
    def outlets(self) -> Outlets:
        """Where the editions of this schedule go."""
        return Outlets(schedule=self.schedule, dirs=self.template_dirs)

    @property
    def template_dirs(self) -> tuple[Path, ...]:
        """Where templates are looked for before the packaged ones, in this order."""
        folder = self.schedule.folder
        beside = (folder / LOCAL_TEMPLATES, folder / TEMPLATES)
        return tuple(place for place in (self.templates, *beside) if place and place.is_dir())

    def find_warnings(self, slots: Sequence[Slot]) -> tuple[str, ...]:
        """What the user should know: missing sources, years the calendar lacks for these slots."""
        warnings = list(self.schedule.warnings)
        warnings += find_source_warnings(self.schedule)
        zone = self.schedule.timezone
        by_workdays = {plan.name for plan in self.schedule.briefs if _asks_for_workdays(plan)}
        asking = [slot for slot in slots if slot.brief in by_workdays]
        calendar = self.calendar() if asking else WorkCalendar()
        found = (calendar.warning(slot.due.astimezone(zone).date()) for slot in asking)
        return (*warnings, *dict.fromkeys(warning for warning in found if warning))

    def describe(self, slot: Slot) -> str:
        """A slot for a person: its local time, weekday and lunar day."""
        local = slot.due.astimezone(self.schedule.timezone)
        names = day_names(local.date())
        parts = (f"{local:%Y-%m-%d %H:%M}", names.weekday, names.lunar, names.solar_term)
        return " ".join(part for part in parts if part)

    def sources(self) -> Mapping[str, Source]:
        """The sources by name."""
        return make_sources(self.schedule)

    def bench(self, store: SqlStore, *, worker: Worker | None = None, sends: bool = False) -> Bench:
        """Everything an edition of this schedule is made with, and sent.

        Unless it `sends`, its only channel writes files and no secret is looked up. Raises
        ConfigError for a channel of an output whose secrets are missing.
        """
        tools = self._tools()
        worker, outlets = worker or new_worker(), self.outlets
        channels: dict[str, Channel] = {FILE: FolderChannel(root=self.schedule.folder)}
        if sends:
            channels |= outlets.channels(clock=worker.clock)
        return Bench(
            sources=self.sources(),
            store=store,
            make=partial(make_edition, tools=tools),
            renderer_of=outlets.renderer,
            channels=channels,
            worker=worker,
            page_date=_page_date,
            day_names=day_names,
            inputs={
                "version": metadata.version("digest-zh"),
                "schedule": hashlib.sha256(self.schedule.path.read_bytes()).hexdigest(),
                "method": tools.summarizer.name,
                **_topics_input(self.schedule.topics),
            },
            describe=partial(describe_plan, dirs=self.template_dirs),
            rules=outlets.rules(),
            readers_of=outlets.readers,
            parts_of=outlets.parts,
            deadline_of=self.deadline,
            span_of=self.span,
            due_of=self.due,
            opens_at=outlets.opens_at,
        )

    def _tools(self) -> Tools:
        topics = self.schedule.topics
        if topics is not None:
            check_file(self.schedule, topics, "topics")
        return make_tools(self.schedule.summary.method, topics=topics)

    def span(self, plan: BriefPlan, slot: Slot) -> tuple[datetime, datetime]:
        """Later than when and until when the editions of a digest were due."""
        before = previous_slot(
            plan, before=slot.due, zone=self.schedule.timezone, calendar=self.calendar()
        )
        return before.due if before else slot.due - timedelta(days=7), slot.due

    def due(self, edition: Edition) -> datetime:
        """When an edition was due; the beginning of its day where the schedule has changed."""
        zone = self.schedule.timezone
        plans = (plan for plan in self.schedule.briefs if plan.name == edition.brief)
        slots = (slot for plan in plans for slot in slots_on(plan, edition.day, zone=zone))
        found = next((slot.due for slot in slots if slot.key == edition.id), None)
        return found or datetime.combine(edition.day, time(), zone).astimezone(UTC)

    def deadline(self, plan: BriefPlan, day: date) -> datetime | None:
        """When an edition of a day must be released: at the next such time after it is due."""
        if plan.deadline is None:
            return None
        zone = self.schedule.timezone
        due = max((slot.due for slot in slots_on(plan, day, zone=zone)), default=None)
        end = datetime.combine(day, plan.deadline, zone)
        if due is not None and end <= due:
            end = datetime.combine(day + timedelta(days=1), plan.deadline, zone)
        return end.astimezone(UTC)


def new_worker(
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    is_stopped: Callable[[], bool] = lambda: False,
    sleep: Callable[[float], None] = sleep,
) -> Worker:
    """A worker for this process, by a name no other one has."""
    name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    return Worker(name=name, clock=clock, is_stopped=is_stopped, sleep=sleep)


def _due_slots(
    plan: BriefPlan, after: datetime, until: datetime, *, zone: ZoneInfo, calendar: WorkCalendar
) -> Sequence[Slot]:
    return due_slots(plan, after=after, until=until, zone=zone, calendar=calendar)


def _asks_for_workdays(plan: BriefPlan) -> bool:
    times = plan.schedule
    return isinstance(times, Clock) and times.weekdays is None and times.days is not Days.DAILY


def _page_date(document: Document) -> date | None:
    """The date printed on, or configured for, a document."""
    if document.imprint.date is not None:
        return document.imprint.date
    try:
        return find_issue(document).date
    except InputError:
        return None


def _topics_input(model: Path | None) -> dict[str, str]:
    return {"topics": hashlib.sha256(model.read_bytes()).hexdigest()} if model else {}
