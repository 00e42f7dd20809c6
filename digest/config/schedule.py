"""schedule.yaml, checked: what the program works with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from digest.config.problems import Loc
from digest.model.documents import DocumentKind
from digest.model.plans import BriefPlan, SummaryPlan, WorkdayRule


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarConfig:
    """The calendar; `holidays_file` is a full path."""

    workdays: WorkdayRule = WorkdayRule.CN
    holidays_file: Path | None = None


class SourceType(StrEnum):
    """What a source is."""

    FILES = "files"
    FEED = "feed"
    WEB = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkConfig:
    """How feeds and pages are fetched; `allow` are networks reached although not public."""

    allow: tuple[str, ...] = ()
    user_agent: str | None = None
    pause: timedelta = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceConfig:
    """A source; `path` is as written (it becomes the documents' uri).

    `manifest` and `opml` are full paths. `urls`, `opml` and `full_text` (auto, always, never) are
    those of feeds and pages. `is_simplified` asks for simplified characters.
    """

    name: str
    path: str = ""
    type: SourceType = SourceType.FILES
    urls: tuple[str, ...] = ()
    opml: Path | None = None
    full_text: str = "auto"
    is_simplified: bool = False
    kind: DocumentKind = DocumentKind.AUTO
    manifest: Path | None = None
    paper: str | None = None
    encoding: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelConfig:
    """A channel's settings as written, variables not yet looked up; never shown in a repr."""

    name: str
    kind: str
    settings: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Someone who gets a brief."""

    mail: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertConfig:
    """Who is told when an edition or a delivery fails: a channel, and groups of readers of mail."""

    to: str
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A whole schedule.yaml. Relative paths in it are relative to `folder`.

    `topics` is a model of sections of the user's own. `warnings` are sentences for the user, with
    file and line. `lines` knows where each key stands; `where` makes a message's place of it.
    """

    path: Path
    name: str
    timezone: ZoneInfo
    calendar: CalendarConfig
    sources: tuple[SourceConfig, ...]
    summary: SummaryPlan
    briefs: tuple[BriefPlan, ...]
    network: NetworkConfig = NetworkConfig()
    channels: tuple[ChannelConfig, ...] = ()
    recipients: Mapping[str, tuple[Recipient, ...]] = field(default_factory=dict)
    on_failure: AlertConfig | None = None
    topics: Path | None = None
    warnings: tuple[str, ...] = ()
    lines: Mapping[Loc, int] = field(default_factory=dict, repr=False)

    @property
    def folder(self) -> Path:
        """The folder of the schedule file."""
        return self.path.parent

    def where(self, *loc: str | int) -> str:
        """The place of a key for a message, such as "schedule.yaml:8"."""
        ends = range(len(loc), 0, -1)
        line = next((self.lines[loc[:end]] for end in ends if loc[:end] in self.lines), 1)
        return f"{self.name}:{line}"
