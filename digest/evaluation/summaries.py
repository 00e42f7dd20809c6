"""Summaries of one set at a budget, beside LEAD and a baseline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from digest.evaluation.rouge import (
    Rouge,
    RougeDifference,
    compare_rouge,
    cut,
    format_difference,
    mean_rouge,
    score_rouge,
    squeeze,
)

_ENDS, _CLOSERS = "。！？!?", "”’」』）)》】\"'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Another system's mean and how far we are above it."""

    name: str
    mean: Rouge
    difference: RougeDifference


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryScores:
    """Means in points; lengths in characters without white space, `used` after the cut.

    `over` counts summaries longer than the budget, `missing` ids without a prediction.
    """

    count: int
    budget: int | None
    mean: Rouge
    length: float
    used: float
    over: int
    missing: int
    lead: Comparison
    baseline: Comparison | None


def score_summaries(
    predictions: Mapping[str, str],
    records: Sequence[Mapping[str, Any]],
    *,
    budget: int | None = None,
    baseline: Mapping[str, str] | None = None,
    baseline_name: str = "baseline",
) -> SummaryScores:
    """Score the predicted summaries of `records` (id, text, summary) by id.

    A summary over the budget is cut at it and counted; a missing one is empty.
    """
    references: dict[str, str] = {record["id"]: record["summary"] for record in records}
    scores = score_rouge(predictions, references, budget=budget)
    leads = {record["id"]: take_lead(record["text"], budget) for record in records}
    lengths = [len(squeeze(predictions.get(identity, ""))) for identity in references]
    count = len(references)

    def compare(name: str, others: Mapping[str, str]) -> Comparison:
        rated = score_rouge(others, references, budget=budget)
        return Comparison(
            name=name, mean=mean_rouge(rated), difference=compare_rouge(scores, rated)
        )

    return SummaryScores(
        count=count,
        budget=budget,
        mean=mean_rouge(scores),
        length=sum(lengths) / max(1, count),
        used=sum(min(length, budget or length) for length in lengths) / max(1, count),
        over=sum(length > budget for length in lengths) if budget else 0,
        missing=sum(identity not in predictions for identity in references),
        lead=compare("LEAD", leads),
        baseline=None if baseline is None else compare(baseline_name, baseline),
    )


def format_summaries(scores: SummaryScores) -> str:
    """The scores as lines for a person."""
    lead = scores.lead
    total = (
        f"n {scores.count}  budget {scores.budget or 'none'}  {_format_rouge(scores.mean)}"
        f"  mean length {scores.length:.1f} ({scores.used:.1f} counted)"
        f"  cut {scores.over}  missing {scores.missing}"
    )
    lines = [
        total,
        f"LEAD at the same budget: {_format_rouge(lead.mean)}",
        format_difference(lead.name, lead.difference),
    ]
    if scores.baseline is not None:
        other = scores.baseline
        lines.append(f"{other.name}: {_format_rouge(other.mean)}")
        lines.append(format_difference(other.name, other.difference))
    return "\n".join(lines)


def take_lead(text: str, budget: int | None) -> str:
    """The first sentences of a text, cut at the budget: what every summary must beat."""
    return cut("".join(_split_sentences(text)), budget)


def _split_sentences(text: str) -> list[str]:
    """Sentences in order; a line ends one, and closing marks stay with theirs.

    The scorer's own splitter, so that LEAD stays the same whatever the product's becomes.
    """
    sentences: list[str] = []
    for raw in text.split("\n"):
        line, start, index = raw.strip(), 0, 0
        while index < len(line):
            character, after = line[index], line[index + 1 : index + 2]
            index += 1
            if character in _ENDS or (character == "…" and after not in ("…", "")):
                while index < len(line) and line[index] in _CLOSERS + _ENDS:
                    index += 1
                sentences.append(line[start:index].strip())
                start = index
        sentences.append(line[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _format_rouge(rouge: Rouge) -> str:
    return f"R1 {rouge.r1:.2f}  R2 {rouge.r2:.2f}  RL {rouge.rl:.2f}"
