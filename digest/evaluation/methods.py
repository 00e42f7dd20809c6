"""Methods side by side on one set of summaries: quality, length, and whether they read whole."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.evaluation.bootstrap import Interval
from digest.evaluation.completeness import Completeness
from digest.evaluation.rouge import Rouge, compare_rouge, mean_rouge, score_rouge, squeeze
from digest.model.articles import TokenizedArticle
from digest.protocols import SentenceRule


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodScores:
    """One method's means in points, its mean length, and how far the first is above it."""

    name: str
    mean: Rouge
    length: float
    ahead: Interval | None
    completeness: Completeness | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """Rates sentences by chance, the same way every time: what a choice is worth at all."""

    name: str = "random"
    sentence_rule: SentenceRule = SentenceRule.DIGEST
    reads_tokens: bool = False

    def rate(self, article: TokenizedArticle) -> tuple[float, ...]:
        """A number between 0 and 1 for each sentence, from the document's id and its place."""
        return tuple(
            (1 + int.from_bytes(_hash(f"{article.article.document}:{index}")[:4])) / 2**32
            for index in range(len(article.sentences))
        )


def compare_methods(
    predictions: Mapping[str, Mapping[str, str]],
    references: Mapping[str, str],
    *,
    budget: int | None,
    completeness: Mapping[str, Completeness],
) -> tuple[MethodScores, ...]:
    """The scores of every method, in order; the first is compared with each of the others."""
    rated = {
        name: score_rouge(summaries, references, budget=budget)
        for name, summaries in predictions.items()
    }
    first = next(iter(rated.values()))
    return tuple(
        MethodScores(
            name=name,
            mean=mean_rouge(scores),
            length=sum(len(squeeze(predictions[name].get(key, ""))) for key in references)
            / max(1, len(references)),
            ahead=None if scores is first else compare_rouge(first, scores).mean,
            completeness=completeness.get(name),
        )
        for name, scores in rated.items()
    )


def format_methods(scores: Sequence[MethodScores]) -> str:
    """A Markdown table; the last columns say what the first method has over each other one."""
    lines = [
        "| method | R1 | R2 | RL | mean | length | complete % | cut | first minus this |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for each in scores:
        mean = each.mean
        cells = [
            each.name,
            *(f"{value:.2f}" for value in (mean.r1, mean.r2, mean.rl)),
            f"{(mean.r1 + mean.r2 + mean.rl) / 3:.2f}",
            f"{each.length:.0f}",
            f"{each.completeness.share:.1f}" if each.completeness else "–",
            f"{each.completeness.cut}" if each.completeness else "–",
            f"{each.ahead:+.2f}" if each.ahead else "–",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
