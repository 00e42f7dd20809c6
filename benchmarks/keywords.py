"""Learn what keywords look like, and say how well it is learned.

usage: python benchmarks/keywords.py DATA… [--check] [--out MODULE --date D]

DATA are JSONL files of texts with their keywords (id, title, text, keywords). --check learns from
some of them and scores the others: files of the same kind are halved, a record whose id has a "/"
(page/article) goes with its page. --out writes the module `digest/condense/keyword_weights.py`.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from digest.cli.inputs import Failures, read_articles
from digest.condense import keywords
from digest.condense.article import tokenize_article
from digest.evaluation.keywords import format_keywords, score_keywords
from digest.evaluation.records import read_records
from digest.evaluation.train_keywords import Example, fit_weights, write_module
from digest.wiring.tools import make_tools

_SEED = 7


def main() -> int:
    """Check, write, or both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA")
    parser.add_argument("--check", action="store_true", help="score texts not learned from")
    parser.add_argument("--out", type=Path, help="the module to write")
    parser.add_argument("--date", default="", help="the day that the provenance names")
    options = parser.parse_args()
    examples = {path: _read(path) for path in options.data}
    if options.check:
        _check(examples)
    if options.out:
        learned = [example for read in examples.values() for example in read.values()]
        bias, weights = fit_weights(learned)
        provenance = (
            f"{options.date}: keywords of {len(learned)} texts "
            f"({', '.join(f'{len(read)} of {path.stem}' for path, read in examples.items())}); "
            "logistic regression, ridge 60"
        )
        options.out.write_text(
            write_module(bias, weights, provenance), encoding="utf-8", newline="\n"
        )
    return 0


def _read(path: Path) -> dict[str, Example]:
    tools = make_tools()
    gold = {str(record["id"]): record["keywords"] for record in read_records(path)}
    read = {}
    for entry in read_articles([str(path)], Failures()):
        article = entry.article
        candidates = keywords.find_candidates(
            tokenize_article(article, tools.tokenizer),
            title=tools.tokenizer.tokens(article.headline or article.title or ""),
            lexicon=tools.lexicon,
        )
        key = str(entry.document.id)
        read[key] = Example(candidates=candidates, gold=gold[key])
    return read


def _check(examples: dict[Path, dict[str, Example]]) -> None:
    for path, read in examples.items():
        others = [
            each for other, more in examples.items() if other != path for each in more.values()
        ]
        answers: dict[str, list[str]] = {}
        for part in _parts(sorted(read)):
            learned = others + [read[key] for key in read if key not in part]
            bias, weights = fit_weights(learned)
            vars(keywords).update(BIAS=bias, WEIGHTS=weights)
            answers |= {
                key: [word for word, _ in keywords.choose(read[key].candidates, 10)] for key in part
            }
        records: list[dict[str, Any]] = list(read_records(path))
        print(f"{path.name}: {format_keywords(score_keywords(answers, records))}")


def _parts(names: Sequence[str]) -> Iterator[frozenset[str]]:
    """Two halves, or page by page."""
    if any("/" in name for name in names):
        for page in sorted({name.split("/")[0] for name in names}):
            yield frozenset(name for name in names if name.split("/")[0] == page)
        return
    mixed = list(names)
    random.Random(_SEED).shuffle(mixed)  # noqa: S311  # statistics, not a secret
    half = len(mixed) // 2
    yield frozenset(mixed[:half])
    yield frozenset(mixed[half:])


if __name__ == "__main__":
    sys.exit(main())
