"""`digest send`, `outbox`, `test-channel`: what is on its way to readers."""

from collections.abc import Sequence
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import click

from digest.cli.archive import find_edition, open_store, schedule_zone
from digest.cli.codes import PARTLY, TRY_AGAIN
from digest.cli.inputs import now
from digest.cli.options import accept_settings, settings
from digest.cli.output import print_json, say
from digest.errors import UsageError
from digest.model.deliveries import Delivery, DeliveryId, DeliveryState
from digest.model.editions import Edition, EditionId, Rendition

if TYPE_CHECKING:
    from digest.stores.sql import SqlStore
    from digest.wiring.desk import Desk

_LATEST = 50
_MOST = 100_000
_OPEN = (DeliveryState.PENDING, DeliveryState.FAILED, DeliveryState.HELD)


@click.command()
@click.argument("edition", required=False)
@click.option("--channel", help="Only through this channel.")
@click.option("--to", metavar="ADDR", help="Only to this reader, or to one who is not on the list.")
@click.option("--resend", is_flag=True, help="Also to those who have it already.")
@click.option("--dry-run", is_flag=True, help="Print readers, sizes and subject; send nothing.")
@accept_settings
def send(
    edition: str | None, channel: str | None, to: str | None, *, resend: bool, dry_run: bool
) -> None:
    """Send an edition now: to whom it still has to go, by default the newest edition."""
    from digest.app.send import Choice, choose_deliveries
    from digest.app.send import send as send_now
    from digest.wiring.desk import new_worker

    desk, worker = _desk(), new_worker(clock=now)
    with open_store() as store:
        found = find_edition(store, edition, None) if edition else _newest(store)
        bench = desk.bench(store, worker=worker, sends=not dry_run)
        choice = Choice(channel=channel, to=to, resend=resend)
        chosen = choose_deliveries(found, choice, bench=bench, now=now())
        renditions = store.renditions(found.id, revision=found.revision)
        if dry_run or not chosen:
            _print_plan(chosen, renditions)
            return
        done = send_now(chosen, bench=bench, now=now())
    say(f"已发 {len(done.sent)} 份", f"{len(done.sent)} sent")
    for delivery, error in done.failed:
        click.echo(f"warning: {delivery.recipient}: {error}", err=True)
    for name, error in done.paused:
        click.echo(f"error: {name}: {error}", err=True)
        if error.hint:
            click.echo(f"hint: {error.hint}", err=True)
    if settings().json:
        print_json([[_entry(each) for each in done.sent]])
    if done.ended:
        click.get_current_context().exit(PARTLY)
    if len(done.sent) < len(chosen):
        click.get_current_context().exit(TRY_AGAIN)


@click.group()
@accept_settings
def outbox() -> None:
    """What waits to be sent, what could not be, and what to do about it."""


@outbox.command("list")
@click.option("-n", "count", type=click.IntRange(min=1), default=_LATEST, help="How many.")
@click.option(
    "--state", "states", multiple=True, type=click.Choice([str(each) for each in DeliveryState]),
    help="By default all that have not been sent.",
)  # fmt: skip
@click.option("--edition", help="Only of this edition.")
@accept_settings
def list_deliveries(count: int, states: Sequence[str], edition: str | None) -> None:
    """The deliveries that have not been sent, those of the latest editions first."""
    wanted = [DeliveryState(each) for each in states] or [
        DeliveryState.WAITING, *_OPEN
    ]  # fmt: skip
    zone = schedule_zone()
    with open_store() as store:
        found = store.deliveries(
            limit=count, states=wanted, edition=EditionId(edition) if edition else None
        )
        pauses = store.pauses()
    if settings().json:
        print_json([[_entry(each) for each in found]])
        return
    for each in found:
        due = each.due_at.astimezone(zone).strftime("%m-%d %H:%M") if each.due_at else ""
        doubt = "?" if each.ambiguous else ""
        columns = (each.id, f"{each.state}{doubt}", str(each.attempts), due, each.last_error or "")
        click.echo("\t".join(columns).rstrip())
    for pause in pauses:
        until = pause.until.astimezone(zone).strftime("%m-%d %H:%M")
        say(
            f"{pause.channel} 暂停至 {until}：{pause.reason}",
            f"{pause.channel} is paused until {until}: {pause.reason}",
        )


