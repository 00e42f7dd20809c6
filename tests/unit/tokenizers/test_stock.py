"""jieba itself, kept to itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from digest.errors import InputError
from digest.tokenizers.stock import StockTokenizer
from digest.tokenizers.userdict import UserWord, parse_userdict, read_userdict

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def tokenizer() -> StockTokenizer:
    return StockTokenizer()


def test_words_and_tags_are_those_of_posseg(tokenizer: StockTokenizer) -> None:
    program = (
        "import sys, warnings; warnings.simplefilter('ignore');"
        "import tempfile; tempfile.tempdir = sys.argv[1];"
        "import jieba.posseg as pseg;"
        "print(' '.join(f'{p.word}/{p.flag}' for p in pseg.cut(sys.stdin.read())))"
    )
    text = "卢东亮带队赴上海考察，余额4692.98亿元；karl赵与A-B。"
    theirs = _run(program, text)
    assert theirs == " ".join(f"{t.text}/{t.tag}" for t in tokenizer.tokens(text))


def test_nothing_is_written_or_said() -> None:
    program = (
        "import sys, tempfile, pathlib; tempfile.tempdir = sys.argv[1];"
        "from digest.tokenizers.stock import StockTokenizer;"
        "StockTokenizer().tokens('召开会议');"
        "print(len(list(pathlib.Path(sys.argv[1]).iterdir())))"
    )
    assert _run(program, "") == "0"


def test_words_of_one_tokenizer_are_not_known_to_another(tokenizer: StockTokenizer) -> None:
    StockTokenizer([UserWord(text="大同蓝天", frequency=9999, tag="nz")])
    assert "大同蓝天" not in [token.text for token in tokenizer.tokens("守护大同蓝天")]


def test_the_lexicon_holds_words_only(tokenizer: StockTokenizer) -> None:
    assert tokenizer.lexicon["会议"] > 0
    assert min(tokenizer.lexicon.values()) > 0


def test_user_words_are_cut_out_with_their_tags() -> None:
    tokenizer = StockTokenizer(parse_userdict("新质生产力 n\n京津冀一体化 500 nz", where="w"))
    found = [(token.text, token.tag) for token in tokenizer.tokens("京津冀一体化与新质生产力")]
    assert found == [("京津冀一体化", "nz"), ("与", "p"), ("新质生产力", "n")]


def test_a_frequency_of_zero_takes_a_word_away() -> None:
    tokenizer = StockTokenizer([UserWord(text="生产力", frequency=0)])
    assert "生产力" not in [token.text for token in tokenizer.tokens("发展生产力")]


def test_a_dictionary_may_have_blank_lines_and_a_mark_of_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("\ufeff新质生产力 500 n\n\n算力中心\n".encode())
    assert read_userdict(path) == (
        UserWord(text="新质生产力", frequency=500, tag="n"),
        UserWord(text="算力中心"),
    )


@pytest.mark.parametrize("line", ["新质 生产力 n 3", "新质生产力 -5", "新质生产力 N", "a 1 n x"])
def test_a_wrong_line_is_named(line: str) -> None:
    with pytest.raises(InputError, match=r"words\.txt:2: not a dictionary entry"):
        parse_userdict(f"好\n{line}", where="words.txt")


def test_a_missing_dictionary_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt"):
        read_userdict(tmp_path / "none.txt")


def _run(program: str, text: str, folder: str = "") -> str:
    import tempfile

    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(  # our own program
            [sys.executable, "-c", program, folder or empty],
            input=text,
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        )
    assert "StockTokenizer" not in program or done.stderr == ""
    return done.stdout.strip()
