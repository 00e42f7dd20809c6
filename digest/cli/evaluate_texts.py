"""`digest eval summaries` and `digest eval keywords`: what is chosen, beside what others choose."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from digest.cli.inputs import Entry, Failures, read_articles
from digest.errors import UsageError
from digest.model.summaries import Budget, Flag, Summary
from digest.protocols import Summarizer, Tokenizer

_KEYWORDS = 10


def evaluate_summaries(
    data: Path, *, method: str, chars: int | None, sentences: int | None, predictions: Path | None
) -> None:
    """Print the method's scores beside lead (cut alike and in mid-word), textrank4zh and chance."""
    from digest.condense.budget import check_budget
    from digest.evaluation.completeness import check_summaries
    from digest.evaluation.methods import Chance, compare_methods, format_methods
    from digest.evaluation.records import write_answers
    from digest.evaluation.summaries import take_lead
    from digest.plugins import make_summarizer, resolve_method
    from digest.wiring.tools import make_tools

    budget = check_budget(chars=chars, sentences=sentences)
    tokenizer = make_tools().tokenizer
    entries = _read(data)
    references = _read_gold(data, "summary")
    name = resolve_method(method)
    methods: list[Summarizer] = [make_summarizer(name, tokenizer)]
    methods += [make_summarizer(n, tokenizer) for n in ("lead", "textrank4zh") if n != name]
    methods.append(Chance())
    answers: dict[str, Mapping[str, str]] = {}
    completeness = {}
    for each in methods:
        summaries = {
            entry.document.id: _condense(entry, each, tokenizer, budget) for entry in entries
        }
        answers[each.name] = {key: summary.text for key, summary in summaries.items()}
        completeness[each.name] = check_summaries(
            (summary.text, Flag.CUT in summary.flags) for summary in summaries.values()
        )
    if budget.chars:
        texts = {entry.document.id: entry.article.text for entry in entries}
        answers["LEAD cut in mid-word"] = {
            key: take_lead(text, budget.chars) for key, text in texts.items()
        }
    if predictions is not None:
        write_answers(
            predictions,
            [{"id": key, "summary": answers[name].get(key, "")} for key in references],
        )
    click.echo(f"{data.name}: {len(references)} texts, {_describe(budget.chars, sentences)}")
    scores = compare_methods(answers, references, budget=budget.chars, completeness=completeness)
    click.echo(format_methods(scores))


def evaluate_keywords(data: Path, *, predictions: Path | None) -> None:
    """Print the scores of our keywords beside those textrank4zh ranks highest."""
    from digest.condense.article import find_keywords, tokenize_article
    from digest.condense.keywords import rank_words
    from digest.evaluation.keywords import format_keywords, score_keywords
    from digest.evaluation.records import write_answers
    from digest.plugins import textrank4zh_stop_words
    from digest.wiring.tools import make_tools

    tools = make_tools()
    tokenizer = tools.tokenizer
    entries = _read(data)
    records = [
        {"id": key, "keywords": words} for key, words in _read_gold(data, "keywords").items()
    ]
    ours: dict[str, list[str]] = {}
    theirs: dict[str, list[str]] = {}
    stop_words = textrank4zh_stop_words()
    for entry in entries:
        found = find_keywords(
            entry.article, tokenizer=tokenizer, lexicon=tools.lexicon, count=_KEYWORDS
        )
        ours[entry.document.id] = [word for word, _ in found]
        ranked = rank_words(tokenize_article(entry.article, tokenizer).tokens, stop_words)
        words = [word for word, _ in ranked if len(word) > 1]
        theirs[entry.document.id] = words[:_KEYWORDS]
    if predictions is not None:
        write_answers(
            predictions, [{"id": r["id"], "keywords": ours.get(r["id"], [])} for r in records]
        )
    baseline = score_keywords(theirs, records)
    click.echo(format_keywords(score_keywords(ours, records), baseline))
    click.echo(f"textrank4zh: {format_keywords(baseline)}")


def _condense(
    entry: Entry, summarizer: Summarizer, tokenizer: Tokenizer, budget: Budget
) -> Summary:
    from digest.condense.article import condense

    return condense(entry.article, summarizer=summarizer, tokenizer=tokenizer, budget=budget)


def _read(data: Path) -> list[Entry]:
    if not data.is_file():
        raise UsageError("the data is a JSONL file with id, title and text", where=str(data))
    # A record without text is reported, and answered with nothing.
    return list(read_articles([str(data)], Failures()))


def _read_gold(data: Path, field: str) -> dict[str, Any]:
    from digest.evaluation.records import read_records

    return {str(each["id"]): each[field] for each in read_records(data, needs=("id", field))}


def _describe(chars: int | None, sentences: int | None) -> str:
    if sentences:
        return f"{sentences} sentence{'s' if sentences > 1 else ''}"
    return f"{chars} characters"
