"""Whether what an edition prints stands in its sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.app.bench import Store
from digest.app.earlier import read_all
from digest.app.gathered import GATHERED, part_of
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


def verify_kept(edition: Edition, store: Store) -> tuple[int, Untraceable | None]:
    """How many sentences of a kept edition were checked against the documents kept with it.

    The items of a digest are checked against the documents of the editions they come from.
    """
    inputs = store.inputs_of(edition.id, revision=edition.revision) or {}
    if GATHERED not in inputs:
        return verify(edition, store.documents_of(edition.id, revision=edition.revision))
    checked = 0
    for source in read_all(inputs[GATHERED], store):
        documents = store.documents_of(source.id, revision=source.revision)
        count, fault = verify(part_of(edition, source), documents)
        checked += count
        if fault is not None:
            return checked, fault
    return checked, None


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
