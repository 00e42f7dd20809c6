"""`digest rebuild`, `diff`: whether an edition can be made again, and what became of it."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.archive import find_edition, open_store
from digest.cli.options import accept_settings, settings
from digest.cli.output import print_json, say
from digest.errors import UsageError
from digest.model.editions import Edition
from digest.model.overlays import Overlay

if TYPE_CHECKING:
    from digest.app.diff import Change


@click.command()
@click.argument("edition")
@click.option("--revision", type=click.IntRange(min=1), help="By default the newest.")
@accept_settings
def rebuild(edition: str, revision: int | None) -> None:
    """Make an edition once more from what was kept; exit 1 if it is not the same, byte for byte."""
    from digest.app.diff import compare
    from digest.app.rebuild import rebuild as make_again
    from digest.wiring.desk import Desk, open_schedule
    from digest.wiring.plans import PLAN, plan_of

    chosen = settings()
    desk = Desk(schedule=open_schedule(chosen.config), templates=chosen.templates)
    with open_store() as store:
        kept = find_edition(store, edition, revision)
        bench = desk.bench(store)
        inputs = dict(store.inputs_of(kept.id, revision=kept.revision) or {})
        try:
            plan = plan_of(inputs[PLAN]) if PLAN in inputs else desk.brief(kept.brief)[0]
        except ValueError:
            plan = desk.brief(kept.brief)[0]
        made = make_again(kept, plan=plan, bench=bench, read_overlay=_read_overlay)
        now = {**bench.inputs, **bench.describe(plan)}
    changed = sorted(name for name, value in now.items() if inputs.get(name) != value)
    if chosen.json:
        document = {
            "edition": kept.id,
            "revision": kept.revision,
            "same": made.is_same,
            "differing": list(made.differing),
            "changed_inputs": changed,
        }
        print_json([document])
    elif made.is_same:
        click.echo(f"{kept.id} r{kept.revision}: {len(made.renditions)} ✓")
    if made.is_same:
        return
    click.echo(f"error: {kept.id} r{kept.revision}: is not the same when made again", err=True)
    for name in made.differing:
        click.echo(f"  {name}", err=True)
    for change in compare(kept, made.edition):
        click.echo(f"  {_line(change)}", err=True)
    if changed:
        click.echo(f"hint: changed since: {', '.join(changed)}", err=True)
    click.get_current_context().exit(1)


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", required=False)
@accept_settings
def diff(before: str, after: str | None) -> None:
    """What differs between two editions, such as 2024-03-27/morning@1 and @2.

    With one edition named: between its newest revision and the one before it.
    """
    from digest.app.diff import compare

    with open_store() as store:
        if after is None:
            new = find_edition(store, before, None)
            if new.revision == 1:
                raise UsageError("it has one revision only", where=new.id, hint="name two editions")
            old = find_edition(store, new.id, new.revision - 1)
        else:
            old = find_edition(store, before, None)
            second = f"{old.id}{after}" if after.startswith("@") else after
            new = find_edition(store, second, None)
    changes = compare(old, new)
    if settings().json:
        print_json(
            [
                {
                    "before": f"{old.id}@{old.revision}",
                    "after": f"{new.id}@{new.revision}",
                    "changes": [
                        {
                            "kind": change.kind,
                            "story": change.story,
                            "headline": change.headline,
                            "before": change.before,
                            "after": change.after,
                        }
                        for change in changes
                    ],
                }
            ]
        )
        return
    for change in changes:
        click.echo(_line(change))
    if not changes:
        say("没有区别", "no difference")


def print_change(change: "Change") -> None:
    """A difference on stdout."""
    click.echo(_line(change))


def _read_overlay(text: str, edition: Edition) -> Overlay:
    from digest.config.overlay import load_overlay

    if not text.strip():
        return Overlay()  # released without an overlay
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "overlay.yaml"
        path.write_text(text, encoding="utf-8")
        return load_overlay(path, edition, name=f"{edition.id} overlay")


def _line(change: "Change") -> str:
    name = " ".join(part for part in (change.story, change.headline) if part)
    if change.kind in {"added", "removed"}:
        return f"{'+' if change.kind == 'added' else '-'} {name}"
    if change.kind == "text":
        lines = [f"~ {name}"]
        lines += [f"    - {change.before}"] if change.before else []
        lines += [f"    + {change.after}"] if change.after else []
        return "\n".join(lines)
    mark = "↕" if change.kind == "moved" else "~"
    return f"{mark} {name}: {change.before} → {change.after}"
