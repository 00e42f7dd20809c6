"""schedule.yaml as pydantic models: every key there is, and which values it takes.

Checks that need other parts of the file (a source's name, a channel) look into the `Known` given
as validation context, so that all errors of a file are found in one pass.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from digest.config.parts import Count, Part, Text, Words
from digest.config.problems import suggest
from digest.config.source_schema import NetworkPart, SourcePart
from digest.config.values import (
    check_brief_name,
    check_name,
    check_output_path,
    check_zone,
    kind_of,
    parse_days,
    parse_duration,
    parse_time,
    parse_window,
    refuse,
)
from digest.errors import DigestError
from digest.model.articles import ArticleType
from digest.model.plans import DEFAULT_CHARS, DEFAULT_LEAD_CHARS, EmptyPolicy, Order, Window
from digest.model.summaries import Trim

FILE = "file"
MAIL = "mail"
# The forms of an edition that can go with a mail as files.
ATTACHABLE = ("docx", "md", "html", "txt", "json", "jianbao")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the parts of a file may refer to; `channels` maps a name to its kind.

    `digests` are the briefs that are put together from the editions of another one. `None` is for
    a part of the file that is wrong itself: any name will do.
    """

    sources: frozenset[str] | None
    channels: Mapping[str, str] | None
    recipients: frozenset[str] | None
    briefs: frozenset[str]
    digests: frozenset[str]
    check_cron: Callable[[str], object]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, (str, int, float)) else value


Name = Annotated[str, AfterValidator(check_name)]
BriefName = Annotated[str, AfterValidator(check_brief_name)]
Times = Annotated[
    list[Annotated[time, BeforeValidator(parse_time)]],
    BeforeValidator(_listed),
    Field(min_length=1),
]
Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
Days = Annotated[str | frozenset[int], BeforeValidator(parse_days)]


class CalendarPart(Part):
    """`calendar`: which days are workdays."""

    workdays: Literal["cn", "mon-fri", "every-day"] = "cn"
    holidays_file: Text | None = None


class SummaryPart(Part):
    """`summary`: how an item is condensed."""

    method: Text = "default"
    chars: Count = DEFAULT_CHARS
    lead_chars: Count = DEFAULT_LEAD_CHARS
    trim: Annotated[Trim, Field(strict=False)] = Trim.CLAUSE


class TimesPart(Part):
    """`schedule` of a brief: times of day on some days, or a crontab expression."""

    at: Times | None = None
    days: Days | None = None
    cron: Text | None = None

    @field_validator("at")
    @classmethod
    def _each_once(cls, at: list[time] | None) -> list[time] | None:
        for index, moment in enumerate(at or []):
            if moment in (at or [])[:index]:
                raise refuse(f"{moment:%H:%M} is given twice")
        return at

    @field_validator("cron")
    @classmethod
    def _is_crontab(cls, cron: str | None, info: ValidationInfo) -> str | None:
        if cron is not None:
            try:
                known(info).check_cron(cron)
            except DigestError as error:
                raise refuse(error.what, error.hint) from error
        return cron

    @model_validator(mode="after")
    def _one_of_two(self) -> "TimesPart":
        if (self.at is None) == (self.cron is None):
            what = "takes either 'at' or 'cron'"
            raise refuse(what + (", not both" if self.at else ""), 'at: ["07:30"]')
        if self.cron is not None and self.days is not None:
            raise refuse("'days' does not go with 'cron'", "name the weekdays in the expression")
        return self


class SectionPart(Part):
    """One of a brief's `sections`."""

    name: Text
    take: Count | None = None
    kinds: list[Annotated[ArticleType, Field(strict=False)]] = []
    keywords: Words = []
    topics: Words = []
    chars: Count | None = None


class HeaderPart(Part):
    """`header` of a brief (报头)."""

    name: str = ""
    unit: str = ""
    secrecy: str = ""
    retain: str = ""
    lunar: bool = True
    issue_no: bool = True
    editor_note: str = ""


class FooterPart(Part):
    """`footer` of a brief (报尾)."""

    report_to: Words = Field(default=[], alias="报")
    send_to: Words = Field(default=[], alias="送")
    issue_to: Words = Field(default=[], alias="发")
    editor: str = ""
    reviewer: str = ""
    signer: str = ""


