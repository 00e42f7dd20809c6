"""Texts of any length, made from the five pages of seeds/: the same ones on every machine."""

import random
import re
from itertools import product
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def read_seeds() -> list[str]:
    """The five pages."""
    return [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]


def make_text(sentences: int) -> str:
    """A text of so many distinct sentences, shuffled.

    As far as they go these are sentences of the pages; beyond that (a few hundred) two clauses
    of the pages make a sentence.
    """
    chance = random.Random(sentences)  # noqa: S311  # nothing secret
    found = _parts(r"[?!;？！。；…\n]", least=8)
    chance.shuffle(found)
    if sentences > len(found):
        clauses = _parts(r"[，,：:、（）()“”《》?!;？！。；…\n]", least=6)
        chance.shuffle(clauses)
        pairs = product(clauses[: len(clauses) // 2], clauses[len(clauses) // 2 :])
        mixed = [f"{first}，{second}" for first, second in pairs]
        found += chance.sample(mixed, sentences - len(found))
    return "".join(f"{sentence}。\n" for sentence in found[:sentences])


def _parts(marks: str, *, least: int) -> list[str]:
    parts = (part.strip() for page in read_seeds() for part in re.split(marks, page))
    return list(dict.fromkeys(part for part in parts if len(part) >= least))
