"""The signs of a line are found where they may be, and nowhere missed for speed."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.pages import cues, headings, signs
from digest.pages.blocks import read_lines
from digest.pages.signs import SIGNS, read_signs
from digest.text.lines import make_page

# Every word and mark that the cues' expressions speak of, so that random texts meet them.
_SOURCES = "".join(
    value.pattern
    for module in (cues, headings)
    for value in vars(module).values()
    if isinstance(value, re.Pattern)
)
_WORDS = sorted({*re.findall("[\u3400-\u9fff]+", _SOURCES), *"（）()“”《》：:，。、□■-—/ 1234"})


def _sign(text: str, name: str) -> float:
    (row,) = read_signs(read_lines(make_page(text, uri="page.txt")))
    return float(row[SIGNS.index(name)])


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map("".join))
def test_a_cue_never_holds_without_what_it_needs(text: str) -> None:
    for cue in signs._CUES:  # the table is what is tested
        if cue.needs and len(text) <= cue.longest and cue.holds(text):
            assert set(cue.needs) & set(text), cue.sign


def test_every_cue_is_a_sign() -> None:
    assert {cue.sign for cue in signs._CUES} <= set(SIGNS)


def test_marks_and_shapes_are_read() -> None:
    assert _sign("甲乙，丙丁。", "comma inside") == 1
    assert _sign("甲乙丙丁，", "comma inside") == 0
    assert _sign("甲乙丙丁，", "ends with a comma") == 1
    assert _sign("他说：“甲乙", "quote left open") == 1
    assert _sign("甲乙”丙丁", "quote closed only") == 1
    assert _sign("甲乙丙丁 戊己庚辛", "even parts") == 1
    assert _sign("2024年", "begins with a digit") == 1
    assert _sign("1年2月", "digits") == 0.5


def test_digits_are_counted_at_the_head_of_a_line() -> None:
    assert _sign("甲" * 60 + "1" * 60, "digits") == 0


def test_the_first_and_the_last_line_are_marked() -> None:
    rows = read_signs(read_lines(make_page("甲\n\n乙\n\n丙", uri="page.txt")))
    assert rows[:, SIGNS.index("first")].tolist() == [1, 0, 0]
    assert rows[:, SIGNS.index("last")].tolist() == [0, 0, 1]


def test_a_page_without_lines_has_no_signs() -> None:
    assert read_signs(()).shape == (0, len(SIGNS))
