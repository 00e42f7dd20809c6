"""Learn what keywords look like, and say how well it is learned.

usage: python benchmarks/keywords.py DATA [--unseen OTHER] [--out MODULE --date D]

DATA and OTHER are JSONL files of texts with their keywords (id, title, text, keywords). Prints the
scores of each half of DATA by what the other half teaches, and those of OTHER by the whole of DATA.
--out writes the module `digest/condense/keyword_weights.py`, learned from DATA.
"""

import argparse
import random
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from digest.cli.inputs import Failures, read_articles
from digest.condense import keywords
from digest.condense.article import find_candidates
from digest.evaluation.keywords import format_keywords, score_keywords
from digest.evaluation.records import read_records
from digest.evaluation.train_keywords import Example, fit_weights, write_module
from digest.wiring.tools import make_tools

_COUNT = 10
_SEED = 7


def main() -> int:
    """Score, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="texts to learn from")
    parser.add_argument("--unseen", type=Path, metavar="OTHER", help="texts to try it on")
    parser.add_argument("--out", type=Path, metavar="MODULE", help="the module to write")
    parser.add_argument("--date", default="", help="the day that the provenance names")
    options = parser.parse_args()
    examples = _read(options.data)
    names = sorted(examples)
    random.Random(_SEED).shuffle(names)  # noqa: S311  # statistics, not a secret
    halves = names[: len(names) // 2], names[len(names) // 2 :]
    answers: dict[str, list[str]] = {}
    for learned, asked in (halves, halves[::-1]):
        answers |= _answer({name: examples[name] for name in asked}, map(examples.get, learned))
    _print(options.data, answers)
    if options.unseen:
        _print(options.unseen, _answer(_read(options.unseen), examples.values()))
    if options.out:
        bias, weights = fit_weights(list(examples.values()))
        provenance = f"{options.date}: keywords of {len(examples)} texts of {options.data.stem}"
        module = write_module(bias, weights, provenance)
        options.out.write_text(module, encoding="utf-8", newline="\n")
    return 0


def _read(path: Path) -> dict[str, Example]:
    tools = make_tools()
    gold = {str(record["id"]): record["keywords"] for record in read_records(path)}
    return {
        entry.document.id: Example(
            candidates=find_candidates(
                entry.article, tokenizer=tools.tokenizer, lexicon=tools.lexicon
            ),
            gold=gold[entry.document.id],
        )
        for entry in read_articles([str(path)], Failures())
    }


def _answer(
    asked: Mapping[str, Example], learned: Iterable[Example | None]
) -> dict[str, list[str]]:
    bias, weights = fit_weights([example for example in learned if example])
    vars(keywords).update(BIAS=bias, WEIGHTS=weights)
    return {
        name: [word for word, _ in keywords.choose(example.candidates, _COUNT)]
        for name, example in asked.items()
    }


def _print(path: Path, answers: Mapping[str, list[str]]) -> None:
    print(f"{path.name}: {format_keywords(score_keywords(answers, read_records(path)))}")


if __name__ == "__main__":
    sys.exit(main())
