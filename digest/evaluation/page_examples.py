"""Simulated pages and their gold as examples to learn from, and the counts of their texts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.pages import cues
from digest.pages.blocks import PageLine, read_lines
from digest.pages.boundary import Tables
from digest.pages.ngrams import PairCounts
from digest.pages.roles import Role
from digest.text.lines import make_page

_FEWEST_DOCUMENTS = 3
_MISSING = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A page with its answer: the role of each line and the line that follows it (-1: none)."""

    name: str
    lines: tuple[PageLine, ...]
    roles: NDArray[np.int64]
    follows: NDArray[np.int64]
    texts: tuple[tuple[str, str], ...]


def read_example(text: str, gold: dict[str, Any], name: str) -> Example:
    """A page's lines and answers from its text and gold."""
    lines = read_lines(make_page(text, uri=name))
    at = {line.number: line.index for line in lines}
    roles = np.full(len(lines), int(Role.MINOR), dtype=np.int64)
    follows = np.full(len(lines), -1, dtype=np.int64)
    texts: list[tuple[str, str]] = []
    for article in gold["articles"]:
        order = _order(article, at)
        for number, role in _roles(article, lines, at):
            roles[at[number]] = role
        for before, after in pairwise(order):
            follows[before] = after
        body = [at[n] for n in article["body_lines"] if n in at]
        texts.append(
            (str(article.get("source_id") or f"{name}/{article['id']}"), _text(lines, body))
        )
    return Example(name=name, lines=lines, roles=roles, follows=follows, texts=tuple(texts))


def _order(article: dict[str, Any], at: dict[int, int]) -> list[int]:
    body = article["body_lines"]
    head = [n for n in _lines(article) if n not in set(body)]
    sequence = [*body, *head] if article["type"] == "photo" else [*head, *body]
    return [at[n] for n in sequence if n in at]


def _lines(article: dict[str, Any]) -> list[int]:
    roles = ("kicker_lines", "title_lines", "subtitle_lines", "byline_lines", "body_lines")
    return sorted({n for role in roles for n in article.get(role) or []})


def _roles(
    article: dict[str, Any], lines: Sequence[PageLine], at: dict[int, int]
) -> Iterable[tuple[int, Role]]:
    body, kind = set(article["body_lines"]), article["type"]
    sections = set(article.get("section_heading_lines") or [])
    continued = set(article.get("continuation_lines") or [])
    for number in _lines(article):
        text = lines[at[number]].text
        if kind == "teaser":
            role = Role.TEASER
        elif kind == "slogan":
            role = Role.SLOGAN
        elif kind == "photo":
            role = Role.CAPTION if number in body else Role.CREDIT
        elif number in sections:
            role = Role.SECTION
        elif number in continued and cues.is_continuation(text):
            role = Role.CONTINUED
        elif number not in body:
            role = Role.BYLINE if number in set(article["byline_lines"]) else Role.HEAD
        elif kind == "advert" or (kind == "notice" and not cues.is_terminal(text)):
            role = Role.MINOR
        else:
            role = Role.BODY
        yield number, role


def _text(lines: Sequence[PageLine], body: Sequence[int]) -> str:
    text = ""
    for index in body:
        part = lines[index].text
        text += part if not text or not cues.is_terminal(text) else "\n" + part
    return text


def collect_texts(
    examples: Sequence[Example], corpus: Iterable[tuple[str, str]] = ()
) -> dict[str, str]:
    """The articles of the pages by their id, each once; `corpus` adds (id, text) of others."""
    documents: dict[str, str] = dict(corpus)
    for example in examples:
        for source, text in example.texts:
            documents.setdefault(source, text)
    return documents


def count_tables(documents: Mapping[str, str]) -> Tables:
    """In how many articles each character and pair stands."""
    singles: Counter[int] = Counter()
    doubles: Counter[int] = Counter()
    openings: Counter[int] = Counter()
    closings: Counter[int] = Counter()
    for text in documents.values():
        singles.update(_singles(text))
        doubles.update(_doubles(text))
        openings.update(_openings(text))
        closings.update(_closings(text))
    return Tables(
        single=_counts(singles),
        pair=_counts(doubles),
        opening=_counts(openings),
        closing=_counts(closings),
        total=float(len(documents)),
    )


def _singles(text: str) -> set[int]:
    return {ord(c) & 0xFFFF for c in text}


def _doubles(text: str) -> set[int]:
    return {(ord(a) & 0xFFFF) << 16 | (ord(b) & 0xFFFF) for a, b in pairwise(text)}


def _openings(text: str) -> set[int]:
    marked = "\n" + text
    return {
        (ord(b) & 0xFFFF) << 16 | (ord(c) & 0xFFFF)
        for a, b, c in zip(marked, marked[1:], marked[2:], strict=False)
        if a in "\n。！？" and b not in "”’\n"
    }


def _closings(text: str) -> set[int]:
    marked = text + "\n"
    return {
        (ord(a) & 0xFFFF) << 16 | (ord(b) & 0xFFFF)
        for a, b, c in zip(marked, marked[1:], marked[2:], strict=False)
        if c in "，。；：！？、\n"
    }


def _counts(counter: Counter[int]) -> PairCounts:
    kept = sorted((code, count) for code, count in counter.items() if count >= _FEWEST_DOCUMENTS)
    return PairCounts(
        codes=np.array([code for code, _ in kept], dtype=np.uint32),
        logs=np.log(np.array([count for _, count in kept], dtype=np.float32)).astype(np.float32),
        missing=float(np.log(_MISSING)),
    )


def without(tables: Tables, texts: Iterable[str]) -> Tables:
    """The tables as they would be had the texts not been counted."""
    text = "\n".join(texts)
    return Tables(
        single=_less(tables.single, _singles(text)),
        pair=_less(tables.pair, _doubles(text)),
        opening=_less(tables.opening, _openings(text)),
        closing=_less(tables.closing, _closings(text)),
        total=tables.total,
    )


def _less(counts: PairCounts, codes: set[int]) -> PairCounts:
    if not len(counts.codes):
        return counts
    wanted = np.array(sorted(codes), dtype=np.uint32)
    at = np.minimum(np.searchsorted(counts.codes, wanted), max(0, len(counts.codes) - 1))
    hit = at[counts.codes[at] == wanted]
    logs = counts.logs.copy()
    left = np.exp(logs[hit]) - 1.0
    logs[hit] = np.where(
        left < _FEWEST_DOCUMENTS - 0.5, counts.missing, np.log(np.maximum(left, 1.0))
    )
    return PairCounts(codes=counts.codes, logs=logs, missing=counts.missing)
