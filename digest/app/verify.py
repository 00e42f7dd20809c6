"""Whether what an edition prints stands in its sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.model.documents import Document
from digest.model.editions import Edition, Story
from digest.model.summaries import PrintedSentence
from digest.text.encodings import decode
from digest.text.traces import restore


@dataclass(frozen=True, slots=True, kw_only=True)
class Untraceable:
    """A printed sentence that its spans and edits do not give."""

    story: str
    text: str
    reason: str


def verify(edition: Edition, documents: Sequence[Document]) -> tuple[int, Untraceable | None]:
    """How many sentences were checked, and the first that does not stand in its source.

    Spans are applied to the decoded source, edits to the joined spans; nothing looser counts.
    """
    texts = {
        document.uri: decode(document.content, encoding=document.encoding, where=document.uri)[0]
        for document in documents
    }
    checked = 0
    for story in edition.stories:
        for sentence in (*story.summary, *story.points):
            reason = _fault(story, sentence, texts)
            if reason is not None:
                return checked, Untraceable(story=story.id, text=sentence.text, reason=reason)
            checked += 1
    return checked, None


def _fault(story: Story, sentence: PrintedSentence, texts: dict[str, str]) -> str | None:
    source = texts.get(story.sources[0].uri) if story.sources else None
    if source is None:
        return "its source is not kept"
    given = restore(source, sentence.traced.spans, sentence.traced.edits)
    if given != sentence.text:
        return f"its spans and edits give {given!r}"
    return None
