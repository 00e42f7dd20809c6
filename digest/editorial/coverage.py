"""The account of an edition: what was used, what was left, and what a person should look at."""

from collections.abc import Mapping, Sequence
from typing import Final

from digest.model.articles import PageArticles
from digest.model.documents import DocumentId
from digest.model.editions import Coverage, Found, Leftover, ProofHint, Section

UNASSIGNED: Final = "无法归属"


def cover(
    pages: Sequence[PageArticles],
    found: Sequence[Found],
    sections: Sequence[Section],
    *,
    left_out: Sequence[Leftover] = (),
    lines: Mapping[DocumentId, Sequence[str]],
    labels: Mapping[DocumentId, str],
) -> Coverage:
    """The figures of the edition's count line, and everything that was not printed.

    `lines` are the texts of each document's lines, the first first; `labels` what a brief
    calls each document. Every kind of article found counts, adverts and teasers too.
    """
    stories = [story for section in sections for story in section.stories]
    printed = [sentence for story in stories for sentence in (*story.summary, *story.points)]
    return Coverage(
        documents=len(pages),
        articles=len(found),
        printed=len(stories),
        merged=sum(len(story.also) for story in stories),
        chars_in=sum(_length(item.article.text) for item in found),
        chars_out=sum(_length(sentence.text) for sentence in printed),
        truncated=sum(item.article.truncated for item in found),
        headlines_missing=sum(item.article.headline_missing for item in found),
        unassigned=tuple(
            leftover
            for page in pages
            for leftover in _unassigned(page, lines.get(page.document, ()), labels)
        ),
        left_out=tuple(left_out),
    )


def hints(pages: Sequence[PageArticles], labels: Mapping[DocumentId, str]) -> tuple[ProofHint, ...]:
    """The suspected errors of all pages, the gravest first, then in page order."""
    found = [
        ProofHint(label=labels.get(page.document, page.uri), uri=page.uri, suspect=suspect)
        for page in pages
        for suspect in page.suspects
    ]
    return tuple(sorted(found, key=lambda hint: hint.suspect.severity))


def _unassigned(
    page: PageArticles, lines: Sequence[str], labels: Mapping[DocumentId, str]
) -> list[Leftover]:
    """Neighbouring lines that were not placed stand together."""
    runs: list[list[int]] = []
    for number in page.unassigned_lines:
        if runs and _is_next(runs[-1][-1], number, lines):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        Leftover(
            label=labels.get(page.document, page.uri),
            uri=page.uri,
            lines=tuple(run),
            text="\n".join(lines[number - 1].strip() for number in run if number <= len(lines)),
            reason=UNASSIGNED,
        )
        for run in runs
    ]


def _is_next(last: int, number: int, lines: Sequence[str]) -> bool:
    between = lines[last : number - 1]
    return not any(line.strip() for line in between)


def _length(text: str) -> int:
    return len("".join(text.split()))
