"""How long merging takes: `python benchmarks/merge.py 100000`, one core, from the seeds' own words.

A quarter of the articles are copies under another paper's name; the others are made of sentences
of the sample pages with their figures changed, so that no two of them are the same.
"""

import random
import re
import sys
import time
from datetime import date
from pathlib import Path

from digest.editorial.merge import merge
from digest.model.articles import Article, ArticleId, ArticleType, Publication
from digest.model.documents import DocumentId
from digest.model.editions import Found
from digest.text.traces import trace

SEEDS = Path(__file__).parents[1] / "seeds"
SENTENCES_OF_AN_ARTICLE = 10
PAPERS = 50
DAY = date(2024, 3, 27)


def main() -> None:
    """Merge as many articles as the command line says, and print how long it took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    found = make_articles(count, random.Random(0))  # noqa: S311  # made up articles
    began, cpu = time.perf_counter(), time.process_time()
    clusters = merge(found)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
    print(
        f"{count} articles, {len(clusters)} items: {seconds:.0f} s, {cpu_seconds:.0f} s of a core,"
        f" {cpu_seconds / count * 1000:.2f} ms an article"
    )


def make_articles(count: int, rng: random.Random) -> list[Found]:
    """Articles as they enter an edition, from the words of the seeds."""
    phrases = sorted(
        {
            phrase
            for path in sorted(SEEDS.glob("*.txt"))
            for phrase in re.split(r"[，,。；\n]", path.read_text(encoding="utf-8"))
            if 4 <= len(phrase) <= 40
        }
    )
    texts: list[str] = []
    for place in range(count):
        if place % 4 == 3:
            texts.append(texts[rng.randrange(place)])
            continue
        parts = [
            f"{rng.choice(phrases)}，{rng.choice(phrases)}{rng.randrange(10**6)}"
            for _ in range(SENTENCES_OF_AN_ARTICLE)
        ]
        texts.append("。".join(parts) + "。")
    return [_found(place, text, rng) for place, text in enumerate(texts)]


def _found(place: int, text: str, rng: random.Random) -> Found:
    headline = text.partition("。")[0][:30]
    article = Article(
        id=ArticleId("a1"),
        document=DocumentId(str(place)),
        type=ArticleType.NEWS,
        paragraphs=(trace(text, 0, len(text)),),
        title=headline,
        headline=headline,
    )
    return Found(
        article=article,
        publication=Publication(name=f"第{rng.randrange(PAPERS)}晚报", date=DAY),
        uri=str(place),
        label=str(place),
        source="bench",
        position=place,
    )


if __name__ == "__main__":
    main()
