"""The checked parts of schedule.yaml as plans."""

from pathlib import Path

from digest.config.schedule import (
    AlertConfig,
    CalendarConfig,
    NetworkConfig,
    Recipient,
    SourceConfig,
    SourceType,
)
from digest.config.schema import (
    AlertPart,
    BriefPart,
    CalendarPart,
    FooterPart,
    HeaderPart,
    OutputPart,
    RecipientPart,
    SectionPart,
    SummaryPart,
    TimesPart,
)
from digest.config.source_schema import NetworkPart, SourcePart
from digest.model.documents import DocumentKind
from digest.model.plans import (
    DEFAULT_MAX_ITEMS,
    DIGEST_MAX_ITEMS,
    BriefPlan,
    Clock,
    Cron,
    Days,
    DeadlinePolicy,
    EditionPlan,
    Footer,
    Header,
    OutputPlan,
    Release,
    SectionRule,
    SummaryPlan,
    WorkdayRule,
)
from digest.model.summaries import Budget


def brief_plan(name: str, part: BriefPart, *, summary: SummaryPlan) -> BriefPlan:
    """A brief as it will be made."""
    usual = DEFAULT_MAX_ITEMS if part.editions is None else DIGEST_MAX_ITEMS
    edition = EditionPlan(
        brief=name,
        title=part.title,
        summary=summary,
        order=part.order,
        max_items=usual if part.max_items is None else part.max_items,
        include=tuple(part.include),
        exclude=tuple(part.exclude),
        sections=tuple(_section(section) for section in part.sections),
        header=_header(part.header),
        footer=_footer(part.footer),
    )
    return BriefPlan(
        edition=edition,
        sources=tuple(part.sources or ()),
        editions=part.editions,
        schedule=_times(part.schedule),
        window=part.window,
        catch_up=part.catch_up,
        push_window=None
        if part.push_window is None
        else (part.push_window[0], part.push_window[1]),
        release=Release(part.release),
        deadline=part.deadline,
        on_deadline=DeadlinePolicy(part.on_deadline or DeadlinePolicy.HOLD),
        empty=part.empty,
        outputs=tuple(_output(output) for output in part.outputs),
    )


def summary_plan(part: SummaryPart) -> SummaryPlan:
    """How an item is condensed."""
    return SummaryPlan(
        method=part.method,
        budget=Budget(chars=part.chars),
        lead_budget=Budget(chars=part.lead_chars),
        trim=part.trim,
    )


def source_config(name: str, part: SourcePart, *, folder: Path) -> SourceConfig:
    """A source with the full paths of its manifest and list of feeds."""
    return SourceConfig(
        name=name,
        type=SourceType(part.type),
        path=(part.path or "").replace("\\", "/"),
        urls=tuple(dict.fromkeys(part.url)),
        opml=None if part.opml is None else folder / part.opml,
        full_text=part.full_text or "auto",
        is_simplified=part.script == "simplified",
        kind=DocumentKind(part.kind),
        manifest=None if part.manifest is None else folder / part.manifest,
        paper=part.paper,
        encoding=part.encoding,
    )


def network_config(part: NetworkPart) -> NetworkConfig:
    """How feeds and pages are fetched."""
    return NetworkConfig(allow=tuple(part.allow), user_agent=part.user_agent, pause=part.pause)


def calendar_config(part: CalendarPart, *, folder: Path) -> CalendarConfig:
    """The calendar with its holidays file's full path."""
    return CalendarConfig(
        workdays=WorkdayRule(part.workdays),
        holidays_file=None if part.holidays_file is None else folder / part.holidays_file,
    )


def recipients_of(parts: list[RecipientPart]) -> tuple[Recipient, ...]:
    """A group of recipients."""
    return tuple(
        Recipient(mail=part.mail, include=tuple(part.include), exclude=tuple(part.exclude))
        for part in parts
    )


def alert_config(part: AlertPart | None) -> AlertConfig | None:
    """Who is told of failures."""
    return None if part is None else AlertConfig(to=part.to, recipients=tuple(part.recipients))


def _times(part: TimesPart) -> Clock | Cron:
    if part.cron is not None:
        return Cron(expression=part.cron)
    at = tuple(sorted(part.at or ()))
    if isinstance(part.days, frozenset):
        return Clock(at=at, weekdays=part.days)
    return Clock(at=at, days=Days(part.days or Days.DAILY))


def _section(part: SectionPart) -> SectionRule:
    return SectionRule(
        name=part.name,
        take=part.take,
        kinds=tuple(part.kinds),
        keywords=tuple(part.keywords),
        topics=tuple(part.topics),
        chars=part.chars,
    )


def _header(part: HeaderPart) -> Header:
    return Header(
        name=part.name,
        unit=part.unit,
        secrecy=part.secrecy,
        retain=part.retain,
        lunar=part.lunar,
        issue_no=part.issue_no,
        editor_note=part.editor_note,
    )


def _footer(part: FooterPart) -> Footer:
    return Footer(
        report_to=tuple(part.report_to),
        send_to=tuple(part.send_to),
        issue_to=tuple(part.issue_to),
        editor=part.editor,
        reviewer=part.reviewer,
        signer=part.signer,
    )


def _output(part: OutputPart) -> OutputPlan:
    return OutputPlan(
        to=part.to,
        template=part.template,
        path=None if part.path is None else part.path.replace("\\", "/"),
        recipients=tuple(part.recipients),
        attach=tuple(part.attach),
        link=part.link,
    )