class OutputPart(Part):
    """One of a brief's `outputs`: a file, or a channel that is defined below `channels`."""

    to: Text
    template: Text
    path: Annotated[str, AfterValidator(check_output_path)] | None = None
    recipients: list[Name] = []
    attach: Words = []
    link: Text | None = None

    @field_validator("to")
    @classmethod
    def _is_known(cls, to: str, info: ValidationInfo) -> str:
        if to != FILE:
            _check(to, known(info).channels, f"there is no channel '{to}'", others=(FILE,))
        return to

    @field_validator("recipients")
    @classmethod
    def _are_known(cls, recipients: list[str], info: ValidationInfo) -> list[str]:
        for name in recipients:
            _check(name, known(info).recipients, f"there are no recipients '{name}'")
        return recipients

    @field_validator("attach")
    @classmethod
    def _are_forms(cls, attach: list[str]) -> list[str]:
        for name in attach:
            if name not in ATTACHABLE:
                raise refuse(f"'{name}' cannot be attached", suggest(name, ATTACHABLE))
        return attach

    @model_validator(mode="after")
    def _fits_its_channel(self, info: ValidationInfo) -> "OutputPart":
        if self.to == FILE:
            if self.path is None:
                raise refuse("a file needs a 'path'", 'path: "out/{date}-{brief}.md"')
            return self._without("recipients", "attach", "link")
        channels = known(info).channels
        if channels is None:
            return self
        if channels.get(self.to) == MAIL:
            if not self.recipients:
                raise refuse("a mail needs 'recipients'", "recipients: [office]")
            return self._without("path")
        return self._without("path", "recipients", "attach")

    def _without(self, *keys: str) -> "OutputPart":
        for key in keys:
            if getattr(self, key):
                raise refuse(f"'{key}' does not go with 'to: {self.to}'")
        return self


class BriefPart(Part):
    """One of `briefs`."""

    title: Text
    sources: Annotated[list[str], Field(min_length=1)] | None = None
    editions: str | None = None
    schedule: TimesPart
    window: Annotated[Window, Field(strict=False)] = Window.SINCE_LAST
    catch_up: Duration = timedelta()
    push_window: Annotated[tuple[time, time], BeforeValidator(parse_window)] | None = None
    release: Literal["auto", "approve"] = "auto"
    deadline: Annotated[time, BeforeValidator(parse_time)] | None = None
    on_deadline: Literal["hold", "send"] | None = None
    empty: Annotated[EmptyPolicy, Field(strict=False)] = EmptyPolicy.SEND_NOTICE
    order: Annotated[Order, Field(strict=False)] = Order.PROTOCOL
    max_items: Annotated[int, Field(ge=0)] | None = None
    include: Words = []
    exclude: Words = []
    sections: list[SectionPart] = []
    header: HeaderPart = HeaderPart()
    footer: FooterPart = FooterPart()
    outputs: list[OutputPart] = []

    @field_validator("sources")
    @classmethod
    def _are_known(cls, sources: list[str] | None, info: ValidationInfo) -> list[str] | None:
        for index, name in enumerate(sources or []):
            _check(name, known(info).sources, f"there is no source '{name}'")
            if name in (sources or [])[:index]:
                raise refuse(f"'{name}' is given twice")
        return sources

    @field_validator("editions")
    @classmethod
    def _is_a_brief_of_sources(cls, editions: str | None, info: ValidationInfo) -> str | None:
        if editions is None:
            return editions
        others = known(info).briefs - known(info).digests
        if editions in known(info).digests:
            what = f"'{editions}' is put together from editions itself"
            raise refuse(what, f"name a brief with sources: {', '.join(sorted(others))}")
        if editions not in others:
            raise refuse(f"there is no brief '{editions}'", suggest(editions, others))
        return editions

    @model_validator(mode="after")
    def _is_made_of_one_or_the_other(self) -> "BriefPart":
        if (self.sources is None) == (self.editions is None):
            what = "takes either 'sources' or 'editions', the name of another brief"
            raise refuse(what, "sources: [inbox]")
        if self.editions is not None:
            for key in _KEYS_OF_SOURCES:
                if key in self.model_fields_set:
                    raise refuse(f"'{key}' does not go with 'editions'", "leave it out")
        return self

    @model_validator(mode="after")
    def _has_a_deadline_for_something(self) -> "BriefPart":
        if self.release == "auto" and (self.deadline is not None or self.on_deadline is not None):
            what = "'deadline' and 'on_deadline' go with 'release: approve'"
            raise refuse(what, "write 'release: approve', or leave them out")
        if self.on_deadline is not None and self.deadline is None:
            raise refuse("'on_deadline' needs a 'deadline'", 'deadline: "08:30"')
        return self

    @field_validator("sections")
    @classmethod
    def _have_names_of_their_own(cls, sections: list[SectionPart]) -> list[SectionPart]:
        names = [section.name for section in sections]
        for index, name in enumerate(names):
            if name in names[:index]:
                raise refuse(f"two sections are called '{name}'")
        return sections

    @field_validator("outputs")
    @classmethod
    def _have_paths_of_their_own(cls, outputs: list[OutputPart]) -> list[OutputPart]:
        paths = [output.path for output in outputs if output.path is not None]
        for index, path in enumerate(paths):
            if path in paths[:index]:
                raise refuse(f"two outputs are written to '{path}'", "give each a name of its own")
        return outputs

    @model_validator(mode="after")
    def _keeps_editions_apart(self) -> "BriefPart":
        if self.schedule.at is not None and len(self.schedule.at) > 1:
            for output in self.outputs:
                path = output.path or ""
                if "{date}" in path and not ("{brief}" in path or "{number}" in path):
                    what = f"the editions of one day would overwrite each other at '{path}'"
                    raise refuse(
                        what, "put {brief} into the path: it names the time of day as well"
                    )
        return self


