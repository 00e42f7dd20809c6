"""Learn the splitter's tables from a folder of simulated pages with their gold.

usage: python -m digest.evaluation.train_pages PAGES --out digest/pages/weights.py --date D

PAGES holds NNN.txt and NNN.json (page gold). The same pages give the same tables: every choice
is seeded. Never train on the pages the splitter is judged by.
"""

import argparse
import json
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digest.evaluation.page_examples import (
    Example,
    collect_texts,
    count_tables,
    read_example,
    without,
)
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
from digest.pages.roles import Role, judge_roles, role_features
from digest.pages.signs import read_signs
from digest.pages.themes import Themes

_FEWEST_PAGES = 2  # each half of the pages is read by what the other half taught
_SOFTEN = 0.05  # added to every standard deviation: a sign that is nearly always 0 stays small


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Sizes and lengths of the training."""

    role_units: int = 32
    link_units: int = 32
    end_units: int = 12
    role_rounds: int = 30
    link_rounds: int = 12
    rate: float = 3e-3
    decay: float = 1e-4
    dropout: float = 0.1
    themes: int = 40
    seed: int = 20261121


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


class Adam:
    """Kingma and Ba 2015, with weight decay on matrices; the arrays are changed in place."""

    def __init__(self, arrays: Sequence[Array], settings: Settings, steps: int) -> None:
        self._arrays = arrays
        self._first = [np.zeros_like(array) for array in arrays]
        self._second = [np.zeros_like(array) for array in arrays]
        self._settings, self._steps, self._step = settings, steps, 0

    def descend(self, gradients: Sequence[Array]) -> None:
        """One step against the gradients, at a rate that falls to nothing."""
        self._step += 1
        rate = self._settings.rate * max(0.01, 1.0 - self._step / self._steps)
        bias1, bias2 = 1.0 - 0.9**self._step, 1.0 - 0.999**self._step
        for k, (array, gradient) in enumerate(zip(self._arrays, gradients, strict=True)):
            pull = gradient + self._settings.decay * array if array.ndim > 1 else gradient
            self._first[k] += 0.1 * (pull - self._first[k])
            self._second[k] += 0.001 * (pull * pull - self._second[k])
            width = np.sqrt(self._second[k] / bias2) + 1e-8
            array[...] -= (rate * (self._first[k] / bias1) / width).astype(np.float32)


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


def train_roles(
    features: Sequence[Array], roles: Sequence[NDArray[np.int64]], settings: Settings
) -> Network:
    """The network that tells what a line is."""
    chance = np.random.default_rng(settings.seed)
    inputs, answers = np.concatenate(features), np.concatenate(roles)
    mean, scale = _norms(inputs)
    scaled = ((inputs - mean) * scale).astype(np.float32)
    arrays = _layers(chance, inputs.shape[1], settings.role_units, len(Role))
    size = 512
    steps = settings.role_rounds * -(-len(scaled) // size)
    adam = Adam(arrays, settings, steps)
    for _ in range(settings.role_rounds):
        order = chance.permutation(len(scaled))
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            hidden, scores = _forward(arrays, scaled[batch])
            slope = _softmax(scores)
            slope[np.arange(len(batch)), answers[batch]] -= 1.0
            adam.descend(_backward(arrays, scaled[batch], hidden, slope / np.float32(len(batch))))
    return _network(arrays, mean, scale)


def train_links(
    evidence: Sequence[Evidence],
    groupings: Sequence[Sequence[Grouping]],
    examples: Sequence[Example],
    settings: Settings,
) -> tuple[PairNetwork, Network]:
    """The networks that tell which line follows which, and which begin and end an article."""
    chance = np.random.default_rng(settings.seed)
    pairs = [link_features(e, g) for e, g in zip(evidence, groupings, strict=True)]
    sample = np.concatenate([p.reshape(-1, p.shape[2])[::7] for p in pairs[::4]])
    pair_mean, pair_scale = _norms(sample)
    line_mean, line_scale = _norms(np.concatenate([e.lines for e in evidence]))
    end_mean, end_scale = _norms(np.concatenate([e.ends for e in evidence]))
    units = settings.link_units
    f, g = len(line_mean), len(pair_mean)
    weights = [
        _start(chance, f, units, f * 2 + g),
        _start(chance, f, units, f * 2 + g),
        _start(chance, g, units, g),
    ]
    arrays: list[Array] = [
        *weights, np.zeros(units, np.float32),
        _start(chance, units, 1, units), np.zeros(1, np.float32),
        *_layers(chance, len(end_mean), settings.end_units, 2),
    ]  # fmt: skip
    size = 6
    adam = Adam(arrays, settings, settings.link_rounds * -(-len(pairs) // size))
    for _ in range(settings.link_rounds):
        order = chance.permutation(len(pairs))
        for start in range(0, len(order), size):
            total = [np.zeros_like(array) for array in arrays]
            for k in order[start : start + size]:
                lines = ((evidence[k].lines - line_mean) * line_scale).astype(np.float32)
                kept = chance.random(g) >= settings.dropout
                both = (pairs[k] - pair_mean) * (pair_scale * kept).astype(np.float32)
                ends = ((evidence[k].ends - end_mean) * end_scale).astype(np.float32)
                slopes = _slopes(arrays, lines, both, ends, examples[k].follows)
                for place, slope in zip(total, slopes, strict=True):
                    place[...] += slope / np.float32(40 * size)
            adam.descend(total)
    links = PairNetwork(
        line_mean=line_mean, line_scale=line_scale, pair_mean=pair_mean, pair_scale=pair_scale,
        left=arrays[0], right=arrays[1], both=arrays[2], bias=arrays[3],
        output=arrays[4], output_bias=arrays[5],
    )  # fmt: skip
    return links, _network(arrays[6:], end_mean, end_scale)


def _slopes(
    arrays: Sequence[Array], lines: Array, both: Array, ends: Array, follows: NDArray[np.int64]
) -> list[Array]:
    left, right, pair, bias, output, output_bias = arrays[:6]
    n, units = len(lines), len(bias)
    flat = both.reshape(n * n, -1)
    hidden = (flat @ pair + bias).reshape(n, n, units)
    hidden += (lines @ left)[:, None, :]
    hidden += (lines @ right)[None, :, :]
    np.maximum(hidden, 0.0, out=hidden)
    scores = (hidden.reshape(n * n, units) @ output + output_bias).reshape(n, n)
    np.fill_diagonal(scores, -1e9)
    end_hidden, end_scores = _forward(arrays[6:], ends)
    forward = _softmax(np.concatenate([scores, end_scores[:, 1:2]], axis=1))
    backward = _softmax(np.concatenate([scores.T, end_scores[:, 0:1]], axis=1))
    rows = np.arange(n)
    before = np.full(n, n)
    before[follows[follows >= 0]] = rows[follows >= 0]
    forward[rows, np.where(follows < 0, n, follows)] -= 1.0
    backward[rows, before] -= 1.0
    slope = (forward[:, :n] + backward[:, :n].T).reshape(n * n, 1).astype(np.float32)
    end_slope = np.stack([backward[:, n], forward[:, n]], axis=1).astype(np.float32)
    back = (slope @ output.T).reshape(n, n, units)
    back[hidden <= 0] = 0.0
    flat_back = back.reshape(n * n, units)
    return [
        lines.T @ back.sum(axis=1), lines.T @ back.sum(axis=0),
        flat.T @ flat_back, flat_back.sum(axis=0),
        hidden.reshape(n * n, units).T @ slope, slope.sum(axis=0),
        *_backward(arrays[6:], ends, end_hidden, end_slope),
    ]  # fmt: skip


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


def _norms(inputs: Array) -> tuple[Array, Array]:
    mean = inputs.mean(axis=0, dtype=np.float64)
    scale = 1.0 / (inputs.std(axis=0, dtype=np.float64) + _SOFTEN)
    return mean.astype(np.float32), scale.astype(np.float32)


def _start(chance: np.random.Generator, inputs: int, outputs: int, fan: int) -> Array:
    weights: Array = chance.standard_normal((inputs, outputs)).astype(np.float32)
    return weights * np.float32(np.sqrt(1.5 / fan))


def _layers(chance: np.random.Generator, inputs: int, units: int, outputs: int) -> list[Array]:
    return [
        _start(chance, inputs, units, inputs), np.zeros(units, np.float32),
        _start(chance, units, outputs, units), np.zeros(outputs, np.float32),
    ]  # fmt: skip


def _network(arrays: Sequence[Array], mean: Array, scale: Array) -> Network:
    return Network(
        mean=mean,
        scale=scale,
        hidden=arrays[0],
        bias=arrays[1],
        output=arrays[2],
        output_bias=arrays[3],
    )


def _forward(arrays: Sequence[Array], inputs: Array) -> tuple[Array, Array]:
    hidden = np.maximum(inputs @ arrays[0] + arrays[1], 0.0)
    return hidden, hidden @ arrays[2] + arrays[3]


def _backward(arrays: Sequence[Array], inputs: Array, hidden: Array, slope: Array) -> list[Array]:
    back = slope @ arrays[2].T
    back[hidden <= 0] = 0.0
    return [inputs.T @ back, back.sum(axis=0), hidden.T @ slope, slope.sum(axis=0)]


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result


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
