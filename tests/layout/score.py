"""How much of a laid-out page is found again: articles, joins of cut sentences, characters."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.evaluation.rouge import count_common
from digest.model.articles import PageArticles
from digest.model.documents import DocumentId, Page
from digest.pages.splitter import take_apart
from digest.text.lines import make_page
from digest.wiring.tools import make_tools
from tests.layout.press import Piece

_SAME = 0.8
_ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts that can be added up over pages."""

    found: int = 0
    given: int = 0
    right: int = 0
    titles: int = 0
    joins_found: int = 0
    joins_given: int = 0
    joins_right: int = 0
    chars: int = 0
    errors: int = 0

    def __add__(self, other: "Score") -> "Score":
        names = self.__slots__
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.given)

    @property
    def join_precision(self) -> float:
        return self.joins_right / max(1, self.joins_found)

    @property
    def join_recall(self) -> float:
        return self.joins_right / max(1, self.joins_given)

    @property
    def error_rate(self) -> float:
        return self.errors / max(1, self.chars)

    def __str__(self) -> str:
        return (
            f"article F1 {self.f1:.3f} ({self.right} of {self.given}, {self.found} found), "
            f"titles {self.titles}, joins P {self.join_precision:.3f} R {self.join_recall:.3f} "
            f"of {self.joins_given}, characters wrong {self.error_rate:.3%} of {self.chars}"
        )


def split(text: str) -> tuple[Page, PageArticles]:
    """The articles of a page's text."""
    page = make_page(text, uri="page")
    lexicon = make_tools().lexicon
    return page, take_apart(page, document=DocumentId("page"), lexicon=lexicon)


def score(text: str, pieces: Sequence[Piece]) -> Score:
    """What was found of these articles in a page's text."""
    page, found = split(text)
    places = {line.number: _place(line.text, pieces) for line in page.lines if not line.is_blank}
    gold: dict[int, set[int]] = {}
    for number, place in places.items():
        if place is not None:
            gold.setdefault(place[0], set()).add(number)
    right = titles = 0
    for index, lines in gold.items():
        for article in found.articles:
            body = set(article.roles.body) & places.keys()
            if len(body & lines) >= _SAME * len(body | lines):
                right += 1
                titles += _squeeze(pieces[index].title) in _squeeze(article.title or "")
                break
    joins = _joins(places)
    predicted = {join for article in found.articles for join in article.roles.joins}
    predicted = {(a, b) for a, b in predicted if places.get(a) and places.get(b)}
    whole = "".join(_squeeze("".join(piece.paragraphs)) for piece in pieces)
    read = "".join(
        _squeeze(line.text) for line in page.lines if places.get(line.number) is not None
    )
    ordered = "".join(
        _squeeze(page.lines[number - 1].text)
        for number in sorted(
            (n for n, place in places.items() if place is not None),
            key=lambda n: places[n] or (0, 0, 0),
        )
    )
    common = count_common(ordered, whole)
    return Score(
        found=sum(bool(article.roles.body) for article in found.articles),
        given=len(pieces),
        right=right,
        titles=titles,
        joins_found=len(predicted),
        joins_given=len(joins),
        joins_right=len(predicted & joins),
        chars=len(whole),
        errors=max(len(read), len(whole)) - common,
    )


def _place(text: str, pieces: Sequence[Piece]) -> tuple[int, int, int] | None:
    """Article, paragraph and offset that a line of body text is from."""
    line = _squeeze(text.removeprefix("## "))
    best: tuple[float, tuple[int, int, int]] | None = None
    for index, piece in enumerate(pieces):
        head = _squeeze(f"{piece.kicker or ''}{piece.title}{piece.subtitle or ''}")
        if line in head or count_common(line, head) > 0.95 * len(line) > 4:
            return None
        for number, paragraph in enumerate(piece.paragraphs):
            target = _squeeze(paragraph)
            at = target.find(line)
            if at >= 0 and len(line) > 3:
                return (index, number, at)
            share = count_common(line, target) / max(1, len(line))
            if len(line) > 3 and share > _ALIKE and (best is None or share > best[0]):
                probe = max(target.find(line[k : k + 6]) - k for k in range(min(20, len(line))))
                best = (share, (index, number, max(0, probe)))
    return best[1] if best else None


def _joins(places: dict[int, tuple[int, int, int] | None]) -> set[tuple[int, int]]:
    """Lines between which a paragraph was cut."""
    ordered = sorted((place, number) for number, place in places.items() if place is not None)
    return {
        (above, below)
        for (first, above), (second, below) in pairwise(ordered)
        if first[:2] == second[:2]
    }


def _squeeze(text: str) -> str:
    # A recognizer cannot tell the width of a comma from the white around it.
    return "".join(unicodedata.normalize("NFKC", text).split())