# What says how editions are made of sources; a digest takes their items as they are.
_KEYS_OF_SOURCES = ("window", "order", "include", "exclude", "sections")


class RecipientPart(Part):
    """Someone who gets a brief; `include` and `exclude` filter its items."""

    mail: Annotated[str, Field(pattern=r"^[^@\s<>,;:()\"\x00-\x1f]+@[^@\s<>,;:()\"\x00-\x1f]+$")]
    include: Words = []
    exclude: Words = []


def _addressed(value: Any) -> Any:
    return {"mail": value} if isinstance(value, str) else value


class AlertPart(Part):
    """`on_failure`: who is told when an edition or a delivery fails."""

    to: Text
    recipients: list[Name] = []

    @field_validator("to")
    @classmethod
    def _is_known(cls, to: str, info: ValidationInfo) -> str:
        _check(to, known(info).channels, f"there is no channel '{to}'")
        return to

    @model_validator(mode="after")
    def _has_readers(self, info: ValidationInfo) -> "AlertPart":
        channels = known(info).channels
        if channels is None:
            return self
        is_mail = channels.get(self.to) == MAIL
        if is_mail and not self.recipients:
            raise refuse("a mail needs 'recipients'", "recipients: [desk]")
        if self.recipients and not is_mail:
            raise refuse(f"'recipients' does not go with 'to: {self.to}'")
        for name in self.recipients:
            _check(name, known(info).recipients, f"there are no recipients '{name}'")
        return self


class SchedulePart(Part):
    """The whole of schedule.yaml. `channels` are checked one by one, by kind."""

    version: Literal[1]
    timezone: Annotated[str, AfterValidator(check_zone)] = "Asia/Shanghai"
    calendar: CalendarPart = CalendarPart()
    network: NetworkPart = NetworkPart()
    sources: dict[Name, SourcePart] = Field(min_length=1)
    summary: SummaryPart = SummaryPart()
    topics: Text | None = None
    briefs: dict[BriefName, BriefPart] = Field(min_length=1)
    channels: dict[Name, Any] = {}
    recipients: dict[Name, list[Annotated[RecipientPart, BeforeValidator(_addressed)]]] = {}
    on_failure: AlertPart | None = None

    @field_validator("channels")
    @classmethod
    def _are_mappings(cls, channels: dict[str, Any]) -> dict[str, Any]:
        for name, channel in channels.items():
            if not isinstance(channel, dict):
                raise refuse(f"'{name}' must be a mapping, not {kind_of(channel)}")
        return channels


def _check(
    name: str, names: Collection[str] | None, what: str, *, others: tuple[str, ...] = ()
) -> None:
    """Nothing, if the name is one of those that are defined."""
    if names is not None and name not in names:
        raise refuse(what, suggest(name, {*others, *names}) or "none is defined in this file")


def known(info: ValidationInfo) -> Known:
    """What the file defines, as given to the validation."""
    if not isinstance(info.context, Known):
        raise TypeError("the schema is validated with a Known as context")
    return info.context
