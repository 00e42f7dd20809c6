"""Summarizers by name: the built-in ones in a table, others from entry points, imported on use.

Another package offers one under the entry point group `digest.summarizers`: a callable that
takes a `Tokenizer` and returns a `Summarizer`.
"""

import difflib
from collections.abc import Callable
from importlib import import_module, metadata, util
from pathlib import Path

from digest.errors import DigestError, UsageError
from digest.protocols import Summarizer, Tokenizer

DEFAULT_METHOD = "news"
"""What `--method default` resolves to."""

_GROUP = "digest.summarizers"


def method_names() -> tuple[str, ...]:
    """The names a method can be chosen by, `default` included."""
    return (*_BUILT_IN, "default", *(point.name for point in metadata.entry_points(group=_GROUP)))


def resolve_method(name: str) -> str:
    """The name a method really has. Raises UsageError, with a suggestion, if there is none.

    >>> resolve_method("default")
    'news'
    """
    if name == "default":
        return DEFAULT_METHOD
    names = method_names()
    if name not in names:
        close = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean '{close[0]}'?" if close else f"one of {', '.join(names)}"
        raise UsageError(f"there is no method '{name}'", hint=hint)
    return name


def make_summarizer(name: str, tokenizer: Tokenizer) -> Summarizer:
    """The summarizer of that name. Raises UsageError if there is none."""
    name = resolve_method(name)
    if name in _BUILT_IN:
        return _BUILT_IN[name](tokenizer)
    point = next(point for point in metadata.entry_points(group=_GROUP) if point.name == name)
    summarizer: Summarizer = point.load()(tokenizer)
    return summarizer


def _lead(tokenizer: Tokenizer) -> Summarizer:
    del tokenizer
    return _load("digest.condense.lead:Lead")()


def _news(tokenizer: Tokenizer) -> Summarizer:
    del tokenizer
    return _load("digest.condense.news:News")()


def _lexrank(tokenizer: Tokenizer) -> Summarizer:
    del tokenizer
    return _load("digest.condense.lexrank:LexRank")(stop_words=textrank4zh_stop_words())


def _textrank(tokenizer: Tokenizer) -> Summarizer:
    del tokenizer
    return _load("digest.condense.textrank:TextRank")(stop_words=textrank4zh_stop_words())


def _textrank4zh(tokenizer: Tokenizer) -> Summarizer:
    return _load("digest.engines.textrank4zh:TextRank4ZH")(tokenizer=tokenizer)


_BUILT_IN: dict[str, Callable[[Tokenizer], Summarizer]] = {
    "news": _news,
    "lead": _lead,
    "textrank": _textrank,
    "textrank4zh": _textrank4zh,
    "lexrank": _lexrank,
}


def _load(place: str) -> Callable[..., Summarizer]:
    module, _, name = place.partition(":")
    factory: Callable[..., Summarizer] = getattr(import_module(module), name)
    return factory


def textrank4zh_stop_words() -> frozenset[str]:
    """The words textrank4zh does not look at. Raises DigestError where it is not installed."""
    from digest.text.stopwords import textrank4zh_stopwords

    # The list is the package's own, so that our scores can equal its scores. The package is
    # found, not imported: importing it would load networkx.
    found = util.find_spec("textrank4zh")
    if found is None or found.origin is None:
        raise DigestError("textrank4zh is not installed", hint="pip install textrank4zh==0.3")
    return textrank4zh_stopwords(
        Path(found.origin).with_name("stopwords.txt").read_bytes().decode("utf-8", "ignore")
    )
