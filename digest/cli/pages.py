"""`digest split` and `digest proof`: newspaper pages."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from digest.cli.inputs import Failures, SplitPage, read_pages, read_texts
from digest.cli.options import accept_settings, settings
from digest.cli.output import print_json
from digest.model.articles import Article, Publication, Suspect

_pages = click.argument("pages", nargs=-1, metavar="[PAGE|FOLDER|URL|-]...")


@click.command()
@_pages
@click.option("--explain", is_flag=True, help="Say why each line went where it did.")
@accept_settings
def split(pages: Sequence[str], *, explain: bool) -> None:
    """Take newspaper pages apart into their articles, every line accounted for."""
    from digest.model.contracts import page_json
    from digest.pages.proof import proofread
    from digest.wiring.tools import make_tools

    failures = Failures()
    tools = make_tools()
    found = list(read_pages(pages, failures, tools.splitter))
    if settings().json:
        suspects = proofread([each.page for each in found], lexicon=tools.lexicon)
        print_json(
            [
                page_json(replace(each.split, suspects=suspected))
                for each, suspected in zip(found, suspects, strict=True)
            ]
        )
    else:
        for each in found:
            _print_page(each, explain=explain)
    failures.leave()


@click.command()
@_pages
@click.option(
    "--people",
    type=click.Path(path_type=Path),
    help="A people.yaml of names and titles known to be right.",
)
@accept_settings
def proof(pages: Sequence[str], people: Path | None) -> None:
    """Suspected errors of names, titles and words, for a person to decide; nothing is changed.

    Pages named together are read together: a name is compared with those on all of them.
    """
    from digest.config.people import load_people
    from digest.model.contracts import suspect_json
    from digest.pages.proof import proofread
    from digest.wiring.tools import make_tools

    known = load_people(people) if people else ()
    lexicon = make_tools().lexicon
    failures = Failures()
    texts = list(read_texts(pages, failures))
    suspects = proofread(texts, lexicon=lexicon, people=known)
    results = [(page.uri, found) for page, found in zip(texts, suspects, strict=True)]
    if settings().json:
        print_json(
            [
                {
                    "version": 1,
                    "page": uri,
                    "suspects": [suspect_json(suspect) for suspect in found],
                }
                for uri, found in results
            ]
        )
    else:
        for uri, found in results:
            for suspect in found:
                _print_suspect(uri, suspect)
    failures.leave()


def _print_suspect(uri: str, suspect: Suspect) -> None:
    mark = "!" * (4 - suspect.severity)
    better = f" → {suspect.suggestion}" if suspect.suggestion else ""
    click.echo(f"{uri}:{suspect.line}: {suspect.text}{better} ({suspect.reason}) {mark}")


def _print_page(found: SplitPage, *, explain: bool) -> None:
    page = found.split
    click.echo(f"# {page.uri}  {_imprint(page.publication)}".rstrip())
    for article in page.articles:
        _print_article(article)
        if explain:
            for reason in article.explanation:
                click.echo(f"    · {reason}")
    if page.unassigned_lines:
        click.echo(f"\n未归属的行：{_numbers(page.unassigned_lines)}")
        for number in page.unassigned_lines:
            click.echo(f"    {number}: {found.page.lines[number - 1].text}")
    for repair in page.repairs:
        click.echo(f"修复：第{repair.line}行 {repair.before!r} → {repair.after!r}")
    click.echo()


def _print_article(article: Article) -> None:
    name = article.name or "（缺标题）"
    marks = [str(article.type)]
    if article.truncated:
        marks.append("截断" if article.continued_on is None else f"下转{article.continued_on}")
    if article.attached_to:
        marks.append(f"附于{article.attached_to}")
    byline = "、".join(article.byline)
    click.echo(f"\n[{article.id}] {name}  ({' · '.join(marks)}, {article.confidence:.2f}) {byline}")
    roles = article.roles
    for label, numbers in (
        ("引题", roles.kicker),
        ("主题", roles.title),
        ("副题", roles.subtitle),
        ("正文", roles.body),
        ("小标题", roles.section_heading),
    ):
        if numbers:
            click.echo(f"    {label} {_numbers(numbers)}")
    if roles.joins:
        click.echo("    接续 " + " ".join(f"{above}→{below}" for above, below in roles.joins))
    for paragraph in article.paragraphs:
        click.echo(f"    {paragraph.text}")


def _numbers(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))


def _imprint(publication: Publication) -> str:
    parts = []
    if publication.name:
        parts.append(f"{publication.name}（{publication.name_from}）")
    if publication.date:
        parts.append(f"{publication.date.isoformat()}（{publication.date_from}）")
    elif publication.month_day:
        parts.append(f"{publication.month_day}（{publication.date_from}，年份未定）")
    return " ".join(parts)
