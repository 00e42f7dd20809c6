"""The scores of pages as lines and tables for a person."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from digest.evaluation.page_counts import PageCounts
from digest.evaluation.pages import SMALL_TYPES, ArticleScore, PageScores


def format_pages(scores: PageScores) -> str:
    """A line for each page, then the totals and the tables of `format_totals`."""
    pages = [format_counts(page.name, page.counts) for page in scores.pages]
    return "\n".join([*pages, format_totals(scores)])


def format_totals(scores: PageScores) -> str:
    """A line for each profile and for all pages, then a table by defect and one by habit."""
    rows = [(name, counts) for name, counts in scores.by_profile.items()]
    lines = [format_counts(name, counts) for name, counts in [*rows, ("ALL", scores.total)]]
    return "\n".join(
        [
            *lines,
            format_groups("defects", scores.articles, lambda article: article.defects),
            format_groups("habits", scores.articles, lambda article: article.habits),
        ]
    )


def format_counts(name: str, counts: PageCounts) -> str:
    """All figures of a page or of several on one line."""
    pairs, articles, joins = counts.pairs, counts.articles, counts.joins
    return (
        f"{name:12s} pairF1 {pairs.f1:.3f} (P {pairs.precision:.3f} R {pairs.recall:.3f})"
        f" | artF1 {articles.f1:.3f} (P {articles.precision:.3f} R {articles.recall:.3f};"
        f" {counts.found} of {counts.gold}, {counts.predicted} pred)"
        f" | title {_share(counts.title, counts.title_count):.3f}"
        f" alt ok {counts.title_accepted / max(1, counts.title_count):.3f}"
        f" no-title {_share(counts.untitled, counts.untitled_count):.3f}"
        f" ({counts.untitled_count}) head {_share(counts.head, counts.head_count):.3f}"
        f" | join P {joins.precision:.3f} R {joins.recall:.3f} ({counts.join_gold})"
        f" | order {_share(counts.order, counts.order_count):.3f}"
    )


def format_groups(
    field: str,
    articles: Iterable[ArticleScore],
    labels: Callable[[ArticleScore], tuple[str, ...]],
) -> str:
    """A table of the articles by label; an article with several labels is in several rows."""
    groups: defaultdict[str, list[ArticleScore]] = defaultdict(list)
    for article in articles:
        if article.type not in SMALL_TYPES:
            for label in labels(article) or ("(none)",):
                groups[label].append(article)
    lines = [f"{field:22s}    n  found  meanJ  title   head  order"]
    lines.extend(_format_group(label, groups[label]) for label in sorted(groups))
    return "\n".join(lines)


def _format_group(label: str, articles: Sequence[ArticleScore]) -> str:
    titled = [article for article in articles if article.titled]
    neighbours = sum(article.order for article in articles)
    return (
        f"{label:22s} {len(articles):4d}"
        f"  {_mean(article.found for article in articles):.3f}"
        f"  {_mean(article.jaccard for article in articles):.3f}"
        f"  {_mean(article.title_exact for article in titled):.3f}"
        f"  {_mean(article.head_exact for article in articles):.3f}"
        f"  {neighbours / max(1, sum(article.order_count for article in articles)):.3f}"
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else float("nan")
