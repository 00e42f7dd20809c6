"""`digest brief`: one-off briefs, without configuration."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from digest.cli.codes import NOTHING, PARTLY
from digest.cli.forms import accept_forms, is_folder, write_editions
from digest.cli.inputs import Failures, now, read_documents
from digest.cli.options import accept_settings
from digest.errors import InputError, UsageError
from digest.model.plans import EditionPlan, SummaryPlan
from digest.model.summaries import Budget

TITLE = "要闻简报"


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER|URL|-]...")
@accept_forms
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    help="A file (.md .html .txt .docx .eml .atom .json), or a folder: one edition a date.",
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The edition's day; by default the latest that a page is known to have.",
)
@click.option("--max-items", type=click.IntRange(min=0), default=12, help="0 means all.")
@click.option("--title", default=TITLE, help=f"The brief's title (default {TITLE}).")
@click.option("--method", default="default", metavar="NAME", help="How sentences are rated.")
@click.option("--chars", type=click.IntRange(min=1), help="At most so many characters an item.")
@click.option("--sample", is_flag=True, help="Use the sample page that comes with the program.")
@click.option("--fail-empty", is_flag=True, help="Exit with 4 if there is nothing to print.")
@accept_settings
def brief(
    paths: Sequence[str],
    chosen: Sequence[str],
    formats: Sequence[str],
    outputs: Sequence[str],
    day: datetime | None,
    max_items: int,
    title: str,
    method: str,
    chars: int | None,
    *,
    sample: bool,
    fail_empty: bool,
) -> None:
    """Make a brief of pages and articles; without -o Markdown goes to stdout."""
    from digest.pipeline import read_documents as take_apart
    from digest.wiring.briefs import compose_briefs, sample_document
    from digest.wiring.tools import make_tools

    if sample and paths:
        raise UsageError("--sample takes no other input")
    tools = make_tools(method)
    failures = Failures()
    documents = [sample_document(now=now())] if sample else list(read_documents(paths, failures))
    readings, incidents = take_apart(documents, splitter=tools.splitter)
    for incident in incidents:
        failures.add(InputError(incident.what, where=incident.where))
    if not readings:
        failures.leave()
    several = any(map(is_folder, outputs)) or any(Path(path).is_dir() for path in paths)
    editions = compose_briefs(
        readings,
        plan=EditionPlan(
            brief="brief", title=title, max_items=max_items, summary=_summary_plan(chars)
        ),
        day=day.date() if day else None,
        today=now().astimezone().date(),
        one_for_each_date=several and day is None,
        tools=tools,
    )
    editions = tuple(replace(each, incidents=failures.incidents) for each in editions)
    write_editions(editions, forms=(*formats, *chosen), outputs=outputs)
    if fail_empty and not any(edition.stories for edition in editions):
        click.get_current_context().exit(NOTHING)
    if failures.incidents:
        click.get_current_context().exit(PARTLY)


def _summary_plan(chars: int | None) -> SummaryPlan:
    if chars is None:
        return SummaryPlan()
    return SummaryPlan(budget=Budget(chars=chars), lead_budget=Budget(chars=chars))
