"""The fast tokenizer gives jieba's words and tags, whatever the text."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import UsageError
from digest.tokenizers.fast import FastTokenizer
from digest.tokenizers.hmm import PosModel
from digest.tokenizers.stock import StockTokenizer
from digest.tokenizers.userdict import UserWord

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
LINES = sorted(
    {line for path in SEEDS for line in path.read_text(encoding="utf-8").splitlines() if line}
)
CHARACTERS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
MIXED = st.sampled_from(
    "大同市长张强卢东亮的了在傳統們發展經濟abXY019.+#&_%-，。“” \n\r\t😀𠮷ｱé龥龦俠㐀①〇々γ"
)
TEXTS = (
    st.lists(CHARACTERS | MIXED, max_size=40).map("".join)
    | st.text(max_size=30)
    | st.tuples(st.sampled_from(LINES), st.integers(0, 200), st.integers(1, 40)).map(
        lambda part: part[0][part[1] : part[1] + part[2]]
    )
)


@pytest.fixture(scope="module")
def stock() -> StockTokenizer:
    return StockTokenizer()


@pytest.fixture(scope="module")
def fast() -> FastTokenizer:
    pytest.importorskip("rjieba", reason="the fast tokenizer needs rjieba")
    return FastTokenizer()


@pytest.fixture(scope="module")
def model() -> PosModel:
    return PosModel()


@settings(max_examples=200)
@given(TEXTS)
def test_words_and_tags_are_those_of_jieba(
    fast: FastTokenizer, stock: StockTokenizer, text: str
) -> None:
    assert fast.tokens(text) == stock.tokens(text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: str(path.name[:3]))
def test_words_and_tags_of_the_seeds_are_those_of_jieba(
    fast: FastTokenizer, stock: StockTokenizer, path: Path
) -> None:
    text = path.read_text(encoding="utf-8")
    assert fast.tokens(text) == stock.tokens(text)


@settings(max_examples=100)
@given(st.text(CHARACTERS, min_size=1, max_size=12))
def test_unknown_words_are_cut_as_by_jieba(
    model: PosModel, stock: StockTokenizer, run: str
) -> None:
    import jieba.posseg

    pairs = jieba.posseg.POSTokenizer._POSTokenizer__cut(stock._tagger, run)
    assert list(model.cut([run])[run]) == [(pair.word, pair.flag) for pair in pairs]


def _make_words(chance: random.Random) -> list[UserWord]:
    """Words as users write them: of the pages' own characters, of any frequency and tag."""
    words = []
    for _ in range(60):
        line = chance.choice(LINES)
        start = chance.randrange(len(line))
        text = "".join(line[start : start + chance.randrange(1, 6)].split())
        text = chance.choice([text, text, "GPT4", "5G网络", "C-17", "卡尔·马", "的确良", "生产力"])
        if not text:
            continue
        frequency = chance.choice([None, None, 1, 3, 500, 40_000, 0])
        if frequency == 0 and (len(text) == 1 or text.isascii() or not "一" <= text[0] <= "龥"):
            frequency = 7
        tag = chance.choice([None, "n", "nz", "vx", "nr"])
        words.append(UserWord(text=text, frequency=frequency, tag=tag))
    return words


@pytest.mark.parametrize("seed", range(4))
def test_the_words_of_a_user_are_honoured_as_by_jieba(seed: int) -> None:
    pytest.importorskip("rjieba", reason="the fast tokenizer needs rjieba")
    chance = random.Random(seed)  # noqa: S311  # nothing secret
    words = _make_words(chance)
    fast, stock = FastTokenizer(words), StockTokenizer(words)
    texts = [
        *chance.sample(LINES, 60),
        *("".join(word.text for word in chance.sample(words, 5)) for _ in range(60)),
    ]
    assert fast.tokens_of(texts) == stock.tokens_of(texts)
    assert fast.lexicon == stock.lexicon


@pytest.mark.parametrize(
    "word",
    [
        UserWord(text="的", frequency=0),
        UserWord(text="GPT4", frequency=0),
        UserWord(text="囧途", frequency=10**30),
    ],
)
def test_a_word_the_fast_tokenizer_cannot_take_is_left_to_the_other(word: UserWord) -> None:
    pytest.importorskip("rjieba", reason="the fast tokenizer needs rjieba")
    with pytest.raises(UsageError, match="cannot take"):
        FastTokenizer([word])
