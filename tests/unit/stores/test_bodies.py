from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model.documents import Imprint
from digest.model.editions import Coverage, Edition, Incident, Leftover, Section
from digest.model.traces import EditKind, Piece, Span, TracedText
from digest.stores.bodies import edition_body, edition_of, imprint_body, imprint_of
from tests.fakes import a_story, an_edition

# Everything but halves of surrogate pairs, which no decoded text holds.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scores = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    pieces = tuple(
        Piece(
            source=Span(start=n, end=n + 1),
            text=draw(texts),
            before=draw(texts),
            edit=draw(st.none() | st.sampled_from(EditKind)),
        )
        for n in range(draw(st.integers(0, 3)))
    )
    story = a_story()
    sentence = replace(story.summary[0], traced=TracedText(pieces=pieces), score=draw(scores))
    story = replace(
        story,
        headline=draw(texts),
        summary=(sentence,),
        why=draw(st.dictionaries(texts, scores, max_size=3)),
        issue_date=draw(st.none() | st.dates()),
    )
    leftover = Leftover(label="1", uri=draw(texts), lines=(1, 2), text=draw(texts), reason="")
    return replace(
        an_edition(number=draw(st.none() | st.integers(1, 400))),
        sections=(Section(name=draw(texts), stories=(story,)),),
        coverage=Coverage(unassigned=(leftover,)),
        incidents=(Incident(where=draw(texts), what=draw(texts)),),
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(edition=editions())
def test_an_edition_comes_back_from_its_body_as_it_was(edition: Edition) -> None:
    body = edition_body(edition)
    assert edition_of(body) == edition
    assert edition_body(edition_of(body)) == body


def test_a_body_holds_chinese_as_it_is() -> None:
    assert "市政府召开常务会议" in edition_body(an_edition())


def test_an_imprint_comes_back_as_it_was() -> None:
    for imprint in (Imprint(), Imprint(name="大同日报", date=date(2024, 3, 27), page="1")):
        assert imprint_of(imprint_body(imprint)) == imprint
