"""Whatever the text, cutting it into sentences loses nothing."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.text.sentences import TEXTRANK4ZH_MARKS, split_as_textrank4zh, split_sentences

PARTS = st.sampled_from(
    [
        *"大同市长说道要。！？!?….,，、；;：:“”‘’（）()《》\"' \n\t的等a3",
        "http://a.cn/b?c=1",
        "p.m.",
    ]
)
TEXTS = st.lists(PARTS, max_size=60).map("".join) | st.text(max_size=60)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(TEXTS)
def test_the_sentences_joined_give_the_text_back(text: str) -> None:
    assert "".join(text[start:end] for start, end in split_sentences(text)) == text


@settings(derandomize=True, max_examples=300, deadline=None)
@given(TEXTS)
def test_no_sentence_is_empty(text: str) -> None:
    assert all(start < end for start, end in split_sentences(text))


@settings(derandomize=True, max_examples=300, deadline=None)
@given(TEXTS)
def test_a_sentence_cut_again_is_itself(text: str) -> None:
    for start, end in split_as_textrank4zh(text):
        part = text[start:end]
        assert split_as_textrank4zh(part) == ((0, len(part)),)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(TEXTS)
def test_textrank4zh_sentences_are_those_of_the_package(text: str) -> None:
    expected = [part.strip() for part in re.split(r"[?!;？！。；…\n]", text) if part.strip()]
    ours = [
        text[start:end].removesuffix(text[end - 1]).strip()
        if text[end - 1] in TEXTRANK4ZH_MARKS
        else text[start:end]
        for start, end in split_as_textrank4zh(text)
    ]
    assert ours == expected
