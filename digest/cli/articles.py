"""`digest summarize` and `digest keywords`: articles, one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from digest.cli.inputs import Entry, Failures, read_articles, read_articles_of_pages
from digest.cli.options import accept_settings, settings
from digest.cli.output import print_json, say
from digest.model.summaries import PrintedSentence, Summary
from digest.protocols import PageSplitter

_JSON_KEYWORDS = 5
_MANY_REPORTS = 2

_inputs = click.argument("inputs", nargs=-1, metavar="[FILE|FOLDER|URL|-]...")
_userdict = click.option(
    "--userdict",
    type=click.Path(path_type=Path),
    help="Own words for jieba: word [frequency] [tag] a line.",
)
_page = click.option(
    "--page", "as_page", is_flag=True, help="Inputs are newspaper pages: take them apart first."
)


@click.command()
@_inputs
@click.option("--chars", type=int, help="At most so many characters (default 120).")
@click.option("--sentences", type=int, help="At most so many sentences.")
@click.option("--ratio", type=float, help="At most this share of the text, such as 0.2.")
@click.option("--method", default="default", metavar="NAME", help="How sentences are rated.")
@click.option("--query", metavar="WORDS", help="Prefer sentences with these words.")
@click.option("--keywords", "count", type=click.IntRange(min=0), help="Print so many keywords.")
@_userdict
@_page
@click.option("--trace", is_flag=True, help="Say where each sentence stands.")
@accept_settings
def summarize(
    inputs: Sequence[str],
    chars: int | None,
    sentences: int | None,
    ratio: float | None,
    method: str,
    query: str | None,
    count: int | None,
    userdict: Path | None,
    *,
    as_page: bool,
    trace: bool,
) -> None:
    """Condense articles; one input is one article (a file, an address; - is stdin)."""
    from digest.condense.article import condense, find_keywords
    from digest.condense.budget import check_budget
    from digest.model.contracts import summary_json
    from digest.wiring.tools import make_tools

    budget = check_budget(chars=chars, sentences=sentences, ratio=ratio)
    tools = make_tools(method, userdict=userdict)
    if count is None:
        count = _JSON_KEYWORDS if settings().json else 0
    failures = Failures()
    results: list[tuple[Entry, Summary]] = []
    for entry in _read(inputs, failures, as_page=as_page, splitter=tools.splitter):
        summary = condense(
            entry.article,
            summarizer=tools.summarizer,
            tokenizer=tools.tokenizer,
            budget=budget,
            query=query,
            source=entry.document.uri,
        )
        if count:
            found = find_keywords(
                entry.article, tokenizer=tools.tokenizer, lexicon=tools.lexicon, count=count
            )
            summary = replace(summary, keywords=found)
        results.append((entry, summary))
    if settings().json:
        print_json([summary_json(summary) for _, summary in results])
    else:
        for entry, summary in results:
            _print_summary(entry, summary, titled=len(results) > 1, trace=trace)
    failures.leave()


@click.command()
@_inputs
@click.option("-n", "count", type=click.IntRange(min=1), default=8, help="How many (default 8).")
@_userdict
@_page
@accept_settings
def keywords(inputs: Sequence[str], count: int, userdict: Path | None, *, as_page: bool) -> None:
    """The words and phrases articles are about, the best first."""
    from digest.condense.article import find_keywords
    from digest.model.contracts import keywords_json
    from digest.wiring.tools import make_tools

    tools = make_tools(userdict=userdict)
    failures = Failures()
    results = [
        (
            entry,
            find_keywords(
                entry.article, tokenizer=tools.tokenizer, lexicon=tools.lexicon, count=count
            ),
        )
        for entry in _read(inputs, failures, as_page=as_page, splitter=tools.splitter)
    ]
    if settings().json:
        print_json([keywords_json(entry.document.uri, found) for entry, found in results])
    else:
        for entry, found in results:
            if len(results) > 1:
                click.echo(f"# {_name(entry)}")
            for word, weight in found:
                click.echo(f"{word}\t{weight:.6f}")
    failures.leave()


def _read(
    inputs: Sequence[str], failures: Failures, *, as_page: bool, splitter: PageSplitter
) -> Iterator[Entry]:
    if as_page:
        return read_articles_of_pages(inputs, failures, splitter)
    return map(_hint_at_page, read_articles(inputs, failures))


def _hint_at_page(entry: Entry) -> Entry:
    from digest.text.clean import count_wires

    found = count_wires(entry.article)
    if found >= _MANY_REPORTS:
        name = entry.document.uri
        say(
            f"提示：{name} 有 {found} 处“本报讯”一类的电头，像是一个版面；--page 先分成各篇。",
            f"hint: {name} has {found} datelines like a newspaper page; --page takes it apart",
        )
    return entry


def _print_summary(entry: Entry, summary: Summary, *, titled: bool, trace: bool) -> None:
    if titled:
        click.echo(f"# {_name(entry)}")
    if trace:
        for sentence in summary.sentences:
            click.echo(sentence.text)
            click.echo(f"  ← {_origin(entry, sentence)}")
    else:
        click.echo(summary.text)
    if summary.keywords:
        click.echo("关键词：" + " / ".join(word for word, _ in summary.keywords))
    if titled:
        click.echo()


def _name(entry: Entry) -> str:
    article = entry.article
    return article.name or f"{entry.document.uri} {article.id}"


def _origin(entry: Entry, sentence: PrintedSentence) -> str:
    lines = sorted(
        {
            line.number
            for span in sentence.traced.spans
            for line in entry.page.lines
            if line.start < span.end and span.start < line.end
        }
    )
    spans = " ".join(f"{span.start}–{span.end}" for span in sentence.traced.spans)
    edits = ", ".join(
        f"{edit.kind} {edit.before!r} → {edit.after!r}" for edit in sentence.traced.edits
    )
    place = f"{entry.document.uri}:{','.join(map(str, lines))} [{spans}]"
    return f"{place} #{sentence.rank} {sentence.score:.6f}" + (f" ({edits})" if edits else "")
