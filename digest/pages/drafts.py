"""An article while it is put together: which lines, in which order, in which role."""

from dataclasses import dataclass

from digest.model.articles import ArticleType


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as indices of page lines.

    `body` is in reading order and holds section headings and a continuation line too; `joins`
    are pairs of lines between which the text runs on; `parent` is the index of the first line
    of the article a photo belongs to.
    """

    type: ArticleType
    kicker: tuple[int, ...] = ()
    title: tuple[int, ...] = ()
    subtitle: tuple[int, ...] = ()
    byline: tuple[int, ...] = ()
    body: tuple[int, ...] = ()
    headings: tuple[int, ...] = ()
    joins: tuple[tuple[int, int], ...] = ()
    parent: int | None = None
    confidence: float = 1.0
    explanation: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """The line the article begins with on the page."""
        return min((*self.kicker, *self.title, *self.subtitle, *self.byline, *self.body))
