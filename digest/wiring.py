"""The composition root: names and configuration become objects that work together."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import InputError
from digest.model.articles import Token
from digest.model.documents import Document, DocumentId
from digest.model.editions import Edition, EditionId
from digest.model.plans import EditionPlan
from digest.pages.splitter import TextSplitter
from digest.pipeline import (
    Occasion,
    Reading,
    Tools,
    compose_edition,
    group_by_issue_date,
    latest_issue_date,
)
from digest.plugins import make_summarizer
from digest.protocols import Renderer
from digest.tokenizers.userdict import read_userdict

if TYPE_CHECKING:
    from digest.tokenizers.stock import StockTokenizer


def make_tools(method: str = "default", *, userdict: Path | None = None) -> Tools:
    """What the line needs: a splitter, a tokenizer and the summarizer of that name.

    The dictionary is loaded when the first word is asked for, not before. Raises UsageError for
    an unknown method, InputError for an unreadable user dictionary.
    """
    tokenizer = LazyTokenizer(userdict=userdict)
    lexicon = LazyLexicon(tokenizer)
    return Tools(
        splitter=TextSplitter(lexicon=lexicon),
        tokenizer=tokenizer,
        summarizer=make_summarizer(method, tokenizer),
        lexicon=lexicon,
    )


def open_path(path: str, *, now: datetime) -> Iterator[Document | InputError]:
    """The documents of a file or folder, with what manifests beside them say.

    A file that cannot be read comes as its error, in its place.
    """
    from digest.config.manifest import imprint_finder
    from digest.sources.folder import FolderSource

    source = FolderSource(name=path, path=path, base=Path(), zone=UTC, imprint_of=imprint_finder())
    try:
        yield from source.fetch(since=None, now=now)
    except InputError as error:
        yield error


def sample_document(*, now: datetime) -> Document:
    """The sample page that comes with the program."""
    name = "linjiang-2024-03-27.txt"
    content = resources.files("digest").joinpath("data", "sample", name).read_bytes()
    return Document(
        id=DocumentId("sample"),
        source="sample",
        uri=name,
        media_type="text/plain",
        content=content,
        fetched_at=now,
    )


def compose_briefs(
    readings: Sequence[Reading],
    *,
    plan: EditionPlan,
    day: date | None,
    today: date,
    one_for_each_date: bool,
    tools: Tools,
) -> tuple[Edition, ...]:
    """One-off editions: one for each issue date, the oldest first, or one of everything.

    An edition's day is `day`, else the latest date its pages are known to have, else `today`.
    """
    from digest.almanac.lunar import day_names

    groups = group_by_issue_date(readings) if one_for_each_date else (tuple(readings),)
    editions: list[Edition] = []
    for group in groups:
        on = day or latest_issue_date(group) or today
        occasion = Occasion(
            edition=EditionId(f"{on.isoformat()}/{plan.brief}"),
            revision=1,
            day=on,
            day_names=day_names(on),
        )
        editions.append(compose_edition(group, plan=plan, occasion=occasion, tools=tools))
    return tuple(editions)


def make_renderer(template: str, *, dirs: Sequence[Path] = ()) -> Renderer:
    """The renderer for a template, by name or path; ".json" is the edition as JSON.

    Raises ConfigError for a template that is missing or faulty.
    """
    if template == ".json":
        from digest.renderers.dump import JsonRenderer

        return JsonRenderer()
    from digest.renderers.templates import TemplateRenderer

    return TemplateRenderer(template=template, dirs=tuple(dirs))


class LazyTokenizer:
    """jieba's words and tags; the dictionary is loaded on first use, once, by one thread."""

    def __init__(self, *, userdict: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._words = read_userdict(userdict) if userdict else ()
        self._tokenizer: StockTokenizer | None = None

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of `text` in order; joined they give it back."""
        return self._loaded().tokens(text)

    @property
    def lexicon(self) -> Mapping[str, int]:
        """The dictionary: words and how often they were counted."""
        return self._loaded().lexicon

    def _loaded(self) -> "StockTokenizer":
        with self._lock:
            if self._tokenizer is None:
                from digest.tokenizers.stock import StockTokenizer

                self._tokenizer = StockTokenizer(self._words)
            return self._tokenizer


class LazyLexicon(Mapping[str, int]):
    """The dictionary of a tokenizer, loaded when the first word is looked up."""

    def __init__(self, tokenizer: LazyTokenizer) -> None:
        self._tokenizer = tokenizer

    def __getitem__(self, word: str) -> int:
        return self._tokenizer.lexicon[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tokenizer.lexicon)

    def __len__(self) -> int:
        return len(self._tokenizer.lexicon)
