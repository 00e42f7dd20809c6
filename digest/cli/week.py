"""`digest week`: a week's editions as one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import click

from digest.cli.archive import open_store
from digest.cli.forms import accept_forms, write_editions
from digest.cli.options import accept_settings
from digest.errors import UsageError

_LOOKED_AT = 400


@click.command()
@click.argument("brief", required=False)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="A day of the week; by default that of the latest edition.",
)
@click.option("--max-items", type=click.IntRange(min=0), default=20, help="0 means all.")
@click.option("-o", "--output", "outputs", multiple=True, help="A file or a folder to write.")
@accept_forms
@accept_settings
def week(
    brief: str | None,
    day: datetime | None,
    max_items: int,
    outputs: Sequence[str],
    chosen: Sequence[str],
    formats: Sequence[str],
) -> None:
    """The week's editions as one: each day's first item and the weightiest of the others."""
    from digest.editorial.weekly import gather

    with open_store() as store:
        latest = store.editions(limit=_LOOKED_AT)
    names = {edition.brief for edition in latest}
    if brief is None and len(names) > 1:
        raise UsageError("there are several briefs", hint=f"name one of {', '.join(sorted(names))}")
    ours = [edition for edition in latest if brief in (None, edition.brief)]
    if not ours:
        raise UsageError(f"there is no edition of '{brief}'" if brief else "there is no edition")
    on = day.date() if day else max(edition.day for edition in ours)
    monday = on - timedelta(days=on.weekday())
    found = [each for each in ours if monday <= each.day < monday + timedelta(days=7)]
    if not found:
        raise UsageError("there is no edition in this week", where=on.isoformat())
    found.sort(key=lambda each: (each.day, each.id))
    write_editions([gather(found, items=max_items)], forms=(*formats, *chosen), outputs=outputs)
