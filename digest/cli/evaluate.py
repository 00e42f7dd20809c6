"""`digest eval`: the product scored against gold."""

import json
from pathlib import Path

import click

from digest.cli.evaluate_editing import TASKS, evaluate_editing, evaluate_topics
from digest.cli.options import accept_settings
from digest.cli.train import default_model
from digest.errors import UsageError


@click.command("eval")
@click.argument("task", type=click.Choice(["pages", "summaries", "keywords", *TASKS, "topics"]))
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.option("--method", default="default", metavar="NAME", help="The summaries' method.")
@click.option("--chars", type=click.IntRange(min=1), help="The summaries' budget.")
@click.option("--sentences", type=click.IntRange(min=1), help="Or so many sentences.")
@click.option(
    "--predictions",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="A folder (pages) or file for what the product answered.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    help="Of topics; by default what 'digest train sections' wrote last.",
)
@accept_settings
def evaluate(
    task: str,
    data: Path,
    method: str,
    chars: int | None,
    sentences: int | None,
    predictions: Path | None,
    model: Path | None,
) -> None:
    """Score the product against gold; gold is never read by what predicts."""
    if task in TASKS:
        evaluate_editing(task, data, predictions=predictions)
    elif task == "topics":
        evaluate_topics(data, model=model or default_model(), predictions=predictions)
    elif task == "summaries":
        from digest.cli.evaluate_texts import evaluate_summaries

        evaluate_summaries(
            data, method=method, chars=chars, sentences=sentences, predictions=predictions
        )
    elif task == "keywords":
        from digest.cli.evaluate_texts import evaluate_keywords

        evaluate_keywords(data, predictions=predictions)
    elif not data.is_dir():
        raise UsageError("pages are a folder of NNN.txt and NNN.json", where=str(data))
    else:
        _evaluate_pages(data, predictions)


def _evaluate_pages(folder: Path, predictions: Path | None) -> None:
    from digest.cli.inputs import now
    from digest.evaluation.page_files import read_gold_pages
    from digest.evaluation.page_tables import format_pages
    from digest.evaluation.pages import score_pages
    from digest.model.contracts import page_json
    from digest.model.documents import Document, DocumentId, DocumentKind
    from digest.wiring.tools import make_tools

    splitter = make_tools().splitter
    answers = {}
    gold = {}
    for page in read_gold_pages(folder):
        document = Document(
            id=DocumentId(page.name),
            source="eval",
            uri=page.text.name,
            media_type="text/plain",
            content=page.text.read_bytes(),
            fetched_at=now(),
            kind=DocumentKind.NEWSPAPER_PAGE,
        )
        answers[page.name] = page_json(splitter.split(document))
        gold[page.name] = page.gold
    if predictions is not None:
        predictions.mkdir(parents=True, exist_ok=True)
        for name, answer in answers.items():
            text = json.dumps(answer, ensure_ascii=False, indent=1)
            (predictions / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    click.echo(format_pages(score_pages(answers, gold)))