@outbox.command()
@click.argument("names", nargs=-1, metavar="[DELIVERY|EDITION]...")
@click.option("--all", "everything", is_flag=True, help="All that wait, failed or are held.")
@accept_settings
def retry(names: Sequence[str], *, everything: bool) -> None:
    """Have deliveries tried again now; a channel that is paused goes on."""
    with open_store() as store:
        chosen = _chosen(store, names, everything=everything, states=_OPEN)
        again = [each for each in chosen if store.try_again(each.id, now=now())]
        for name in sorted({each.channel for each in again}):
            store.resume(name)
    say(f"{len(again)} 份将重新发送", f"{len(again)} will be tried again")
    if settings().json:
        print_json([[each.id for each in again]])


@outbox.command()
@click.argument("names", nargs=-1, required=True, metavar="DELIVERY|EDITION...")
@accept_settings
def drop(names: Sequence[str]) -> None:
    """See that deliveries that have not been sent never are."""
    states = (DeliveryState.WAITING, *_OPEN)
    with open_store() as store:
        chosen = _chosen(store, names, everything=False, states=states)
        dropped = [each for each in chosen if store.drop(each.id)]
    say(f"{len(dropped)} 份不再发送", f"{len(dropped)} will not be sent")
    if settings().json:
        print_json([[each.id for each in dropped]])


@click.command("test-channel")
@click.argument("name")
@click.option("--to", metavar="ADDR", help="The reader of a mail; by default its sender.")
@click.option("--dry-run", is_flag=True, help="Print what would be sent, and to whom.")
@accept_settings
def test_channel(name: str, to: str | None, *, dry_run: bool) -> None:
    """Send one message through a channel that says it is a test."""
    desk = _desk()
    moment = now().astimezone(desk.schedule.timezone)
    subject = f"digest 测试 {moment:%Y-%m-%d %H:%M:%S}"
    lines = [f"这是一条测试消息，来自 digest 的通道“{name}”。", f"A test of the channel '{name}'."]
    message = desk.outlets.notice(name, subject, lines)
    reader = desk.outlets.test_reader(name, to)
    delivery = Delivery(
        id=DeliveryId(f"test:{name}:{reader}:{moment.isoformat()}"),
        edition=EditionId("test/digest"),
        revision=1,
        channel=name,
        recipient=reader,
    )
    if dry_run:
        _print_plan([delivery], [message])
        return
    channel = desk.outlets.channel(name, clock=now)
    try:
        receipt = channel.deliver(delivery, [message])
    finally:
        channel.close()
    say(f"{reader}：已被接受，{receipt.reference}", f"{reader}: accepted, {receipt.reference}")


def _print_plan(deliveries: Sequence[Delivery], renditions: Sequence[Rendition]) -> None:
    by_name = {each.filename: each for each in renditions}
    entries = []
    for each in deliveries:
        rendition = by_name.get(each.rendition or "") or next(iter(renditions), None)
        size = len(rendition.body) if rendition else 0
        subject = _subject(rendition) if rendition else ""
        entries.append({**_entry(each), "bytes": size, "subject": subject})
        if not settings().json:
            click.echo(f"{each.channel}\t{each.recipient}\t{size}\t{subject}")
    if settings().json:
        print_json([entries])


def _subject(rendition: Rendition) -> str:
    if rendition.media_type == "message/rfc822":
        return str(message_from_bytes(rendition.body, policy=policy.SMTP)["Subject"])
    return rendition.filename


def _chosen(
    store: "SqlStore", names: Sequence[str], *, everything: bool, states: Sequence[DeliveryState]
) -> tuple[Delivery, ...]:
    if not names and not everything:
        raise UsageError("nothing was named", hint="name deliveries or editions; 'outbox list'")
    known = store.deliveries(limit=_MOST, states=states)
    if everything:
        return known
    for name in names:
        if not any(name in {each.id, each.edition} for each in known):
            raise UsageError(f"nothing of '{name}' waits", hint="'digest outbox list' shows them")
    return tuple(each for each in known if each.id in names or each.edition in names)


def _newest(store: "SqlStore") -> Edition:
    for edition in store.editions(limit=1):
        return edition
    raise UsageError("there is no edition yet", hint="'digest build' makes one")


def _entry(delivery: Delivery) -> dict[str, object]:
    return {
        "id": delivery.id,
        "edition": delivery.edition,
        "revision": delivery.revision,
        "channel": delivery.channel,
        "recipient": delivery.recipient,
        "state": str(delivery.state),
        "attempts": delivery.attempts,
        "due_at": delivery.due_at and delivery.due_at.isoformat(),
        "ambiguous": delivery.ambiguous,
        "error": delivery.last_error,
    }


def _desk() -> "Desk":
    from digest.wiring.desk import Desk, open_schedule

    chosen = settings()
    return Desk(schedule=open_schedule(chosen.config), templates=chosen.templates)
