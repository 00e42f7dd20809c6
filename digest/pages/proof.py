"""Places of a page that look wrong, for a person to decide; nothing is corrected."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from digest.model.articles import Suspect
from digest.model.documents import Line, Page
from digest.model.editions import PersonTitle
from digest.pages.lexicon import NO_LEXICON
from digest.pages.proof_doubled import find_doubled
from digest.pages.proof_finding import Finding
from digest.pages.proof_marks import find_half_width, find_marks
from digest.pages.proof_names import KnownPeople, find_people, find_slips
from digest.pages.proof_tables import TRADITIONAL
from digest.pages.proof_words import find_traditional, find_words
from digest.pages.repair import find_repairs
from digest.pages.unclear import find_unclear

# Up to this share of its letters, the traditional characters of a page are slips.
_TRADITIONAL_SHARE = 0.01
_FEW = 2
# Up to this share of its brackets, the half-width ones of a page are slips.
_HALF_WIDTH_SHARE = 0.3
_CLOSED = frozenset("。！？!?…”）)；;")


def find_suspects(
    page: Page,
    *,
    lexicon: Mapping[str, int] = NO_LEXICON,
    people: tuple[PersonTitle, ...] = (),
    archive: tuple[PersonTitle, ...] = (),
) -> tuple[Suspect, ...]:
    """The suspected errors of a page in reading order, apart from what `find_repairs` repairs.

    `lexicon` counts words (jieba's dictionary); without it only tables and names are compared.
    `people` are names known to be right; `archive` is what `find_people` found on other pages.
    Does not see what only the facts contradict: a wrong number, a subject left out.
    """
    named = find_people(page.text)
    known = KnownPeople((*named, *archive), people)
    return _read(page, frozenset(person.name for person in named), known, lexicon)


def proofread(
    pages: Sequence[Page],
    *,
    lexicon: Mapping[str, int] = NO_LEXICON,
    people: tuple[PersonTitle, ...] = (),
) -> tuple[tuple[Suspect, ...], ...]:
    """The suspected errors of each page, the others being its archive: their names count too.

    What a recognizer was not sure of comes last.
    """
    named = [find_people(page.text) for page in pages]
    known = KnownPeople(itertools.chain.from_iterable(named), people)
    return tuple(
        (
            *_read(page, frozenset(person.name for person in persons), known, lexicon),
            *find_unclear(page),
        )
        for page, persons in zip(pages, named, strict=True)
    )


def _read(
    page: Page, names: frozenset[str], known: KnownPeople, lexicon: Mapping[str, int]
) -> tuple[Suspect, ...]:
    slips = known.find_slips(names)
    right = names | known.listed
    repaired: dict[int, list[tuple[int, int]]] = {}
    for repair in find_repairs(page):
        repaired.setdefault(repair.line, []).append((repair.start, repair.end))
    traditional = sum(map(page.text.count, TRADITIONAL))
    is_simplified = traditional <= max(_FEW, _TRADITIONAL_SHARE * len(page.text))
    is_wide = page.text.count("(") <= _HALF_WIDTH_SHARE * page.text.count("（")

    suspects: list[Suspect] = []
    for line in page.lines:
        if line.is_blank:
            continue
        findings = list(find_words(line.text, lexicon))
        findings.extend(find_slips(line.text, slips))
        findings.extend(find_doubled(line.text, lexicon, right))
        findings.extend(find_marks(line.text))
        if is_simplified and traditional:
            findings.extend(find_traditional(line.text))
        if is_wide:
            findings.extend(find_half_width(line.text))
        suspects.extend(_as_suspects(line, findings, repaired.get(line.number, ())))
    return tuple(suspects)


def _as_suspects(
    line: Line, findings: Iterable[Finding], repaired: Iterable[tuple[int, int]]
) -> Iterator[Suspect]:
    taken = bytearray(len(line.text))
    for start, end in repaired:
        taken[start - line.start : end - line.start] = b"\1" * (end - start)
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda each: (each.severity, each.start, -each.end)):
        if _is_cut(line.text, finding) or any(taken[finding.start : finding.end]):
            continue
        taken[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
        kept.append(finding)
    for finding in sorted(kept, key=lambda each: each.start):
        yield Suspect(
            line=line.number,
            text=line.text[finding.start : finding.end],
            suggestion=finding.suggestion,
            reason=finding.reason.value,
            severity=finding.severity,
        )


def _is_cut(text: str, finding: Finding) -> bool:
    """Whether a column's edge, not an error, may have spoiled the place."""
    return finding.end >= len(text) and text[-1] not in _CLOSED
