"""What every tokenizer keeps to."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from digest.model.articles import Token
from digest.protocols import Tokenizer
from digest.tokenizers.fast import FastTokenizer
from digest.tokenizers.stock import StockTokenizer

TEXTS = (
    "",
    " \n\t",
    "3月26日，市委副书记、市长张强主持召开座谈会。",
    "全市金融业增加值完成30.08亿元，同比增长8.8%。",
    "karl赵 (达闼) A-B_c.d+1 ①②㎡ 🙂𠮷 ﾊﾝｶｸ",
    "！？……",
)


@pytest.fixture(scope="module", params=[StockTokenizer, FastTokenizer], ids=["stock", "fast"])
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    if request.param is FastTokenizer:
        pytest.importorskip("rjieba", reason="the fast tokenizer needs rjieba")
    made: Tokenizer = request.param()
    return made


@pytest.mark.parametrize("text", TEXTS)
def test_the_tokens_joined_give_the_text_back(tokenizer: Tokenizer, text: str) -> None:
    assert "".join(token.text for token in tokenizer.tokens(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_no_token_is_empty_or_untagged(tokenizer: Tokenizer, text: str) -> None:
    assert all(token.text and token.tag for token in tokenizer.tokens(text))


def test_tokens_are_the_same_in_every_thread(tokenizer: Tokenizer) -> None:
    def read(_: int) -> Sequence[tuple[Token, ...]]:
        return [tokenizer.tokens(text) for text in TEXTS]

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(read, range(8)))
    assert all(result == results[0] for result in results)


def test_texts_read_together_give_the_tokens_of_each(tokenizer: Tokenizer) -> None:
    assert tokenizer.tokens_of(TEXTS) == tuple(tokenizer.tokens(text) for text in TEXTS)
    assert tokenizer.tokens_of(()) == ()
