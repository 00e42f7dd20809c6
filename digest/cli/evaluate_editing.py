"""`digest eval order`, `dups` and `same-event`: an editor's work, scored against gold."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import click

_Records = Sequence[dict[str, Any]]


def evaluate_editing(task: str, data: Path, *, predictions: Path | None) -> None:
    """Print the scores of one of the `TASKS`."""
    TASKS[task](data, predictions)


def evaluate_topics(data: Path, *, model: Path, predictions: Path | None) -> None:
    """Print the scores of a trained model of sections."""
    from digest.evaluation.editing import answer_topics
    from digest.evaluation.topics import format_topics, score_topics
    from digest.wiring.topic_files import read_topic_model

    trained = read_topic_model(model)
    records, answers = _answer(
        data, ("id", "text", "label"), lambda each: answer_topics(each, trained), predictions
    )
    found = {answer["id"]: answer["label"] for answer in answers}
    click.echo(format_topics(score_topics(found, records)))


def _evaluate_order(data: Path, predictions: Path | None) -> None:
    from digest.evaluation.editing import answer_orders
    from digest.evaluation.order import format_orders, score_orders

    records, answers = _answer(data, ("id", "items", "order"), answer_orders, predictions)
    found = {answer["id"]: answer["order"] for answer in answers}
    click.echo(format_orders(score_orders(found, records)))


def _evaluate_duplicates(data: Path, predictions: Path | None) -> None:
    from digest.evaluation.clusters import format_clusters, score_clusters
    from digest.evaluation.editing import answer_duplicates

    records, answers = _answer(data, ("id", "text", "label"), answer_duplicates, predictions)
    gold = {record["id"]: record["label"] for record in records}
    found = {answer["id"]: answer["cluster"] for answer in answers}
    click.echo(format_clusters(score_clusters(found, gold)))


def _evaluate_same_event(data: Path, predictions: Path | None) -> None:
    from digest.evaluation.clusters import format_pairs, score_pairs
    from digest.evaluation.editing import answer_same_event

    records, answers = _answer(data, ("id", "a", "b", "label"), answer_same_event, predictions)
    found = {answer["id"]: answer for answer in answers}
    click.echo(format_pairs(score_pairs(found, records)))


TASKS: Final[dict[str, Callable[[Path, Path | None], None]]] = {
    "order": _evaluate_order,
    "dups": _evaluate_duplicates,
    "same-event": _evaluate_same_event,
}

_GOLD: Final = ("order", "label", "tags")


def _answer(
    data: Path,
    needs: Sequence[str],
    answer: Callable[[_Records], list[dict[str, Any]]],
    predictions: Path | None,
) -> tuple[_Records, list[dict[str, Any]]]:
    """The records, and what the product answers to them without their gold."""
    from digest.evaluation.records import read_records, write_answers

    records = read_records(data, needs=needs)
    answers = answer([{k: v for k, v in each.items() if k not in _GOLD} for each in records])
    if predictions is not None:
        write_answers(predictions, answers)
    return records, answers
