"""Reports that were printed more than once, put together; when in doubt they stay apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from digest.editorial.rank import publisher
from digest.editorial.same_event import same_events
from digest.editorial.shingles import bare, fingerprints, shingles
from digest.model.articles import ArticleId
from digest.model.documents import DocumentId
from digest.model.editions import Cluster, Found

# Share of the smaller text's shingles that the larger one holds. On the development set of
# duplicates (1200 items, also with halved texts) the lowest true pair has .985, the highest
# false pair (the same ceremony a year later) .917; 2024-11.
SAME_TEXT: Final = 0.95
EDITED_TEXT: Final = 0.85
"""From here on texts are the same if the smaller has figures and the larger has them all."""

FEWEST_TO_EDIT: Final = 120
"""Shorter texts must be the same, not edited."""

FEWEST_SHINGLES: Final = 24
"""Texts with fewer shingles are merged only where they are equal."""

_COMMON: Final = 64
"""A fingerprint in more texts than this is a formula and finds nothing."""

_SHARED_MARKS: Final = 0.4
"""A candidate shares so many of the smaller text's fingerprints; an edit spoils several."""

_APART: Final = 0.5
_KEPT: Final = 512
"""So many texts are kept taken apart; all of them would not fit into memory."""

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


def merge(found: Sequence[Found]) -> tuple[Cluster, ...]:
    """One cluster a story, by the position of its lead; nothing is lost, nothing printed twice.

    A caption that belongs to a report stands with it, and so do reports of the same event in
    other papers. The lead is the most complete report.
    """
    items = sorted(found, key=lambda item: item.position)
    texts = [_text(item) for item in items]
    home = list(range(len(items)))
    for index, text in enumerate(same_texts(texts)):
        home[index] = text
    _attach_captions(items, home)
    _attach_same_events(items, home)
    groups: dict[int, list[Found]] = defaultdict(list)
    for index, item in enumerate(items):
        groups[_root(home, index)].append(item)
    clusters = (_cluster(group) for group in groups.values())
    return tuple(sorted(clusters, key=lambda cluster: cluster.lead.position))


def same_texts(texts: Sequence[str]) -> tuple[int, ...]:
    """For each text the index of the text it repeats: itself, or the most complete copy.

    Candidates share winnowed fingerprints, so the time is linear in the texts; each candidate
    is then compared in full.
    """
    shingles_of = lru_cache(maxsize=_KEPT)(lambda index: shingles(texts[index]))
    numbers_of = lru_cache(maxsize=_KEPT)(lambda index: frozenset(_NUMBER.findall(texts[index])))
    sizes = [len(shingles(text)) for text in texts]
    by_size = sorted(range(len(texts)), key=lambda index: (-sizes[index], index))
    # Most fingerprints are one text's alone: a tuple of one is a fifth of a list's size.
    index_of: dict[int, tuple[int, ...]] = {}
    home = list(range(len(texts)))
    exact: dict[bytes, int] = {}
    for index in by_size:
        # An equal text is found even where all its fingerprints are formulas.
        first = exact.setdefault(_name(texts[index]), index) if sizes[index] else index
        if first != index:
            home[index] = _root(home, first)
            continue
        marks = fingerprints(texts[index])
        best: tuple[float, int] | None = None
        for other in _sharing(marks, index_of):
            share = _share(shingles_of(index), shingles_of(other))
            same = _is_same(
                share, shingles_of(index), shingles_of(other), numbers_of(index), numbers_of(other)
            )
            if same and (best is None or share > best[0]):
                best = (share, other)
        if best:
            # What repeats another text is not looked for: the other one is more complete.
            home[index] = best[1]
            continue
        for mark in marks:
            others = index_of.get(mark, ())
            if len(others) <= _COMMON:
                index_of[mark] = (*others, index)
    return _without_roundups(home, sizes, shingles_of)


def _sharing(marks: Sequence[int], index_of: Mapping[int, tuple[int, ...]]) -> list[int]:
    """The texts that share enough of the fingerprints to be compared."""
    shared: Counter[int] = Counter()
    for mark in marks:
        others = index_of.get(mark, ())
        if len(others) <= _COMMON:
            shared.update(others)
    return sorted(other for other, count in shared.items() if count >= _SHARED_MARKS * len(marks))


def _name(text: str) -> bytes:
    return blake2b(bare(text).encode(), digest_size=16).digest()


def _share(small: frozenset[str], large: frozenset[str]) -> float:
    return len(small & large) / len(small) if small else 0.0


def _is_same(
    share: float,
    small: frozenset[str],
    large: frozenset[str],
    small_numbers: frozenset[str],
    large_numbers: frozenset[str],
) -> bool:
    if len(small) < FEWEST_SHINGLES:
        return small == large
    figures_agree = bool(small_numbers) and small_numbers <= large_numbers
    # In a short text one name makes the difference: 会见甲国总理, 会见乙国总理.
    edited = figures_agree and len(small) >= FEWEST_TO_EDIT
    return share >= SAME_TEXT or (share >= EDITED_TEXT and edited)


def _without_roundups(
    home: list[int], sizes: Sequence[int], shingles_of: Callable[[int], frozenset[str]]
) -> tuple[int, ...]:
    """Parts of a text that have nothing in common are items of a roundup, not copies of it."""
    parts: dict[int, list[int]] = defaultdict(list)
    for index, root in enumerate(home):
        if index != root and sizes[index] * 2 < sizes[root]:
            parts[root].append(index)
    for members in parts.values():
        first = shingles_of(members[0])
        if any(_share(shingles_of(other), first) < _APART for other in members[1:]):
            for member in members:
                home[member] = member
    return tuple(home)


def _root(home: list[int], index: int) -> int:
    while home[index] != index:
        index = home[index]
    return index


def _attach_captions(items: Sequence[Found], home: list[int]) -> None:
    place: dict[tuple[DocumentId, ArticleId], int] = {
        (item.article.document, item.article.id): index for index, item in enumerate(items)
    }
    for index, item in enumerate(items):
        if item.article.attached_to is None or home[index] != index:
            continue
        report = place.get((item.article.document, item.article.attached_to))
        if report is not None and _root(home, report) != index:
            home[index] = _root(home, report)


def _attach_same_events(items: Sequence[Found], home: list[int]) -> None:
    """Put reports of one event together; never two reports of one paper."""
    roots = sorted({_root(home, index) for index in range(len(items))})
    papers: dict[int, set[str]] = defaultdict(set)
    for index, item in enumerate(items):
        papers[_root(home, index)].add(publisher(item))
    for first, second in same_events([items[root] for root in roots]):
        one, other = _root(home, roots[first]), _root(home, roots[second])
        if one != other and papers[one].isdisjoint(papers[other]):
            home[other] = one
            papers[one] |= papers.pop(other)


def _cluster(group: list[Found]) -> Cluster:
    lead = min(group, key=_completeness)
    others = tuple(item for item in group if item is not lead)
    return Cluster(lead=lead, others=others)


def _completeness(item: Found) -> tuple[bool, bool, bool, int, int]:
    article = item.article
    return (
        article.attached_to is not None,
        article.truncated,
        article.headline_missing,
        -len(_text(item)),
        item.position,
    )


def _text(item: Found) -> str:
    article = item.article
    return article.text or article.name
