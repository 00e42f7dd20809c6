"""How fast pages come apart.

usage: python benchmarks/pages.py [PAGE …]

Prints the pages read in a second by one core, once all tables are loaded (the seeds, if no page
is named), and the time for a text of 5 and of 10 MB made of these pages: twice the text should
take twice the time. The processor's own time is measured, on one core.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from digest.model.documents import DocumentId, Page
from digest.pages.lexicon import Lexicon
from digest.pages.splitter import take_apart
from digest.text.lines import make_page
from digest.wiring.tools import make_tools

_SEEDS = Path(__file__).parents[1] / "seeds"
_ROUNDS = 20
_SIZES = (5_000_000, 10_000_000)


def main() -> int:
    """Measure and print; 1 where there is no page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", type=Path, help="pages as text; default: the seeds")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="how often each page is read")
    parser.add_argument("--short", action="store_true", help="leave the long texts out")
    options = parser.parse_args()
    # numpy, which is not loaded yet, multiplies small matrices: more threads are only in the way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    paths = options.pages or sorted(_SEEDS.glob("*.txt"))
    if not paths:
        sys.stderr.write(f"error: no page in {_SEEDS}\n")
        return 1
    texts = [path.read_text(encoding="utf-8") for path in paths]
    lexicon = make_tools().lexicon
    pages = [make_page(text, uri=path.name) for path, text in zip(paths, texts, strict=True)]
    _print_speed(pages, lexicon, options.rounds)
    if not options.short:
        _print_growth("\n\n".join(texts), lexicon)
    return 0


def _print_speed(pages: Sequence[Page], lexicon: Lexicon, rounds: int) -> None:
    _read(pages, lexicon)  # loads the tables
    times = sorted(_read(pages, lexicon) for _ in range(rounds))
    median, best = times[len(times) // 2], times[0]
    print(f"{len(pages)} pages, {rounds} rounds")
    print(f"median {len(pages) / median:7.1f} pages/s  {median / len(pages) * 1000:6.2f} ms/page")
    print(f"best   {len(pages) / best:7.1f} pages/s  {best / len(pages) * 1000:6.2f} ms/page")


def _print_growth(text: str, lexicon: Lexicon) -> None:
    taken: list[float] = []
    for size in _SIZES:
        copies = size // len(text.encode()) + 1
        long = "\n\n".join([text] * copies).encode()[:size].decode(errors="ignore")
        taken.append(_read([make_page(long, uri="long.txt")], lexicon))
        print(f"{size / 1e6:.0f} MB of text in {taken[-1]:6.1f} s")
    print(f"twice the text: {taken[1] / taken[0]:.2f} times the time")


def _read(pages: Sequence[Page], lexicon: Lexicon) -> float:
    """The seconds of processor time it takes to take the pages apart."""
    start = time.process_time()
    for page in pages:
        take_apart(page, document=DocumentId(page.uri), lexicon=lexicon)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
