"""The package textrank4zh behind our protocol."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from digest.engines.textrank4zh import TextRank4ZH, _prepare_ranker
from digest.errors import UsageError
from digest.model.articles import Article, ArticleId, ArticleType, Token, TokenizedArticle
from digest.model.documents import DocumentId
from digest.protocols import SentenceRule
from digest.text.sentences import sentences_of
from digest.text.traces import trace

ROOT = Path(__file__).resolve().parents[3]


class CharacterTokenizer:
    """Every character is a noun."""

    def tokens(self, text: str) -> tuple[Token, ...]:
        return tuple(Token(text=char, tag="n") for char in text)

    def tokens_of(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        return tuple(self.tokens(text) for text in texts)


def _prepare(text: str) -> TokenizedArticle:
    article = Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=ArticleType.NEWS,
        paragraphs=(trace(text, 0, len(text)),),
    )
    sentences = sentences_of(article, SentenceRule.TEXTRANK4ZH)
    return TokenizedArticle(
        article=article, sentences=sentences, tokens=tuple(() for _ in sentences)
    )


def test_the_package_cuts_words_with_the_given_tokenizer() -> None:
    ratings = TextRank4ZH(tokenizer=CharacterTokenizer()).rate(_prepare("甲乙丙。甲乙丁。戊己庚。"))
    assert ratings[0] == pytest.approx(ratings[1])
    assert ratings[0] > 0


def test_sentences_of_one_character_are_rated_too() -> None:
    assert len(TextRank4ZH(tokenizer=CharacterTokenizer()).rate(_prepare("好。甲。"))) == 2


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    _prepare_ranker.cache_clear()
    monkeypatch.setitem(sys.modules, "textrank4zh", None)
    with pytest.raises(UsageError, match="textrank4zh"):
        TextRank4ZH(tokenizer=CharacterTokenizer()).rate(_prepare("好。"))


def test_networkx_and_jieba_are_left_as_they_are() -> None:
    program = """
import warnings
warnings.simplefilter("ignore")
import jieba, jieba.posseg, networkx
before = (networkx.pagerank, hasattr(networkx, "from_numpy_matrix"), jieba.posseg.cut, jieba.dt)
from tests_engine import rate
rate()
after = (networkx.pagerank, hasattr(networkx, "from_numpy_matrix"), jieba.posseg.cut, jieba.dt)
assert before == after
assert not jieba.dt.initialized
print("same")
""".replace(
        "from tests_engine import rate\nrate()",
        f"import runpy; module = runpy.run_path({__file__!r})\n"
        "module['TextRank4ZH'](tokenizer=module['CharacterTokenizer']())"
        ".rate(module['_prepare']('甲乙。甲丙。'))",
    )
    done = subprocess.run(  # our own program
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
    )
    assert (done.stdout.strip(), done.stderr) == ("same", "")
