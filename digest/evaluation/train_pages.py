"""Learn the splitter's tables from a folder of simulated pages with their gold.

usage: python -m digest.evaluation.train_pages PAGES --lexicon DICT --out weights.py --date DAY

PAGES holds NNN.txt and NNN.json (page gold). The same pages give the same tables: every choice
is seeded. Never train on the pages the splitter is judged by.
"""

import argparse
import json
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from digest.evaluation.page_examples import (
    Example,
    collect_texts,
    count_tables,
    read_example,
    without,
)
from digest.evaluation.page_networks import Settings, train_links, train_roles
from digest.evaluation.page_themes import learn_themes
from digest.pages.boundary import Seams, Tables, read_seams
from digest.pages.cohesion import Bags, read_bags
from digest.pages.lexicon import Dictionary, Lexicon
from digest.pages.links import Grouping, in_page_order
from digest.pages.network import Array, Network, PairNetwork
from digest.pages.packing import pack
from digest.pages.reading import (
    Evidence,
    Learned,
    as_found,
    decide,
    index_lines,
    link_features,
    weigh,
)
from digest.pages.roles import judge_roles, role_features
from digest.pages.signs import read_signs
from digest.pages.themes import Themes

_FEWEST_PAGES = 2  # each half of the pages is read by what the other half taught


def train(
    examples: Sequence[Example],
    tables: Tables,
    themes: Themes,
    lexicon: Lexicon,
    settings: Settings,
    passes: int = 2,
) -> Learned:
    """Everything the splitter learns from the examples."""
    observed = [observe(example, tables, themes, lexicon) for example in examples]
    roles = train_roles([seen[0] for seen in observed], [e.roles for e in examples], settings)
    evidence = [complete(features, rest, roles) for features, rest in observed]
    groupings = [first_groupings(page) for page in evidence]
    links: list[PairNetwork] = []
    ends: list[Network] = []
    for number in range(passes):
        if number:
            groupings = second_groupings(evidence, groupings, examples, settings)
        pair, end = train_links(evidence, groupings, examples, settings)
        links.append(pair)
        ends.append(end)
    return Learned(tables=tables, themes=themes, roles=roles, links=tuple(links), ends=tuple(ends))


def write_module(learned: Learned, provenance: str) -> str:
    """The source of the module `digest.pages.weights`."""
    lines = [
        '"""What the page splitter learned; made by `digest.evaluation.train_pages`."""',
        "",
        "# fmt: off",
        "PROVENANCE = (",
        *(f'    "{part} "' for part in textwrap.wrap(provenance, 88)),
        ")",
        "PACKED: dict[str, str] = {",
    ]
    for name, text in pack(learned).items():
        parts = [text[k : k + 88] for k in range(0, len(text), 88)] or [""]
        lines += [f'    "{name}": (', *(f'        "{part}"' for part in parts), "    ),"]
    return "\n".join([*lines, "}", ""])


Observed = tuple[Array, Seams, Bags]
"""The signs, seams and bags of a page."""


def observe(
    example: Example, tables: Tables, themes: Themes, lexicon: Lexicon
) -> tuple[Array, Observed]:
    """Role features of a page whose texts were counted, as if they had not been."""
    known = without(tables, [text for _, text in example.texts])
    signs = read_signs(example.lines)
    index = index_lines(example.lines)
    seams = read_seams(example.lines, index, known, lexicon)
    bags = read_bags(example.lines, index, tables.pair, themes)
    return role_features(signs, seams, bags), (signs, seams, bags)


def complete(features: Array, rest: Observed, roles: Network) -> Evidence:
    """The evidence of a page whose role features are known."""
    return weigh(rest, features, judge_roles(features, roles))


def second_groupings(
    evidence: Sequence[Evidence],
    groupings: Sequence[Sequence[Grouping]],
    examples: Sequence[Example],
    settings: Settings,
) -> list[list[Grouping]]:
    """The articles each page falls into when it is read by a network that never saw it."""
    found: dict[int, list[Grouping]] = {}
    for part in (0, 1):
        seen = [k for k in range(len(examples)) if k % 2 != part]
        links, ends = train_links(
            [evidence[k] for k in seen],
            [groupings[k] for k in seen],
            [examples[k] for k in seen],
            settings,
        )
        for k in range(part, len(examples), 2):
            found[k] = next_groupings(evidence[k], groupings[k], links, ends)
    return [found[k] for k in range(len(examples))]


def next_groupings(
    evidence: Evidence, groupings: Sequence[Grouping], links: PairNetwork, ends: Network
) -> list[Grouping]:
    """The groupings for the next pass: the page's order, and the articles found in this one."""
    pairs = link_features(evidence, groupings)
    reading = decide(evidence, links.apply(evidence.lines, pairs), ends.apply(evidence.ends))
    return [groupings[0], as_found(reading.follows)]


def first_groupings(evidence: Evidence) -> list[Grouping]:
    """The grouping of the first pass."""
    return [in_page_order(evidence.roles, evidence.signs)]


def _read_folder(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.txt")):
        if not path.with_suffix(".json").exists():
            continue
        text = path.read_bytes().decode("utf-8")
        yield read_example(text, json.loads(path.with_suffix(".json").read_bytes()), path.stem)


def _read_corpus(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        for row in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(row)
            yield str(article["id"]), f"{article.get('title') or ''}\n{article['text']}"


def _read_lexicon(path: Path) -> Dictionary:
    rows = (row.split(" ") for row in path.read_text(encoding="utf-8").splitlines())
    words = {row[0]: int(row[1]) for row in rows if len(row) > 1}
    return Dictionary(lambda: words)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the module; 1 where there is nothing to learn from."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, help="folder of simulated pages, NNN.txt and NNN.json")
    parser.add_argument(
        "--corpus", type=Path, nargs="*", default=[], help="JSONL of id, title, text: counted too"
    )
    parser.add_argument(
        "--lexicon", type=Path, required=True, help="a dictionary: word and frequency in each line"
    )
    parser.add_argument("--out", type=Path, required=True, help="the module to write")
    parser.add_argument("--date", required=True, help="the day that the provenance names")
    options = parser.parse_args(arguments)
    examples = list(_read_folder(options.pages)) if options.pages.is_dir() else []
    if len(examples) < _FEWEST_PAGES:
        sys.stderr.write(f"error: {options.pages}: no simulated pages (NNN.txt with NNN.json)\n")
        return 1
    documents = collect_texts(examples, _read_corpus(options.corpus))
    tables = count_tables(documents)
    settings = Settings()
    themes = learn_themes(list(documents.values()), tables, settings.themes, settings.seed)
    learned = train(examples, tables, themes, _read_lexicon(options.lexicon), settings)
    provenance = (
        f"{options.date}: {len(examples)} simulated pages of news articles; "
        f"{sum(len(e.lines) for e in examples)} lines; "
        f"counts from {tables.total:.0f} articles, kept where at least three have them; {settings}"
    )
    options.out.write_text(write_module(learned, provenance), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
