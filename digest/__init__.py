"""Chinese extractive summaries and daily briefs, every sentence traceable to its source.

    >>> from digest import summarize
    >>> summarize("第五届冰雪节昨日开幕。本届冰雪节为期三个月，安排13项赛事。", chars=12).text
    '第五届冰雪节昨日开幕。'

The functions here are plain: no state, safe in threads. jieba's dictionary is loaded once, when a
method or keywords need words.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from os import PathLike, fspath
from typing import TYPE_CHECKING

from digest.model.articles import PageArticles
from digest.model.editions import Edition
from digest.model.summaries import Summary

if TYPE_CHECKING:
    from digest.model.articles import Article
    from digest.pipeline import Tools

__all__ = ["keywords", "make_brief", "split_page", "summarize"]


def summarize(
    text: str,
    *,
    title: str | None = None,
    chars: int | None = None,
    sentences: int | None = None,
    ratio: float | None = None,
    method: str = "default",
    query: str | None = None,
) -> Summary:
    """The most telling sentences of one article, in the order of the text.

    At most one of `chars` (characters without white space; 120 if nothing is given), `sentences`
    and `ratio` limits the length; it is never exceeded. `query` prefers sentences that hold its
    words. `text` holds no title: give it as `title`. Offsets in the result point into `text`.
    Raises UsageError for an unknown method or an impossible limit.
    """
    from digest.condense.article import condense
    from digest.condense.budget import check_budget

    budget = check_budget(chars=chars, sentences=sentences, ratio=ratio)
    tools = _tools(method)
    return condense(
        _article(text, title=title),
        summarizer=tools.summarizer,
        tokenizer=tools.tokenizer,
        budget=budget,
        query=query,
    )


def keywords(text: str, *, n: int = 8) -> tuple[tuple[str, float], ...]:
    """The `n` words and phrases an article is about, the best first, with their weights."""
    from digest.condense.article import find_keywords

    tools = _tools("default")
    return find_keywords(_article(text), tokenizer=tools.tokenizer, lexicon=tools.lexicon, count=n)


def split_page(
    text: str,
    *,
    uri: str = "page",
    name: str | None = None,
    date: dt.date | None = None,
) -> PageArticles:
    """The articles of a newspaper page, every line accounted for.

    `name` and `date` are the paper and its day where they are known; else they are looked for.
    Lines are numbered from 1, offsets point into `text`.
    """
    from digest.model.documents import DocumentId, Imprint
    from digest.pages.proof import find_suspects
    from digest.pages.splitter import take_apart
    from digest.text.lines import make_page

    page = make_page(text, uri=uri, imprint=Imprint(name=name, date=date))
    lexicon = _tools("default").lexicon
    found = take_apart(page, document=DocumentId(uri), lexicon=lexicon)
    return replace(found, suspects=find_suspects(page, lexicon=lexicon))


def make_brief(
    paths: Iterable[str | PathLike[str]],
    *,
    date: dt.date | None = None,
    title: str = "要闻简报",
    max_items: int = 12,
    method: str = "default",
) -> Edition:
    """One edition of the pages and articles in files and folders, and at addresses of the web.

    `date` is the edition's day, by default the latest that a page is known to have. `max_items`
    of 0 means all. What could not be read is in `Edition.incidents`. Raises UsageError where no
    date is given or known, InputError where nothing could be read.
    """
    from digest.errors import InputError, UsageError
    from digest.model.editions import Incident
    from digest.model.plans import EditionPlan
    from digest.pipeline import latest_issue_date, read_documents, with_likely_dates
    from digest.wiring.briefs import compose_briefs, open_path

    tools = _tools(method)
    now = dt.datetime.now(dt.UTC)
    opened = [entry for path in paths for entry in open_path(fspath(path), now=now)]
    errors = [entry for entry in opened if isinstance(entry, InputError)]
    documents = [entry for entry in opened if not isinstance(entry, InputError)]
    readings, incidents = read_documents(documents, splitter=tools.splitter)
    if not readings and errors:
        raise errors[0]
    day = date or latest_issue_date(with_likely_dates(readings))
    if day is None:
        raise UsageError("no page is known to have a date", hint="give one: date=")
    (edition,) = compose_briefs(
        readings,
        plan=EditionPlan(brief="brief", title=title, max_items=max_items),
        day=day,
        today=day,
        one_for_each_date=False,
        tools=tools,
    )
    unread = tuple(Incident(where=error.where, what=error.what) for error in errors)
    return replace(edition, incidents=unread + incidents)


@cache
def _tools(method: str) -> "Tools":
    # Kept, not shared state: nothing of it changes once it is made.
    from digest.wiring.tools import make_tools

    return make_tools(method)


def _article(text: str, *, title: str | None = None) -> "Article":
    from digest.model.articles import ArticleId
    from digest.model.documents import DocumentId
    from digest.pages.plain import read_article
    from digest.text.lines import make_page

    page = make_page(text, uri="text")
    return read_article(
        page, document=DocumentId("text"), article=ArticleId("a1"), title=title or ""
    )
