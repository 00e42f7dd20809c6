"""`digest init`: a place to start from."""

from importlib import resources
from pathlib import Path

import click

from digest.cli.options import accept_settings
from digest.cli.output import say
from digest.errors import UsageError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@accept_settings
def init(folder: Path) -> None:
    """Write a commented schedule.yaml and an inbox/ to start from; nothing is overwritten."""
    target = folder / "schedule.yaml"
    if target.exists():
        raise UsageError("there is a schedule.yaml already", where=str(target))
    text = resources.files("digest").joinpath("data", "schedule.yaml").read_text("utf-8")
    (folder / "inbox").mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    say(
        f"已写出 {target}；把文本放进 {folder / 'inbox'}，然后运行 digest check",
        f"wrote {target}; put texts into {folder / 'inbox'}, then run digest check",
    )
