"""Keywords and key phrases."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from digest.condense.keywords import choose, rank_words, rate_phrases
from digest.model.articles import Article, ArticleId, ArticleType, Token, TokenizedArticle
from digest.model.documents import DocumentId
from digest.protocols import SentenceRule, Tokenizer
from digest.text.sentences import sentences_of
from digest.text.stopwords import NEWS_STOP_WORDS, textrank4zh_stopwords
from digest.text.traces import trace
from digest.tokenizers.stock import StockTokenizer

TEXT = (
    "卢东亮带队赴上海考察，推介大同优势，为我市加快发展新质生产力注入动能。"
    "卢东亮指出，要因地制宜发展新质生产力，积极布局算力中心。"
    "我市将建设算力中心，深化与企业的合作。"
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return StockTokenizer()


def _prepare(text: str, tokenizer: Tokenizer) -> TokenizedArticle:
    article = Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=ArticleType.NEWS,
        paragraphs=(trace(text, 0, len(text)),),
    )
    sentences = sentences_of(article, SentenceRule.TEXTRANK4ZH)
    return TokenizedArticle(
        article=article,
        sentences=sentences,
        tokens=tuple(tokenizer.tokens(sentence.text) for sentence in sentences),
    )


def keywords(
    article: TokenizedArticle,
    count: int,
    *,
    title: Sequence[Token] = (),
    lexicon: Mapping[str, int] | None = None,
) -> tuple[tuple[str, float], ...]:
    return choose(rate_phrases(article, title=title, lexicon=lexicon), count)


def test_phrases_and_names_are_whole(tokenizer: Tokenizer) -> None:
    found = {word for word, _ in keywords(_prepare(TEXT, tokenizer), 4)}
    assert {"新质生产力", "算力中心", "卢东亮"} <= found


def test_the_best_word_weighs_one_and_none_more(tokenizer: Tokenizer) -> None:
    weights = [weight for _, weight in keywords(_prepare(TEXT, tokenizer), 8)]
    assert weights[0] == 1
    assert weights == sorted(weights, reverse=True)


def test_words_of_office_are_no_keywords(tokenizer: Tokenizer) -> None:
    found = {word for word, _ in keywords(_prepare(TEXT, tokenizer), 20)}
    assert not found & NEWS_STOP_WORDS


def test_no_keyword_is_part_of_another(tokenizer: Tokenizer) -> None:
    found = [word for word, _ in keywords(_prepare(TEXT, tokenizer), 20)]
    assert not [word for word in found for other in found if word != other and word in other]


def test_the_title_helps(tokenizer: Tokenizer) -> None:
    text = "张三在大同，李四在大同。"
    title = tokenizer.tokens("李四来到")
    titled = [word for word, _ in keywords(_prepare(text, tokenizer), 3, title=title)]
    plain = [word for word, _ in keywords(_prepare(text, tokenizer), 3)]
    assert (plain.index("张三"), titled.index("李四") < titled.index("张三")) == (
        plain.index("李四") - 1,
        True,
    )


def test_a_phrase_has_the_word_that_always_stands_before_it(tokenizer: Tokenizer) -> None:
    text = "双方坚持一个中国原则。坚定恪守一个中国原则是基础。两国坚持多边主义。"
    assert "一个中国原则" in {word for word, _ in keywords(_prepare(text, tokenizer), 3)}


def test_a_common_word_weighs_less(tokenizer: Tokenizer) -> None:
    article = _prepare("生活需要黄花。黄花需要生活。", tokenizer)
    found = [word for word, _ in keywords(article, 2, lexicon={"生活": 50_000, "黄花": 20})]
    assert found == ["黄花", "生活"]


def test_a_name_is_given_without_the_office(tokenizer: Tokenizer) -> None:
    text = "习近平总书记在山西考察。习近平总书记指出，要保护生态。"
    found = [word for word, _ in keywords(_prepare(text, tokenizer), 8)]
    assert "习近平" in found
    assert not [word for word in found if "总书记" in word or "指出" in word]


def test_what_stands_only_in_better_phrases_is_left_out(tokenizer: Tokenizer) -> None:
    found = rate_phrases(_prepare(TEXT, tokenizer))
    chosen = choose(found, 20)
    assert {candidate.phrase.text for candidate in found} > {word for word, _ in chosen}
    assert "质生产力布局" not in {word for word, _ in chosen}


def test_a_phrase_begins_and_ends_as_a_name_does(tokenizer: Tokenizer) -> None:
    text = "目前英国加快建设算力中心，进行研究，营造优质环境。" * 2
    found = {each.phrase.text for each in rate_phrases(_prepare(text, tokenizer))}
    assert "算力中心" in found
    assert not {"目前英国", "进行研究", "营造优质环境", "加快建设"} & found


def test_the_second_half_of_a_verb_begins_no_phrase(tokenizer: Tokenizer) -> None:
    found = {each.phrase.text for each in rate_phrases(_prepare("筑牢信仰之基。", tokenizer))}
    assert "牢信仰" not in found


def test_a_body_is_named_in_full(tokenizer: Tokenizer) -> None:
    text = "中国投资有限责任公司在北京。中国投资有限责任公司来访。"
    found = {each.phrase.text for each in rate_phrases(_prepare(text, tokenizer))}
    assert "中国投资有限责任公司" in found
    assert not {"投资有限责任公司", "有限责任公司"} & found


def test_a_short_word_in_brackets_is_part_of_a_name(tokenizer: Tokenizer) -> None:
    text = "市人大常委会召开党组(扩大)会议。党组(扩大)会议强调。"
    found = {each.phrase.text for each in rate_phrases(_prepare(text, tokenizer))}
    assert "党组(扩大)会议" in found


def test_the_order_does_not_depend_on_the_candidates_order(tokenizer: Tokenizer) -> None:
    found = rate_phrases(_prepare(TEXT, tokenizer))
    assert choose(found, 9) == choose(found[::-1], 9)


def test_a_text_without_words_has_no_keywords(tokenizer: Tokenizer) -> None:
    assert keywords(_prepare("！？", tokenizer), 5) == ()


def test_words_rank_as_in_the_package(tokenizer: Tokenizer) -> None:
    package = pytest.importorskip("textrank4zh")
    listed = Path(package.__file__).with_name("stopwords.txt").read_text(encoding="utf-8")
    ours = rank_words(_prepare(TEXT, tokenizer).tokens, textrank4zh_stopwords(listed))
    # The package itself, in a process of its own: its networkx call is mended as in the engine.
    program = """
import json, sys, warnings
warnings.simplefilter("ignore")
from types import SimpleNamespace
import textrank4zh
from digest.condense.graph import pagerank
from digest.tokenizers.stock import StockTokenizer
tokenizer = StockTokenizer()
def cut(text):
    return [SimpleNamespace(word=token.text, flag=token.tag) for token in tokenizer.tokens(text)]
textrank4zh.Segmentation.pseg = SimpleNamespace(cut=cut)
textrank4zh.util.nx = SimpleNamespace(
    from_numpy_matrix=lambda matrix: matrix,
    pagerank=lambda matrix, alpha: dict(enumerate(pagerank(matrix, alpha=alpha).tolist())),
)
ranker = textrank4zh.TextRank4Keyword()
ranker.analyze(sys.stdin.read())
print(json.dumps([[item.word, item.weight] for item in ranker.keywords]))
"""
    theirs = subprocess.run(  # our own program
        [sys.executable, "-c", program],
        input=TEXT,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert json.loads(theirs.stdout) == [list(pair) for pair in ours]
