"""`digest build`, `check`, `next`: the briefs of schedule.yaml."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from digest.cli.codes import NOTHING, PARTLY
from digest.cli.inputs import now
from digest.cli.options import accept_settings, settings
from digest.cli.output import print_json, report, say
from digest.model.deliveries import Slot

if TYPE_CHECKING:
    from digest.app.produce import Produced
    from digest.stores.sql import SqlStore
    from digest.wiring.desk import Desk

_UPCOMING = 5


@click.command()
@click.argument("name", required=False, metavar="[BRIEF]")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="By default today.")
@click.option("--force", is_flag=True, help="Make the next revision of an edition that exists.")
@click.option("--dry-run", is_flag=True, help="Print the edition; keep and write nothing.")
@click.option("--fail-empty", is_flag=True, help="Exit with 4 if there is nothing to print.")
@accept_settings
def build(
    name: str | None, day: datetime | None, *, force: bool, dry_run: bool, fail_empty: bool
) -> None:
    """Make an edition of schedule.yaml, whether it is due or not."""
    from digest.app.catch_up import settled_as
    from digest.app.produce import produce, rehearse, revise

    desk = _desk()
    today = now().astimezone(desk.schedule.timezone).date()
    plan, slot = desk.slot(name, day.date() if day else today)
    store = _open_store()
    try:
        bench = desk.bench(store)
        if dry_run:
            produced = rehearse(plan, slot=slot, now=now(), bench=bench)
        else:
            make = revise if force else produce
            produced = make(plan, slot=slot, now=now(), bench=bench)
            state, reason = settled_as(produced)
            store.add([slot])
            store.settle(slot.key, state, reason=reason)
    finally:
        store.close()
    _print_produced(produced)
    if dry_run and not settings().json:
        for rendition in produced.renditions[:1]:
            click.echo(rendition.body.decode(), nl=False)
    if fail_empty and not produced.edition.stories:
        click.get_current_context().exit(NOTHING)
    if produced.failed or produced.edition.incidents:
        click.get_current_context().exit(PARTLY)


@click.command()
@click.option("--schema", is_flag=True, help="Print the JSON Schema of schedule.yaml, for editors.")
@accept_settings
def check(*, schema: bool) -> None:
    """Validate schedule.yaml, its templates and sources; print the next five runs of each brief."""
    if schema:
        from digest.config.json_schema import schedule_schema

        print_json([schedule_schema()])
        return
    from digest.wiring.faults import find_faults

    desk = _desk()
    faults = find_faults(desk.schedule, desk.outlets)
    # Without its holidays file a schedule has no days.
    runs = {} if faults else _upcoming(desk, _UPCOMING)
    for warning in desk.find_warnings([slot for slots in runs.values() for slot in slots]):
        click.echo(f"warning: {warning}", err=True)
    for fault in faults:
        report(fault)
    if faults:
        click.get_current_context().exit(faults[0].exit_code)
    _print_runs(runs, desk)


@click.command("next")
@click.option(
    "-n", "count", type=click.IntRange(min=1), default=_UPCOMING, help="How many of each."
)
@accept_settings
def upcoming(count: int) -> None:
    """The coming editions of each brief."""
    desk = _desk()
    _print_runs(_upcoming(desk, count), desk)


def _upcoming(desk: "Desk", count: int) -> dict[str, tuple[Slot, ...]]:
    moment = now()
    return {
        plan.name: desk.upcoming(plan, now=moment, count=count) for plan in desk.schedule.briefs
    }


def _desk() -> "Desk":
    from digest.wiring.desk import Desk, open_schedule

    chosen = settings()
    return Desk(schedule=open_schedule(chosen.config), templates=chosen.templates)


def _open_store() -> "SqlStore":
    from digest.wiring.desk import open_archive

    chosen = settings()
    return open_archive(chosen.config, data_dir=chosen.data_dir)


def _print_runs(runs: dict[str, tuple[Slot, ...]], desk: "Desk") -> None:
    if settings().json:
        document = {
            name: [{"edition": slot.key, "due": slot.due.isoformat()} for slot in slots]
            for name, slots in runs.items()
        }
        print_json([document])
        return
    for name, slots in runs.items():
        click.echo(f"{name}")
        for slot in slots:
            click.echo(f"  {desk.describe(slot)}")


def _print_produced(produced: "Produced") -> None:
    from digest.model.contracts import edition_json

    edition = produced.edition
    words = {
        "built": ("已编成", "made"),
        "unchanged": ("没有变化", "unchanged"),
        "empty": ("没有稿件，未出", "nothing to print, not made"),
        "rehearsed": ("试编（未保存）", "rehearsed, not kept"),
    }[produced.outcome]
    say(
        f"{edition.id} 第{edition.revision}版：{words[0]}，{len(edition.stories)} 条",
        f"{edition.id} r{edition.revision}: {words[1]}, {len(edition.stories)} items",
    )
    for path in produced.delivered:
        say(f"已写出 {path}", f"wrote {path}")
    readers = [each for each in produced.deliveries if each.channel != "file"]
    if readers and produced.outcome == "built":
        say(
            f"待发 {len(readers)} 份：digest send {edition.id}",
            f"{len(readers)} to send: digest send {edition.id}",
        )
    for incident in (*edition.incidents, *produced.failed):
        click.echo(f"warning: {incident.where}: {incident.what}", err=True)
    if settings().json:
        print_json([edition_json(edition)])
