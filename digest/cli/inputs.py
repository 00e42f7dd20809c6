"""What was named on the command line, as documents and articles: files, folders, JSONL, stdin."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import click

from digest.cli.output import report
from digest.errors import InputError, UsageError
from digest.model.articles import Article, PageArticles
from digest.model.documents import Document, Page
from digest.model.editions import Incident
from digest.pages.splitter import read_one, read_page
from digest.protocols import PageSplitter


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article from the command line, with the page it stands on."""

    document: Document
    page: Page
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPage:
    """A page from the command line and the articles found on it."""

    document: Document
    page: Page
    split: PageArticles


class Failures:
    """What could not be read: said at once, remembered for the exit code."""

    def __init__(self) -> None:
        self._errors: list[InputError] = []

    def add(self, error: InputError) -> None:
        """Report an error and go on."""
        report(error)
        self._errors.append(error)

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """What an edition says of them."""
        return tuple(Incident(where=error.where, what=error.what) for error in self._errors)

    def leave(self) -> None:
        """End the command with the exit code of an unreadable input, if there was one."""
        if self._errors:
            click.get_current_context().exit(InputError.exit_code)


def now() -> datetime:
    """The time, read at the edge."""
    return datetime.now(UTC)


def read_documents(names: Sequence[str], failures: Failures) -> Iterator[Document]:
    """The documents behind the names, in order; without a name, stdin.

    Raises UsageError if nothing is named and stdin is a terminal.
    """
    if not names and sys.stdin.isatty():
        raise UsageError("nothing was named", hint="name a file or a folder, or - for stdin")
    for entry in _open(names or ("-",)):
        if isinstance(entry, InputError):
            failures.add(entry)
        else:
            yield entry


def read_pages(
    names: Sequence[str], failures: Failures, splitter: PageSplitter
) -> Iterator[SplitPage]:
    """The pages behind the names, each taken apart."""
    for document in read_documents(names, failures):
        try:
            page = read_page(document)
            yield SplitPage(document=document, page=page, split=splitter.split(document))
        except InputError as error:
            failures.add(error)


def read_texts(names: Sequence[str], failures: Failures) -> Iterator[Page]:
    """The pages behind the names, not taken apart."""
    for document in read_documents(names, failures):
        try:
            yield read_page(document)
        except InputError as error:
            failures.add(error)


def read_articles(names: Sequence[str], failures: Failures) -> Iterator[Entry]:
    """The articles behind the names: each document is one article."""
    for document in read_documents(names, failures):
        try:
            page = read_page(document)
            (article,) = read_one(document, page).articles
            yield Entry(document=document, page=page, article=article)
        except InputError as error:
            failures.add(error)


def read_articles_of_pages(
    names: Sequence[str], failures: Failures, splitter: PageSplitter
) -> Iterator[Entry]:
    """The articles of the pages behind the names."""
    for found in read_pages(names, failures, splitter):
        for article in found.split.articles:
            yield Entry(document=found.document, page=found.page, article=article)


def _open(names: Iterable[str]) -> Iterator[Document | InputError]:
    from digest.wiring.briefs import open_path

    for name in names:
        if name == "-":
            yield from _read_stdin()
        else:
            yield from open_path(name, now=now(), report=_report_progress)


def _report_progress(text: str) -> None:
    if sys.stderr.isatty():
        click.echo(text, err=True)


def _read_stdin() -> Iterator[Document | InputError]:
    from digest.wiring.briefs import open_bytes

    return open_bytes(sys.stdin.buffer.read(), name="-", now=now())
