"""Marks that do not belong: stray, unpaired, of the wrong width, unlike their series."""

import re
from collections.abc import Iterator

from digest.pages.proof_finding import Finding, Reason

_HAN = "\u3400-\u9fff"
_STRAY = re.compile(rf"(?<=[{_HAN}])、(?=的(?![确士])|[。，；！？,;])|[，、；：,;][，、。；,;]")
_SERIES = re.compile(
    rf"([{_HAN}]{{1,4}}([{_HAN}]{{2}}))、([{_HAN}]{{1,4}}\2)([，,])([{_HAN}]{{1,4}}\2)(?![{_HAN}]*、)"
)
_HALF_WIDTH = re.compile(rf"\([{_HAN}“”、]+\)")


def find_marks(text: str) -> Iterator[Finding]:
    """Suspected marks of a line."""
    for match in _STRAY.finditer(text):
        start, end = match.start(), match.end()
        if match.group() == "、":
            end += 1
            suggestion = text[start + 1 : end]
        else:
            suggestion = None
        yield Finding(start=start, end=end, suggestion=suggestion, reason=Reason.PUNCTUATION)
    for match in _SERIES.finditer(text):
        comma = match.start(4)
        fixed = text[match.start(3) : comma] + "、" + match.group(5)
        yield Finding(
            start=match.start(3), end=match.end(5), suggestion=fixed, reason=Reason.PUNCTUATION
        )
    yield from _find_unopened(text)


def find_half_width(text: str) -> Iterator[Finding]:
    """Half-width brackets around Chinese; for lines of a page that prints full-width ones."""
    for match in _HALF_WIDTH.finditer(text):
        yield Finding(
            start=match.start(),
            end=match.end(),
            suggestion=f"（{match.group()[1:-1]}）",
            reason=Reason.PUNCTUATION,
        )


def _find_unopened(text: str) -> Iterator[Finding]:
    """A closing quotation mark after the line's quotations were all closed.

    The first of a line may close what another column opened; a later one cannot.
    """
    depth, seen = 0, False
    for match in re.finditer("[“”]", text):
        if match.group() == "“":
            depth, seen = depth + 1, True
        elif depth:
            depth -= 1
        elif seen:
            start = max(0, match.start() - 3)
            yield Finding(start=start, end=match.end(), suggestion=None, reason=Reason.PUNCTUATION)
        else:
            seen = True
