"""One summarizer in a process of its own: reads texts as JSON lines, answers with CPU seconds.

`python worker.py NAME` runs in the virtual environment that has the package; `--once` summarizes
one short text and leaves, to measure a start.
"""

import json
import resource
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

SHORT = "第五届冰雪节昨日开幕。本届冰雪节为期三个月，安排13项赛事。欢迎各地游客。"
COUNT = 3

Summarize = Callable[[str], object]


def _textrank4zh() -> Callable[[], Summarize]:
    import networkx as nx
    from textrank4zh import TextRank4Sentence

    nx.from_numpy_matrix = nx.from_numpy_array
    ranker = TextRank4Sentence()

    def summarize(text: str) -> object:
        ranker.analyze(text)
        return [item.sentence for item in ranker.get_key_sentences(num=COUNT)]

    return lambda: summarize


def _sumy(kind: str) -> Callable[[], Summarize]:
    from importlib import import_module

    from sumy.nlp.tokenizers import Tokenizer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.utils import get_stop_words

    name = {"text_rank": "TextRank", "lex_rank": "LexRank", "lsa": "Lsa"}[kind]
    summarizer = getattr(import_module(f"sumy.summarizers.{kind}"), f"{name}Summarizer")()
    summarizer.stop_words = get_stop_words("chinese")
    tokenizer = Tokenizer("chinese")

    def summarize(text: str) -> object:
        parser = PlaintextParser.from_string(text, tokenizer)
        return [str(sentence) for sentence in summarizer(parser.document, COUNT)]

    return lambda: summarize


def _snownlp() -> Callable[[], Summarize]:
    from snownlp import SnowNLP

    return lambda: lambda text: SnowNLP(text).summary(COUNT)


def _fasttextrank() -> Callable[[], Summarize]:
    from FastTextRank.FastTextRank4Sentence import FastTextRank4Sentence

    ranker = FastTextRank4Sentence(use_w2v=False, tol=0.0001)
    return lambda: lambda text: ranker.summarize(text, COUNT)


def _digest() -> Callable[[], Summarize]:
    """Each text by a tokenizer that has met none of its words."""
    from digest.wiring.tools import make_tools

    def fresh() -> Summarize:
        tools = make_tools("textrank")
        tools.tokenizer.tokens(SHORT)
        return lambda text: _condense(text, tools)

    return fresh


def _digest_again() -> Callable[[], Summarize]:
    """One tokenizer for all texts, as in a batch: most words were met before."""
    from digest.wiring.tools import make_tools

    tools = make_tools("textrank")
    return lambda: lambda text: _condense(text, tools)


def _condense(text: str, tools: object) -> object:
    from digest.condense.article import condense
    from digest.model.articles import ArticleId
    from digest.model.documents import DocumentId
    from digest.model.summaries import Budget
    from digest.pages.plain import read_article
    from digest.text.lines import make_page

    article = read_article(
        make_page(text, uri="text"), document=DocumentId("d"), article=ArticleId("a"), title=""
    )
    return condense(
        article,
        summarizer=tools.summarizer,
        tokenizer=tools.tokenizer,
        budget=Budget(sentences=COUNT),
    ).text


def _jieba() -> Callable[[], Summarize]:
    """The package alone, imported and initialized: what a start is compared with."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    return lambda: lambda text: text


WORKERS: dict[str, Callable[[], Callable[[], Summarize]]] = {
    "textrank4zh": _textrank4zh,
    "sumy TextRank": lambda: _sumy("text_rank"),
    "sumy LexRank": lambda: _sumy("lex_rank"),
    "sumy LSA": lambda: _sumy("lsa"),
    "snownlp": _snownlp,
    "FastTextRank": _fasttextrank,
    "digest": _digest,
    "digest, running on": _digest_again,
    "jieba alone": _jieba,
}


def main() -> None:
    """Answer until there is nothing more to read."""
    warnings.simplefilter("ignore")
    answers, sys.stdout = sys.stdout, sys.stderr
    make = WORKERS[sys.argv[1]]()
    make()(SHORT)
    if "--once" in sys.argv:
        return
    base = _resident()
    print(json.dumps({"ready": True}), file=answers, flush=True)
    # The lines themselves are not kept.
    for texts in map(json.loads, sys.stdin):
        summarize = make()
        began = time.process_time()
        for text in texts:
            summarize(text)
        seconds = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "above": peak - base}), file=answers, flush=True)


def _resident() -> float:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize() / (1 << 20)


if __name__ == "__main__":
    main()
