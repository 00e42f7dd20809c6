"""Sentences that are better not printed: with a suspected error, or pointing at a picture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from digest.model.articles import Sentence, Suspect, TokenizedArticle
from digest.model.documents import Line
from digest.model.traces import Span, TracedText
from digest.protocols import SentenceRule, Summarizer

GRAVE: Final = 1
"""Suspects of this severity keep a sentence out where another will do."""

_AT_A_PICTURE: Final = re.compile(r"^(?:图为|这是[^，。]{0,20}拍摄|[上下左右]图|图[①-⑩一二三四])")


def locate(suspects: Sequence[Suspect], lines: Sequence[Line]) -> tuple[Span, ...]:
    """Where the grave suspects stand in the document's text.

    One that is not found in its line as it was reported takes the whole line.
    """
    text_of = {line.number: line for line in lines}
    spans: list[Span] = []
    for suspect in suspects:
        line = text_of.get(suspect.line)
        if suspect.severity != GRAVE or line is None:
            continue
        places = [match.start() for match in re.finditer(re.escape(suspect.text), line.text)]
        width = len(suspect.text)
        if not places or not width:
            places, width = [0], len(line.text)
        spans += [
            Span(start=line.start + place, end=line.start + place + width) for place in places
        ]
    return tuple(spans)


def is_doubtful(text: TracedText, doubts: Sequence[Span]) -> bool:
    """Whether any of the places in doubt is part of the text."""
    return any(
        doubt.start < span.end and span.start < doubt.end for span in text.spans for doubt in doubts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cautious:
    """A summarizer that puts sentences in doubt, and such as only point at a picture, last."""

    summarizer: Summarizer
    doubts: tuple[Span, ...]

    @property
    def name(self) -> str:
        """The summarizer's name."""
        return self.summarizer.name

    @property
    def sentence_rule(self) -> SentenceRule:
        """The summarizer's rule."""
        return self.summarizer.sentence_rule

    @property
    def reads_tokens(self) -> bool:
        """Whether the summarizer does."""
        return self.summarizer.reads_tokens

    def rate(self, article: TokenizedArticle) -> tuple[float, ...]:
        """The summarizer's ratings, those of unwelcome sentences below all others."""
        ratings = self.summarizer.rate(article)
        if not ratings:
            return ratings
        below = max(ratings) - min(ratings) + 1
        return tuple(
            rating - below if self._is_unwelcome(sentence) else rating
            for rating, sentence in zip(ratings, article.sentences, strict=True)
        )

    def _is_unwelcome(self, sentence: Sentence) -> bool:
        return is_unwelcome(sentence.traced, self.doubts)


def is_unwelcome(text: TracedText, doubts: Sequence[Span]) -> bool:
    """Whether a sentence had better give way to another."""
    return is_doubtful(text, doubts) or _AT_A_PICTURE.match(text.text) is not None
