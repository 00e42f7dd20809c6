"""`digest week`: a week's editions as one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import click

from digest.cli.archive import open_store
from digest.cli.forms import accept_forms, write_editions
from digest.cli.options import accept_settings
from digest.errors import UsageError
from digest.model.editions import Edition

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
        latest = _plain(store.editions(limit=_LOOKED_AT, brief=brief))
        names = {edition.brief for edition in latest}
        if len(names) > 1:
            hint = f"name one of {', '.join(sorted(names))}"
            raise UsageError("there are several briefs", hint=hint)
        if not latest:
            what = f"there is no edition of '{brief}'" if brief else "there is no edition"
            raise UsageError(what, hint="'digest list' shows them")
        on = day.date() if day else latest[0].day
        monday = on - timedelta(days=on.weekday())
        found = _plain(
            store.editions(
                limit=_LOOKED_AT, brief=names.pop(), since=monday, until=monday + timedelta(days=6)
            )
        )
    if not found:
        raise UsageError("there is no edition in this week", where=on.isoformat())
    week_of = gather(found[::-1], items=max_items)
    write_editions([week_of], forms=(*formats, *chosen), outputs=outputs)


def _plain(editions: Sequence[Edition]) -> list[Edition]:
    """Those that are no digests themselves."""
    return [each for each in editions if each.gathered is None]
