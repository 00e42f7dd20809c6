"""`digest summarize`, `keywords` and `split`, as a user meets them."""

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Run

SEED = next((Path(__file__).parents[2] / "seeds").glob("001_*.txt"))
NEWS = "冰雪节开幕\n\n第五届冰雪节昨日开幕。本届冰雪节为期三个月，安排13项赛事。欢迎各地游客。\n"


def test_a_summary_of_stdin_is_printed_alone(run: Run) -> None:
    done = run("summarize", "--chars", "12", stdin=NEWS.encode())

    assert (done.stdout.decode(), done.returncode) == ("第五届冰雪节昨日开幕。\n", 0)


def test_a_page_taken_for_an_article_is_told(run: Run) -> None:
    hint = "--page"

    assert hint in run("summarize", str(SEED)).stderr.decode()
    assert hint not in run("summarize", str(SEED), "--page").stderr.decode()
    assert hint not in run("summarize", str(SEED), "--quiet").stderr.decode()
    assert not run("summarize", stdin=NEWS.encode()).stderr


def test_a_json_summary_traces_every_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")

    done = run("summarize", "news.txt", "--json", "--chars", "30")

    summary = json.loads(done.stdout)
    assert summary["version"] == 1
    assert (summary["source"], summary["title"], summary["method"]) == (
        "news.txt",
        "冰雪节开幕",
        "news",
    )
    for sentence in summary["sentences"]:
        assert sentence["edits"] == []
        assert "".join(NEWS[start:end] for start, end in sentence["spans"]) == sentence["text"]


def test_several_inputs_give_an_array(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(NEWS, encoding="utf-8")

    assert len(json.loads(run("summarize", "a.txt", "b.txt", "--json").stdout)) == 2


@pytest.mark.parametrize(
    "method", ["textrank4zh", "textrank", "lexrank", "lead", "news", "default"]
)
def test_every_method_works(run: Run, method: str) -> None:
    done = run("summarize", "--method", method, "--sentences", "1", stdin=NEWS.encode())

    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip()


def test_more_sentences_than_there_are_gives_all_of_them(run: Run) -> None:
    done = run("summarize", "--sentences", "99", stdin=NEWS.encode())

    assert done.stdout.decode().strip() == NEWS.split("\n")[2]


def test_a_query_prefers_sentences_with_its_words(run: Run) -> None:
    done = run("summarize", "--query", "赛事", "--sentences", "1", stdin=NEWS.encode())

    assert "赛事" in done.stdout.decode()


def test_a_page_is_taken_apart_and_every_line_is_somewhere(run: Run) -> None:
    page = json.loads(run("split", SEED, "--json").stdout)

    placed = [line for article in page["articles"] for line in article["lines"]]
    lines = SEED.read_text(encoding="utf-8").split("\n")
    assert sorted(placed + page["unassigned_lines"]) == [
        number for number, line in enumerate(lines, 1) if line.strip()
    ]


def test_keywords_are_words_with_weights(run: Run) -> None:
    document = json.loads(run("keywords", "-n", "3", "--json", stdin=NEWS.encode()).stdout)

    assert len(document["keywords"]) == 3


@pytest.mark.parametrize(
    ("content", "what", "code"),
    [
        (b"", "empty", 6),
        (b" \n\n", "empty", 6),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture", 6),
        (b"\x00\x01\x02\x03" * 64, "not text", 6),
    ],
)
def test_an_unreadable_file_is_a_clear_error(
    run: Run, tmp_path: Path, content: bytes, what: str, code: int
) -> None:
    (tmp_path / "a.txt").write_bytes(content)

    done = run("summarize", "a.txt")

    assert done.returncode == code
    assert done.stderr.decode().startswith("error: a.txt: ")
    assert what in done.stderr.decode()


def test_a_missing_file_is_a_clear_error(run: Run) -> None:
    done = run("summarize", "nowhere.txt")

    assert done.returncode == 6
    assert done.stderr.decode() == "error: nowhere.txt: no such file or folder\n"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "big5", "utf-8-sig"])
def test_any_encoding_is_read(run: Run, tmp_path: Path, encoding: str) -> None:
    text = "臺灣與大陸的經濟關係持續發展，這個問題還沒有解決，我們將繼續努力。"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))

    assert run("summarize", "a.txt").stdout.decode().strip() == text


def test_a_page_with_one_word_is_printed_as_it_is(run: Run) -> None:
    done = run("summarize", stdin="大同".encode())

    assert (done.returncode, done.stdout.decode()) == (0, "大同。\n")


def test_an_unknown_method_gets_a_suggestion(run: Run) -> None:
    done = run("summarize", "--method", "textrnk", stdin=NEWS.encode())

    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: there is no method 'textrnk'\nhint: did you mean 'textrank'?\n"
    )


@pytest.mark.parametrize(
    "limits", [["--chars", "0"], ["--ratio", "1.5"], ["--chars", "9", "--sentences", "1"]]
)
def test_an_impossible_limit_is_a_usage_error(run: Run, limits: list[str]) -> None:
    assert run("summarize", *limits, stdin=NEWS.encode()).returncode == 2


def test_a_console_in_gbk_does_not_crash(run: Run) -> None:
    text = "㊗️大同日报𠮷字。"

    done = run("summarize", stdin=text.encode(), env={"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"})

    assert done.returncode == 0
    assert "大同日报" in done.stdout.decode("gbk")


def test_words_of_ones_own_are_used(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("冰雪节开 99999 n\n", encoding="utf-8")

    done = run("keywords", "--userdict", "words.txt", stdin="冰雪节开了。冰雪节开好。".encode())

    assert done.stdout.decode().startswith("冰雪节开\t")


def test_a_bad_dictionary_names_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("好词\n坏 词 条 目\n", encoding="utf-8")

    done = run("keywords", "--userdict", "words.txt", stdin=NEWS.encode())

    assert (done.returncode, b"words.txt:2" in done.stderr) == (6, True)
