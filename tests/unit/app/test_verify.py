"""An edition is checked against its sources, and nothing looser counts."""

from dataclasses import replace

from digest.app.verify import verify
from digest.model.editions import Edition
from digest.model.traces import EditKind
from digest.text.traces import replace as replace_text
from tests.unit.test_pipeline import a_document, an_edition

DOCUMENT = a_document("a.txt")
EDITION = an_edition(DOCUMENT)


def _with_first_sentence(edition: Edition, text: str) -> Edition:
    (section,) = edition.sections
    (story,) = section.stories
    first = story.summary[0]
    piece = replace(first.traced.pieces[0], text=text)
    forged = replace(first, traced=replace(first.traced, pieces=(piece,)))
    return replace(
        edition,
        sections=(replace(section, stories=(replace(story, summary=(forged,)),)),),
    )


def test_a_true_edition_is_verified() -> None:
    checked, fault = verify(EDITION, [DOCUMENT])

    assert (checked > 0, fault) == (True, None)


def test_a_changed_word_is_found() -> None:
    text = EDITION.stories[0].summary[0].text.replace("第五届", "第六届")

    _, fault = verify(_with_first_sentence(EDITION, text), [DOCUMENT])

    assert fault is not None
    assert fault.text == text


def test_a_recorded_change_is_no_fault() -> None:
    (section,) = EDITION.sections
    (story,) = section.stories
    first = story.summary[0]
    glossed = replace_text(first.traced, 2, 2, "〔大同市〕", EditKind.GLOSS)
    changed = replace(story, summary=(replace(first, traced=glossed),))
    edition = replace(EDITION, sections=(replace(section, stories=(changed,)),))

    assert verify(edition, [DOCUMENT])[1] is None


def test_a_missing_source_is_a_fault() -> None:
    _, fault = verify(EDITION, [])

    assert fault is not None
    assert "not kept" in fault.reason
