"""Precision, recall and F1 of counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def rate(hits: int, predicted: int, gold: int) -> Rate:
    """Precision and recall of `hits` among `predicted` and `gold`; nothing wanted is all found."""
    precision = hits / predicted if predicted else float(not gold)
    recall = hits / gold if gold else 1.0
    total = precision + recall
    return Rate(
        precision=precision, recall=recall, f1=2 * precision * recall / total if total else 0.0
    )
