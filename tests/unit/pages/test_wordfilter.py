"""The word filter never refuses a word; the pair index finds every place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.pages.lexicon import Dictionary
from digest.pages.ngrams import Codes, characters, index_pairs, pairs
from digest.pages.wordfilter import LONGEST, extend, filter_of

_LETTERS = st.text(alphabet="甲乙丙丁a1", min_size=1, max_size=7)


def _hash(word: str) -> Codes:
    letters = characters(word)
    hashes = letters[:1]
    for letter in letters[1:]:
        hashes = extend(hashes, letter)
    return hashes


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.sets(_LETTERS, max_size=20))
def test_no_word_is_refused(words: set[str]) -> None:
    held = filter_of(Dictionary(lambda: dict.fromkeys(words, 1)))
    assert all(held.may_hold(_hash(word))[0] for word in words if 2 <= len(word) <= LONGEST)


def test_strangers_are_refused() -> None:
    held = filter_of({"治理能力": 3})
    assert not held.may_hold(_hash("治理能源"))[0]


def test_a_dictionary_is_loaded_when_it_is_asked() -> None:
    loaded: list[str] = []

    def load() -> dict[str, int]:
        loaded.append("once")
        return {"甲乙": 2}

    dictionary = Dictionary(load)
    assert loaded == []
    assert (dictionary["甲乙"], dictionary.get("丙", 0), len(dictionary)) == (2, 0, 1)
    assert loaded == ["once"]


@settings(max_examples=100, derandomize=True, deadline=None)
@given(
    st.text(alphabet="甲乙丙", max_size=30), st.text(alphabet="甲乙丙丁", min_size=2, max_size=6)
)
def test_every_place_of_a_pair_is_found(text: str, wanted: str) -> None:
    letters = characters(wanted)
    codes = pairs(letters[:-1], letters[1:])
    which, places = index_pairs(characters(text)).find(codes)
    found = sorted(zip(which.tolist(), places.tolist(), strict=True))
    assert found == [
        (number, place)
        for number in range(len(codes))
        for place in range(len(text) - 1)
        if text[place : place + 2] == wanted[number : number + 2]
    ]
