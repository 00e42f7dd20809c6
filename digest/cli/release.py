"""`digest preview`, `edit`, `approve`: an edition on its way from the machine to a person."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.archive import find_edition, open_store
from digest.cli.codes import PARTLY
from digest.cli.inputs import now
from digest.cli.options import accept_settings, settings
from digest.cli.output import print_json, say
from digest.errors import DigestError, UsageError
from digest.model.editions import Edition

if TYPE_CHECKING:
    from digest.model.overlays import Overlay
    from digest.stores.sql import SqlStore
    from digest.wiring.desk import Desk

_PREVIEW = "html"


@click.command()
@click.argument("name", required=False, metavar="[BRIEF|EDITION]")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="By default the next one.")
@click.option("--open", "opens", is_flag=True, help="Show it in the browser.")
@click.option("-f", "--format", "form", default=_PREVIEW, help="The form (default html).")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write it.")
@accept_settings
def preview(
    name: str | None, day: datetime | None, form: str, output: Path | None, *, opens: bool
) -> None:
    """The next edition as it will look, or a kept one with its overlay; sends nothing."""
    from digest.channels.folder import write_whole
    from digest.renderers.forms import make_renderer

    desk = _desk()
    with open_store() as store:
        if name and "/" in name:
            edition = _edited(find_edition(store, name, None), store)
        else:
            edition = _rehearsed(name, day, store, desk)
    if settings().json:
        from digest.model.contracts import edition_json

        print_json([edition_json(edition)])
        return
    rendition = make_renderer(form, dirs=desk.template_dirs).render(edition)
    path = output or _folder("preview") / rendition.filename
    try:
        write_whole(path, rendition.body)
    except OSError as error:
        raise DigestError(f"cannot be written: {error.strerror}", where=str(path)) from error
    click.echo(str(path))
    if opens:
        click.launch(path.resolve().as_uri() if rendition.format == "html" else str(path))


@click.command()
@click.argument("edition")
@click.option(
    "--from", "source", type=click.Path(path_type=Path), help="Take the overlay from this file."
)
@click.option("--discard", is_flag=True, help="Forget the overlay.")
@accept_settings
def edit(edition: str, source: Path | None, *, discard: bool) -> None:
    """Open an edition's overlay: order, drop, pin, section, headline, note, corrections.

    The file's path goes to stdout; on a terminal $EDITOR opens it. 'digest approve' releases the
    edition with it.
    """
    from digest.app.diff import compare
    from digest.channels.folder import write_whole
    from digest.cli.trace import print_change
    from digest.config.overlay import draft_overlay

    with open_store() as store:
        newest = find_edition(store, edition, None)
        base = _base(newest, store)
        path = overlay_path(newest)
        if discard:
            path.unlink(missing_ok=True)
            say("编辑单已删除", "the overlay is gone")
            return
        if source is not None:
            _ = _load(source, base)
            write_whole(path, source.read_bytes())
        elif not path.exists():
            write_whole(path, draft_overlay(base).encode())
        click.echo(str(path))
        if source is None and sys.stdin.isatty():
            click.edit(filename=str(path))
        edited = _edited(newest, store)
    for change in compare(base, edited):
        print_change(change)


@click.command()
@click.argument("edition")
@click.option("--by", required=True, metavar="NAME", help="Who releases it; printed as 签发.")
@accept_settings
def approve(edition: str, by: str) -> None:
    """Release an edition with its overlay: freeze the revision and let it go to its readers."""
    from digest.app.release import approve as release
    from digest.model.contracts import edition_json
    from digest.model.overlays import Overlay

    name = " ".join(by.split())
    if not name:
        raise UsageError("a name is needed", hint="--by 张三")
    desk = _desk()
    with open_store() as store:
        newest = find_edition(store, edition, None)
        base = _base(newest, store)
        path = overlay_path(newest)
        overlay, text = Overlay(), ""
        if path.exists():
            overlay, text = _load(path, base), path.read_text(encoding="utf-8-sig")
        done = release(
            newest.id,
            plan=desk.brief(newest.id.partition("/")[2])[0],
            overlay=overlay,
            overlay_text=text,
            by=name,
            now=now(),
            bench=desk.bench(store),
        )
    words = ("已签发", "released") if done.is_new else ("早已签发", "was released before")
    say(
        f"{done.edition.id} 第{done.edition.revision}版：{words[0]}，签发 {name}",
        f"{done.edition.id} r{done.edition.revision}: {words[1]} by {name}",
    )
    for written in sorted(done.delivered):
        say(f"已写出 {written}", f"wrote {written}")
    readers = [each for each in done.deliveries if each.channel != "file"]
    if readers:
        say(
            f"待发 {len(readers)} 份：digest run 会发出，或 digest send {done.edition.id}",
            f"{len(readers)} to send: by digest run, or digest send {done.edition.id}",
        )
    for incident in done.failed:
        click.echo(f"warning: {incident.where}: {incident.what}", err=True)
    if settings().json:
        print_json([edition_json(done.edition)])
    if done.failed:
        click.get_current_context().exit(PARTLY)


def overlay_path(edition: Edition) -> Path:
    """Where the overlay of an edition is kept."""
    from digest.renderers.addresses import filename

    return _folder("overlays") / f"{filename(edition)}.yaml"


def _folder(name: str) -> Path:
    from digest.wiring.desk import find_data_dir

    chosen = settings()
    return find_data_dir(chosen.config, data_dir=chosen.data_dir) / name


def _desk() -> "Desk":
    from digest.wiring.desk import Desk, open_schedule

    chosen = settings()
    return Desk(schedule=open_schedule(chosen.config), templates=chosen.templates)


def _base(edition: Edition, store: "SqlStore") -> Edition:
    from digest.app.release import find_base

    return find_base(edition, store=store)


def _load(path: Path, base: Edition) -> "Overlay":
    from digest.app.overlay import lay_over
    from digest.config.overlay import load_overlay

    overlay = load_overlay(path, base)
    try:
        lay_over(base, overlay)
    except UsageError as error:
        raise UsageError(error.what, where=f"{path}: {error.where}", hint=error.hint) from error
    return overlay


def _edited(newest: Edition, store: "SqlStore") -> Edition:
    """The edition with its overlay, where it has one."""
    from digest.app.overlay import lay_over

    base = _base(newest, store)
    path = overlay_path(newest)
    return lay_over(base, _load(path, base)) if path.exists() else newest


def _rehearsed(name: str | None, day: datetime | None, store: "SqlStore", desk: "Desk") -> Edition:
    from digest.app.produce import rehearse

    if day is not None:
        plan, slot = desk.slot(name, day.date())
    else:
        plan, _ = desk.brief(name)
        slot = desk.upcoming(plan, now=now(), count=1)[0]
    return rehearse(plan, slot=slot, now=now(), bench=desk.bench(store)).edition
