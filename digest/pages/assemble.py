"""From drafts (line indices in roles) to articles with text that can be traced."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.model.articles import Article, ArticleId, ArticleType, LineRoles
from digest.model.documents import DocumentId, Page
from digest.model.traces import EditKind, Piece, Span, TracedText
from digest.pages import bylines, cues
from digest.pages.blocks import PageLine
from digest.pages.drafts import Draft
from digest.pages.headings import split_shared
from digest.pages.headline import choose_headline
from digest.pages.repair import PlacedRepair
from digest.text.traces import join, trace

_TAIL = 60
_EDGE = " \t\u3000\xa0"
_COLUMN_SPLIT = re.compile(r"[ \u3000]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What of a line is text, and what stands before and behind it (电头, credit, 下转)."""

    start: int
    end: int
    opener: re.Match[str] | None
    credit: str
    continued_on: str | None


def assemble(
    drafts: Sequence[Draft],
    lines: Sequence[PageLine],
    page: Page,
    repairs: Sequence[PlacedRepair],
    document: DocumentId,
) -> tuple[Article, ...]:
    """The articles of the drafts in page order, named a1, a2, …."""
    by_line: dict[int, list[PlacedRepair]] = {}
    for repair in repairs:
        by_line.setdefault(repair.line, []).append(repair)
    ordered = sorted(drafts, key=lambda draft: draft.first)
    names = {draft.first: ArticleId(f"a{n}") for n, draft in enumerate(ordered, 1)}
    return tuple(_article(draft, names, lines, page, by_line, document) for draft in ordered)


def _article(
    draft: Draft,
    names: Mapping[int, ArticleId],
    lines: Sequence[PageLine],
    page: Page,
    repairs: Mapping[int, Sequence[PlacedRepair]],
    document: DocumentId,
) -> Article:
    cuts = {
        index: cut_line(lines[index], photo=draft.type is ArticleType.PHOTO) for index in draft.body
    }
    paragraphs: list[TracedText] = []
    headings: list[int] = []
    joined = {after: before for before, after in draft.joins}
    for position, index in enumerate(draft.body):
        text = _traced(lines[index], cuts[index], page, repairs.get(lines[index].number, ()))
        if not text.pieces:
            continue
        runs_on = position > 0 and joined.get(index) == draft.body[position - 1]
        if runs_on and paragraphs:
            paragraphs[-1] = join((paragraphs[-1], text))
        else:
            if index in draft.headings:
                headings.append(len(paragraphs))
            paragraphs.append(text)
    kicker, title = _headline(draft, lines)
    subtitle = _joined_text(draft.subtitle, draft, lines)
    opener = next((cut.opener for cut in cuts.values() if cut.opener), None)
    photo_credits = tuple(cut.credit for cut in cuts.values() if cut.credit)
    byline_texts = tuple(lines[index].text for index in draft.byline if index not in draft.body)
    byline, source = bylines.read(byline_texts + photo_credits, opener)
    continued = next((cut.continued_on for cut in cuts.values() if cut.continued_on), None)
    continuation = tuple(
        index
        for index in draft.body
        if cuts[index].continued_on or cues.is_continuation(lines[index].text)
    )
    text_lines = [i for i in draft.body if i not in continuation or cuts[i].start < cuts[i].end]

    def numbers(indices: Iterable[int]) -> tuple[int, ...]:
        return tuple(lines[index].number for index in indices)

    return Article(
        id=names[draft.first],
        document=document,
        type=draft.type,
        paragraphs=tuple(paragraphs),
        headings=tuple(headings),
        title=title,
        kicker=kicker,
        subtitle=subtitle,
        headline=choose_headline(kicker=kicker, title=title, subtitle=subtitle),
        headline_missing=not draft.title and draft.type in _TITLED,
        byline=byline,
        source=source,
        dateline=bylines.dateline(opener, paragraphs[0].text if paragraphs else ""),
        roles=LineRoles(
            kicker=numbers(draft.kicker),
            title=numbers(draft.title),
            subtitle=numbers(draft.subtitle),
            byline=numbers(
                sorted(
                    {
                        *draft.byline,
                        *(i for i, cut in cuts.items() if cut.opener or cut.credit),
                    }
                )
            ),
            body=numbers(draft.body),
            section_heading=numbers(i for i in draft.body if i in draft.headings),
            continuation=numbers(continuation),
            joins=tuple((lines[a].number, lines[b].number) for a, b in draft.joins),
        ),
        truncated=bool(continuation and draft.type in _TITLED)
        or (draft.type in _TITLED and bool(text_lines) and _breaks_off(lines[text_lines[-1]])),
        continued_on=continued,
        attached_to=names.get(draft.parent) if draft.parent is not None else None,
        confidence=draft.confidence,
        explanation=draft.explanation,
    )


_TITLED = frozenset({ArticleType.NEWS, ArticleType.FEATURE, ArticleType.COMMENTARY})


def cut_line(line: PageLine, *, photo: bool) -> Cut:
    """The text of a body line, with what is no text cut off its ends."""
    text = line.text
    start, end = 0, len(text)
    opener = cues.match_opener(text)
    if opener:
        start = opener.end()
    continued_on = None
    continued = cues.find_continued(text, _TAIL)
    if continued:
        end = continued.start()
        continued_on = re.sub(r"\s", "", continued["to"] or "") or None
    else:
        teaser = cues.match_teaser_end(text)
        if teaser:
            start = end = len(text)
            continued_on = re.sub(r"\s", "", teaser["to"])
    credit = ""
    if photo:
        found = cues.INLINE_CREDIT.search(text, max(start, end - _TAIL), end)
        if found and cues.CREDIT.search(found.group()):
            credit, end = found.group(), found.start()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Cut(start=start, end=end, opener=opener, credit=credit, continued_on=continued_on)


def _breaks_off(line: PageLine) -> bool:
    text = line.text.rstrip()
    return not cues.is_terminal(text) and not text.endswith(tuple(cues.CLOSING))


def _traced(line: PageLine, cut: Cut, page: Page, repairs: Sequence[PlacedRepair]) -> TracedText:
    at, end = line.start + cut.start, line.start + cut.end
    parts: list[TracedText] = []
    for repair in repairs:
        if at <= repair.start and repair.end <= end:
            parts.append(trace(page.text, at, repair.start))
            parts.append(TracedText(pieces=(_repaired(repair),)))
            at = repair.end
    parts.append(trace(page.text, at, end))
    return join(parts)


def _repaired(repair: PlacedRepair) -> Piece:
    return Piece(
        source=Span(start=repair.start, end=repair.end),
        text=repair.after,
        before=repair.before,
        edit=EditKind.REPAIR,
    )


def _headline(draft: Draft, lines: Sequence[PageLine]) -> tuple[str | None, str | None]:
    shared = set(draft.kicker) & set(draft.title)
    if not shared:
        return _joined_text(draft.kicker, draft, lines), _joined_text(draft.title, draft, lines)

    index = min(shared)
    before, after = split_shared(lines[index].text)
    return before, after


def _joined_text(indices: Sequence[int], draft: Draft, lines: Sequence[PageLine]) -> str | None:
    text = ""
    for position, index in enumerate(indices):
        if position and (indices[position - 1], index) not in draft.joins:
            text += " "
        text += lines[index].text.strip()
    return text or None
