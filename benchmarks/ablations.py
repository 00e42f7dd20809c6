"""What each part of the method `news` is worth.

usage: python benchmarks/ablations.py DATA=CHARS …

DATA is a JSONL file of texts with reference summaries (id, title, text, summary), CHARS its
budget; 0 asks for one sentence. Each part is switched off alone; the table shows the mean of
ROUGE-1, -2 and -L, and how far the whole method is above, with the 95 % interval.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from digest.cli.inputs import Entry, Failures, read_articles
from digest.condense import news
from digest.condense.article import condense
from digest.condense.kinds import Kind
from digest.evaluation.methods import compare_methods
from digest.model.summaries import Budget
from digest.wiring.tools import make_tools

PARTS: Mapping[str, Mapping[str, Any]] = {
    "news": {},
    "weak sentences keep their rating": {"keep_share": lambda _text: 1.0},
    "the title is not looked at": {"_share_of": lambda _title, _words: 0.0},
    "the figure of the title is like others": {"_PROMISED": 1.0},
    "every text is a report": {"find_kind": lambda _article: Kind.REPORT},
    "the graph for every budget": {"_asks_graph": lambda _article, _kind: True},
    "the graph never": {"_asks_graph": lambda _article, _kind: False},
    "the graph alone (no position)": {
        "_asks_graph": lambda _article, _kind: True,
        "FOLLOW": 0.999,
    },
    "follow .3": {"FOLLOW": 0.3},
    "follow .7": {"FOLLOW": 0.7},
}


def main() -> int:
    """Measure and print one table for each file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", metavar="DATA=CHARS")
    for argument in parser.parse_args().data:
        name, _, chars = argument.rpartition("=")
        path = Path(name)
        if not path.is_file() or not chars.isdigit():
            sys.stderr.write(f"error: {argument}: an existing file, =, and a number\n")
            return 1
        _measure(path, int(chars))
    return 0


def _measure(path: Path, chars: int) -> None:
    entries = list(read_articles([str(path)], Failures()))
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    references = {record["id"]: record["summary"] for record in records}
    budget = Budget(chars=chars) if chars else Budget(sentences=1)
    answers = {"news": {}, "lead": _condense_all(entries, "lead", budget)}
    for part, changes in PARTS.items():
        with _changed(changes):
            answers[part] = _condense_all(entries, "news", budget)
    sys.stdout.write(f"\n{path.name}, {f'{chars} characters' if chars else 'one sentence'}\n\n")
    sys.stdout.write("| | mean | length | news minus this |\n|---|---|---|---|\n")
    for each in compare_methods(answers, references, budget=chars or None, completeness={}):
        mean = (each.mean.r1 + each.mean.r2 + each.mean.rl) / 3
        ahead = f"{each.ahead:+.2f}" if each.ahead else "–"
        sys.stdout.write(f"| {each.name} | {mean:.2f} | {each.length:.0f} | {ahead} |\n")


def _condense_all(entries: list[Entry], method: str, budget: Budget) -> dict[str, str]:
    tools = make_tools(method)
    return {
        entry.document.id: condense(
            entry.article, summarizer=tools.summarizer, tokenizer=tools.tokenizer, budget=budget
        ).text
        for entry in entries
    }


@contextmanager
def _changed(changes: Mapping[str, Callable[..., Any] | float]) -> Iterator[None]:
    """The method with some of its parts exchanged."""
    before = {name: getattr(news, name) for name in changes}
    for name, part in changes.items():
        setattr(news, name, part)
    try:
        yield
    finally:
        for name, part in before.items():
            setattr(news, name, part)


if __name__ == "__main__":
    sys.exit(main())
