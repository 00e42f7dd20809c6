"""Points of the lead story (要点): what else the article says, a line each."""

from dataclasses import replace

from digest.condense.weak import keep_share
from digest.model.articles import Article, Sentence
from digest.model.summaries import PrintedSentence, Summary
from digest.model.traces import EditKind
from digest.protocols import SentenceRule
from digest.text.clauses import clause_ends, opens_dangling
from digest.text.lines import count_chars
from digest.text.normalize import print_form
from digest.text.sentences import ends_sentence, sentences_of
from digest.text.traces import cut
from digest.text.traces import replace as replace_text

MOST_POINTS = 3
LONGEST_POINT = 70
SHORTEST_POINT = 16
_TELLING = 0.6
"""A sentence that keeps less of its rating says little: attendance, formula, a caption."""


def choose_points(article: Article, summary: Summary) -> tuple[PrintedSentence, ...]:
    """Up to three whole statements that the summary does not print, in the order of the text.

    A point opens a paragraph or holds a figure, says something of its own, stands without what
    was before it, and is cut only after a whole clause. A text that has none gives none.
    """
    printed = [span for sentence in summary.sentences for span in sentence.traced.spans]
    points: list[PrintedSentence] = []
    paragraphs: set[int] = set()
    for sentence in sentences_of(article, SentenceRule.DIGEST):
        first = sentence.paragraph not in paragraphs
        paragraphs.add(sentence.paragraph)
        taken = any(
            mine.start < theirs.end and theirs.start < mine.end
            for mine in sentence.traced.spans
            for theirs in printed
        )
        if taken or not (first or any(char.isdigit() for char in sentence.text)):
            continue
        if keep_share(sentence.text) < _TELLING:
            continue
        point = _shorten(sentence)
        if point is not None and len(points) < MOST_POINTS:
            points.append(replace(point, rank=len(points) + 1))
    return tuple(points)


def _shorten(sentence: Sentence) -> PrintedSentence | None:
    text = sentence.text
    if opens_dangling(text) or not ends_sentence(text):
        return None
    traced = sentence.traced
    if count_chars(text) > LONGEST_POINT:
        ends = [end for end in clause_ends(text) if count_chars(text[:end]) < LONGEST_POINT]
        if not ends:
            return None
        # The comma becomes a full stop: the clause is whole, and the sentence ends here.
        end = ends[-1]
        traced = cut(traced, 0, end + 1)
        traced = replace_text(traced, end, end + 1, "。", EditKind.PUNCTUATION)
    if count_chars(traced.text) < SHORTEST_POINT:
        return None
    return PrintedSentence(traced=print_form(traced), score=0.0, rank=1)
