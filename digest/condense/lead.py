"""LEAD: a report says the most important thing first."""

from dataclasses import dataclass

from digest.model.articles import TokenizedArticle
from digest.protocols import SentenceRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Rates sentences by their place alone: 1, 1/2, 1/3, …; for news hard to beat."""

    name: str = "lead"
    sentence_rule: SentenceRule = SentenceRule.DIGEST
    reads_tokens: bool = False

    def rate(self, article: TokenizedArticle) -> tuple[float, ...]:
        """One rating a sentence, the first the best."""
        return tuple(1.0 / (index + 1) for index in range(len(article.sentences)))
