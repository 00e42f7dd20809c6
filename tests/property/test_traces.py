"""A traced text can always be read back from its source."""

from hypothesis import given
from hypothesis import strategies as st

from digest.model.traces import EditKind, TracedText
from digest.text.normalize import print_form
from digest.text.traces import cut, join, replace, restore, trace

SOURCE = st.text(alphabet='大同日报，。,()( )\n and12\u200b"', min_size=1, max_size=60)


@st.composite
def traced_texts(draw: st.DrawFn) -> tuple[str, TracedText]:
    source = draw(SOURCE)
    parts: list[TracedText] = []
    at = 0
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(at, len(source)))
        end = draw(st.integers(start, len(source)))
        parts.append(trace(source, start, end))
        at = end
    traced = join(parts)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(traced.text)))
        end = draw(st.integers(start, len(traced.text)))
        to = draw(st.text(alphabet="和，x", max_size=3))
        if start < end or (to and traced.pieces):
            traced = replace(traced, start, end, to, EditKind.REPAIR)
    return source, traced


@given(traced_texts())
def test_spans_and_edits_give_the_printed_text_back(case: tuple[str, TracedText]) -> None:
    source, traced = case

    assert restore(source, traced.spans, traced.edits) == traced.text


@given(traced_texts(), st.data())
def test_parts_joined_give_the_whole(case: tuple[str, TracedText], data: st.DataObject) -> None:
    _, traced = case
    at = data.draw(st.integers(0, len(traced.text)))

    whole = join([cut(traced, 0, at), cut(traced, at, len(traced.text))])

    assert whole.text == traced.text


@given(traced_texts())
def test_the_printed_form_is_traced_and_twice_is_once(case: tuple[str, TracedText]) -> None:
    source, traced = case

    printed = print_form(traced)

    assert restore(source, printed.spans, printed.edits) == printed.text
    assert print_form(printed).text == printed.text
