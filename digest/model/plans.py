"""What the user asked for, checked: how an edition is made, when, and where it goes."""

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from digest.model.articles import ArticleType
from digest.model.summaries import Budget, Trim

DEFAULT_CHARS = 120
DEFAULT_LEAD_CHARS = 200
DEFAULT_MAX_ITEMS = 12
DIGEST_MAX_ITEMS = 20
"""Of an edition that is put together from others."""


class Order(StrEnum):
    """By what the items of an edition are ordered."""

    PROTOCOL = "protocol"
    PAPER = "paper"
    SCORE = "score"


class Window(StrEnum):
    """Which documents belong to an edition."""

    SINCE_LAST = "since-last"
    DAY = "24h"
    ISSUE_DATE = "issue-date"


class Release(StrEnum):
    """Whether an edition goes out by itself or waits for a named person."""

    AUTO = "auto"
    APPROVE = "approve"


class DeadlinePolicy(StrEnum):
    """What happens to an edition nobody has released when its time is over."""

    HOLD = "hold"
    SEND = "send"


class EmptyPolicy(StrEnum):
    """What happens on a day without news."""

    SEND_NOTICE = "send-notice"
    SKIP = "skip"


class WorkdayRule(StrEnum):
    """Where workdays come from: the legal calendar with its make-up days, or the week."""

    CN = "cn"
    MON_FRI = "mon-fri"
    EVERY_DAY = "every-day"


class Days(StrEnum):
    """On which kind of day a brief appears."""

    DAILY = "daily"
    WORKDAY = "workday"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPlan:
    """How an item is condensed; the lead story may be longer."""

    method: str = "default"
    budget: Budget = Budget(chars=DEFAULT_CHARS)
    lead_budget: Budget = Budget(chars=DEFAULT_LEAD_CHARS)
    trim: Trim = Trim.CLAUSE


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRule:
    """A section of a brief: its name and what goes into it.

    `take` limits the number of items; `kinds` admits only these article types (empty: the
    types no other section asks for); `keywords` admits only items with one of these words,
    `topics` only items about one of these (时政, 经济 …); `chars` is the budget of an item here.
    """

    name: str
    take: int | None = None
    kinds: tuple[ArticleType, ...] = ()
    keywords: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    chars: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The head of a brief (报头)."""

    name: str = ""
    unit: str = ""
    secrecy: str = ""
    retain: str = ""
    lunar: bool = True
    issue_no: bool = True
    editor_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """The foot of a brief (报尾): 报, 送, 发, and who answers for it."""

    report_to: tuple[str, ...] = ()
    send_to: tuple[str, ...] = ()
    issue_to: tuple[str, ...] = ()
    editor: str = ""
    reviewer: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPlan:
    """How an edition is made from articles. `max_items` of 0 means all."""

    brief: str
    title: str
    summary: SummaryPlan = SummaryPlan()
    order: Order = Order.PROTOCOL
    max_items: int = DEFAULT_MAX_ITEMS
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    sections: tuple[SectionRule, ...] = ()
    header: Header = Header()
    footer: Footer = Footer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cron:
    """A crontab expression with crontab's meaning: 0 and 7 are Sunday, 1 is Monday."""

    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Times of day on some days. `weekdays` (0 is Monday) is set where days are named."""

    at: tuple[time, ...]
    days: Days = Days.DAILY
    weekdays: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputPlan:
    """Where an edition goes: `to` is "file" or the name of a channel.

    `attach` are the forms that go with a mail, `link` is where readers find the edition.
    """

    to: str
    template: str
    path: str | None = None
    recipients: tuple[str, ...] = ()
    attach: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPlan:
    """One brief of schedule.yaml: what it is made from, when it is due, and where it goes.

    A digest is put together from the editions of another brief, `editions`, and has no sources.
    """

    edition: EditionPlan
    sources: tuple[str, ...]
    schedule: Clock | Cron
    editions: str | None = None
    window: Window = Window.SINCE_LAST
    catch_up: timedelta = timedelta()
    push_window: tuple[time, time] | None = None
    release: Release = Release.AUTO
    deadline: time | None = None
    on_deadline: DeadlinePolicy = DeadlinePolicy.HOLD
    empty: EmptyPolicy = EmptyPolicy.SEND_NOTICE
    outputs: tuple[OutputPlan, ...] = ()

    @property
    def name(self) -> str:
        """The brief's name in schedule.yaml."""
        return self.edition.brief
