"""Making, cutting, joining and editing traced text; and reading it back from its source."""

from collections.abc import Iterable

from digest.model.traces import Edit, EditKind, Piece, Span, TracedText


def trace(source: str, start: int, end: int) -> TracedText:
    """The characters `start` to `end` of a source text, copied as they are.

    >>> trace("大同日报", 0, 2).text
    '大同'
    """
    if start >= end:
        return TracedText()
    return TracedText(
        pieces=(Piece(source=Span(start=start, end=end), text=source[start:end], before=""),)
    )


def join(parts: Iterable[TracedText]) -> TracedText:
    r"""Several traced texts, one after the other; what lay between them in the source is left out.

    >>> source = "积极布\n\n局"
    >>> joined = join([trace(source, 0, 3), trace(source, 5, 6)])
    >>> joined.text, [(span.start, span.end) for span in joined.spans]
    ('积极布局', [(0, 3), (5, 6)])
    """
    pieces: list[Piece] = []
    for part in parts:
        for piece in part.pieces:
            last = pieces[-1] if pieces else None
            if last and _continues(last, piece):
                pieces[-1] = Piece(
                    source=Span(start=last.source.start, end=piece.source.end),
                    text=last.text + piece.text,
                    before="",
                )
            else:
                pieces.append(piece)
    return TracedText(pieces=tuple(pieces))


def cut(traced: TracedText, start: int, end: int) -> TracedText:
    """The characters `start` to `end` of the printed text, still traced.

    An edit is never cut in two: it belongs to the part in which it begins. So the parts of a
    text, joined again, always give the whole.
    """
    if start >= end:
        return TracedText()
    if start <= 0 and end >= len(traced.text):
        return traced
    pieces: list[Piece] = []
    at = 0
    for piece in traced.pieces:
        begin, at = at, at + len(piece.text)
        if piece.edit is not None:
            # A deletion has no length; at the end of the text it belongs to what stands before.
            if start <= begin < end or begin == end == len(traced.text):
                pieces.append(piece)
        elif start <= begin < at <= end:
            pieces.append(piece)
        elif begin < end and at > start:
            low, high = max(start - begin, 0), min(end - begin, len(piece.text))
            pieces.append(
                Piece(
                    source=Span(start=piece.source.start + low, end=piece.source.start + high),
                    text=piece.text[low:high],
                    before="",
                )
            )
    return TracedText(pieces=tuple(pieces))


def replace(traced: TracedText, start: int, end: int, to: str, kind: EditKind) -> TracedText:
    """The text with its characters `start` to `end` replaced by `to`, the change recorded.

    `start == end` inserts. Characters that were edited before are edited as a whole. Where the
    replaced characters lie apart in the source, each piece records its part, `to` with the first.

    >>> edited = replace(trace("体育 and 文化", 0, 9), 2, 7, "和", EditKind.REPAIR)
    >>> edited.text, edited.edits[0].before
    ('体育和文化', ' and ')
    """
    low, high = _widen(traced, start, end)
    text = traced.text
    to = text[low:start] + to + text[end:high]
    # Where everything was deleted, the deletions still stand before what is inserted.
    head = cut(traced, 0, low) if text else traced
    tail = cut(traced, high, len(text))
    if low == high:
        point = _insertion_point(head, tail)
        inserted = Piece(source=Span(start=point, end=point), text=to, before="", edit=kind)
        return TracedText(pieces=(*head.pieces, inserted, *tail.pieces))
    replaced = tuple(
        Piece(
            source=piece.source,
            text=to if index == 0 else "",
            before=piece.before if piece.edit is not None else piece.text,
            edit=kind,
        )
        for index, piece in enumerate(cut(traced, low, high).pieces)
    )
    return TracedText(pieces=head.pieces + replaced + tail.pieces)


def _widen(traced: TracedText, start: int, end: int) -> tuple[int, int]:
    at = 0
    low, high = start, end
    for piece in traced.pieces:
        begin, at = at, at + len(piece.text)
        if piece.edit is not None and begin < end and at > start:
            low, high = min(low, begin), max(high, at)
    return low, high


def restore(source: str, spans: Iterable[Span], edits: Iterable[Edit]) -> str | None:
    """What spans and edits give when applied to the source; `None` where they do not fit it.

    The edits must come in the order in which they apply along the joined spans, as
    `TracedText.edits` gives them.
    """
    waiting = list(edits)
    printed: list[str] = []
    for span in spans:
        at = span.start
        while waiting and _applies(waiting[0], at, span):
            edit = waiting.pop(0)
            if source[edit.at.start : edit.at.end] != edit.before:
                return None
            printed += [source[at : edit.at.start], edit.after]
            at = edit.at.end
        if not 0 <= at <= span.end <= len(source):
            return None
        printed.append(source[at : span.end])
    return None if waiting else "".join(printed)


def _applies(edit: Edit, at: int, span: Span) -> bool:
    return at <= edit.at.start and edit.at.end <= span.end


def _continues(last: Piece, piece: Piece) -> bool:
    copied = last.edit is None and piece.edit is None
    return copied and last.source.end == piece.source.start


def _insertion_point(head: TracedText, tail: TracedText) -> int:
    if head.pieces:
        return head.pieces[-1].source.end
    return tail.pieces[0].source.start if tail.pieces else 0
