"""`digest status`, `list`, `show`, `verify`: what was made."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import click

from digest.cli.codes import FAILED, PARTLY, TRY_AGAIN
from digest.cli.forms import accept_forms, write_editions
from digest.cli.options import accept_settings, settings
from digest.cli.output import print_json, say
from digest.errors import ConfigError, UsageError
from digest.model.deliveries import DeliveryState, Slot, SlotState
from digest.model.editions import Edition, EditionId

if TYPE_CHECKING:
    from digest.stores.sql import SqlStore

_LATEST = 20
_MOST = 100_000
_UNSENT = (
    DeliveryState.WAITING,
    DeliveryState.PENDING,
    DeliveryState.HELD,
    DeliveryState.FAILED,
)


@click.command()
@click.option("-n", "count", type=click.IntRange(min=1), default=_LATEST, help="How many.")
@accept_settings
def status(count: int) -> None:
    """What became of the latest due editions, and what has not reached its readers.

    Exits with 1 where the latest edition of a brief failed, 5 where a delivery did, 75 where
    something is tried again.
    """
    zone = schedule_zone()
    with open_store() as store:
        slots = store.recent(limit=count)
        troubles = _troubles(store, zone)
        code = _code(slots, store)
    if settings().json:
        print_json(
            [
                [
                    {
                        "edition": slot.key,
                        "due": slot.due.isoformat(),
                        "state": str(slot.state),
                        "reason": slot.reason,
                    }
                    for slot in slots
                ]
            ]
        )
    else:
        for slot in slots:
            due = _shown(slot.due, zone)
            click.echo(f"{slot.key}\t{due}\t{slot.state}\t{slot.reason or ''}".rstrip())
        for line in troubles:
            click.echo(line)
        if not slots:
            say("还没有到点的简报", "no edition was due so far")
    click.get_current_context().exit(code)


@click.command("list")
@click.option("-n", "count", type=click.IntRange(min=1), default=_LATEST, help="How many.")
@accept_settings
def list_editions(count: int) -> None:
    """The editions made so far, the newest first."""
    with open_store() as store:
        editions = store.editions(limit=count)
    if settings().json:
        print_json([[_entry(edition) for edition in editions]])
        return
    if not editions:
        say("还没有出过简报", "no edition was made so far")
    for edition in editions:
        number = f"第{edition.number}期" if edition.number is not None else ""
        click.echo(
            f"{edition.id}\tr{edition.revision}\t{number}\t{edition.title}\t{len(edition.stories)}条"
        )


@click.command()
@click.argument("edition")
@click.option("--revision", type=click.IntRange(min=1), help="By default the newest.")
@click.option("-o", "--output", "outputs", multiple=True, help="A file or a folder to write.")
@accept_forms
@accept_settings
def show(
    edition: str,
    revision: int | None,
    outputs: Sequence[str],
    chosen: Sequence[str],
    formats: Sequence[str],
) -> None:
    """Print an edition, such as 2024-03-27/morning."""
    with open_store() as store:
        found = find_edition(store, edition, revision)
    write_editions([found], forms=(*formats, *chosen), outputs=outputs)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("-n", "count", type=click.IntRange(min=1), default=_LATEST, help="How many.")
@accept_settings
def search(words: Sequence[str], count: int) -> None:
    """The stories in which all the words stand, those of the latest editions first."""
    from digest.app.search import search as look

    with open_store() as store:
        found = look(words, store=store, limit=count)
    if settings().json:
        print_json(
            [
                [
                    {"edition": hit.edition, "story": hit.story, "headline": hit.headline,
                     "text": hit.text}
                    for hit in found
                ]
            ]
        )  # fmt: skip
        return
    if not found:
        say(f"没有同时含有“{' '.join(words)}”的条目", "no story holds all the words")
    for hit in found:
        click.echo(f"{hit.edition}\t{hit.headline}\t{hit.text}")


@click.command()
@click.argument("edition")
@click.option("--revision", type=click.IntRange(min=1), help="By default the newest.")
@accept_settings
def verify(edition: str, revision: int | None) -> None:
    """Check that every sentence an edition prints stands in its source; exit 1 if one does not."""
    from digest.app.verify import verify_kept as check

    with open_store() as store:
        found = find_edition(store, edition, revision)
        checked, fault = check(found, store)
    if settings().json:
        print_json(
            [
                {
                    "edition": found.id,
                    "revision": found.revision,
                    "checked": checked,
                    "fault": fault
                    and {"story": fault.story, "text": fault.text, "reason": fault.reason},
                }
            ]
        )
    elif fault is None:
        click.echo(f"{found.id} r{found.revision}: {checked} ✓")
    if fault is not None:
        click.echo(f"error: {fault.story}: {fault.text}: {fault.reason}", err=True)
        click.get_current_context().exit(1)


@contextmanager
def open_store() -> Iterator["SqlStore"]:
    """The store of the schedule in use, closed in the end."""
    from digest.wiring.desk import open_archive

    store = open_archive(settings().config, data_dir=settings().data_dir)
    try:
        yield store
    finally:
        store.close()


def find_edition(store: "SqlStore", name: str, revision: int | None) -> Edition:
    """The edition of that name, which may end in @ and a revision.

    Raises UsageError where there is none.
    """
    key, at, number = name.rpartition("@")
    if at:
        if not number.isdecimal() or not int(number):
            what = f"'{number}' is no revision"
            raise UsageError(what, where=name, hint="2024-03-27/morning@2")
        name, revision = key, revision or int(number)
    found = store.edition(EditionId(name), revision=revision)
    if found is None:
        which = f"{name} r{revision}" if revision else name
        raise UsageError(f"there is no edition '{which}'", hint="'digest list' shows them")
    return found


def schedule_zone() -> tzinfo | None:
    """The time zone of the schedule; the machine's where there is none to be read."""
    from digest.wiring.desk import open_schedule

    try:
        return open_schedule(settings().config).timezone
    except ConfigError:
        return None


def _code(slots: Sequence[Slot], store: "SqlStore") -> int:
    latest = {slot.brief: slot.state for slot in reversed(slots)}
    if SlotState.FAILED in latest.values():
        return FAILED
    if store.deliveries(limit=1, states=[DeliveryState.FAILED]):
        return PARTLY
    if SlotState.DUE in latest.values() or store.pauses():
        return TRY_AGAIN
    return 0


def _troubles(store: "SqlStore", zone: tzinfo | None) -> list[str]:
    counts = Counter(
        each.state
        for each in store.deliveries(limit=_MOST, states=[*_UNSENT])
        if each.channel != "file"
    )
    waiting = [f"{count} {state}" for state, count in sorted(counts.items())]
    lines = [f"outbox\t{', '.join(waiting)}"] if waiting else []
    for order in store.unreleased():
        until = f" until {_shown(order.deadline, zone)}" if order.deadline else ""
        lines.append(f"{order.edition}\twaits for 'digest approve'{until}")
    return lines + [
        f"{pause.channel}\tpaused until {_shown(pause.until, zone)}\t{pause.reason}"
        for pause in store.pauses()
    ]


def _shown(moment: datetime, zone: tzinfo | None) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _entry(edition: Edition) -> dict[str, object]:
    return {
        "edition": edition.id,
        "revision": edition.revision,
        "number": edition.number,
        "title": edition.title,
        "date": edition.day.isoformat(),
        "stories": len(edition.stories),
    }
