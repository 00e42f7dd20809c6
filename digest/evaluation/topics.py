"""Topic labels against an item's tags."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScores:
    """Shares, and F1 and number of items by tag.

    `accuracy`: the first tag met; `accepted`: any of the item's tags; `macro_f1`: mean over tags.
    """

    count: int
    accuracy: float
    accepted: float
    macro_f1: float
    f1: Mapping[str, float]
    counts: Mapping[str, int]


def score_topics(
    predictions: Mapping[str, str], records: Sequence[Mapping[str, Any]]
) -> TopicScores:
    """Score the predicted labels of `records` (id, label, tags); a missing one is wrong."""
    hits, guessed, gold = Counter[str](), Counter[str](), Counter[str]()
    accepted = 0
    for record in records:
        label, guess = record["label"], predictions.get(record["id"])
        gold[label] += 1
        if guess is None:
            continue
        guessed[guess] += 1
        hits[guess] += guess == label
        accepted += guess in record.get("tags", [label])
    f1 = {label: 2 * hits[label] / (guessed[label] + gold[label]) for label in gold}
    count = max(1, len(records))
    return TopicScores(
        count=len(records),
        accuracy=hits.total() / count,
        accepted=accepted / count,
        macro_f1=sum(f1.values()) / max(1, len(f1)),
        f1=f1,
        counts=gold,
    )


def format_topics(scores: TopicScores) -> str:
    """The shares on a line, then each tag from the most frequent on."""
    total = (
        f"n {scores.count}  accuracy {scores.accuracy:.3f}  accepted {scores.accepted:.3f}"
        f"  macro-F1 {scores.macro_f1:.3f}"
    )
    lines = [total]
    lines.extend(
        f"  {label}\t{count}\tF1 {scores.f1[label]:.3f}"
        for label, count in Counter(scores.counts).most_common()
    )
    return "\n".join(lines)
