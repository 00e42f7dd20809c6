"""`digest train`: what the program learns from an archive of the user's own."""

from pathlib import Path

import click

from digest.cli.options import accept_settings, settings
from digest.cli.output import say

MODEL = "sections.json"


@click.group()
def train() -> None:
    """Learn from an archive of your own."""


@train.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where the model goes; by default into the data folder, where 'digest eval' finds it.",
)
@accept_settings
def sections(data: Path, output: Path | None) -> None:
    """Learn the sections of labelled articles: JSONL with title, text, label, and date if known.

    The model is a file of weights, no text; equal data give an equal model.
    """
    from digest.evaluation.records import read_records
    from digest.evaluation.train_topics import train_topics
    from digest.wiring.topic_files import write_topic_model

    records = read_records(data, needs=("text", "label"))
    model = train_topics(records)
    path = output or default_model()
    write_topic_model(path, model)
    click.echo(str(path))
    names = "、".join(model.labels)
    say(
        f"{len(records)} 篇，{len(model.labels)} 类：{names}",
        f"{len(records)} articles, {len(model.labels)} sections: {names}",
    )


def default_model() -> Path:
    """Where the model of sections is looked for."""
    from digest.wiring.desk import find_data_dir

    chosen = settings()
    return find_data_dir(chosen.config, data_dir=chosen.data_dir) / MODEL
