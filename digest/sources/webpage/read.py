"""The article of a web page."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from digest.errors import InputError
from digest.sources.webpage.blocks import find_blocks
from digest.sources.webpage.body import find_body
from digest.sources.webpage.facts import Facts
from digest.sources.webpage.tree import decode_page, parse_page


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """An article as a page shows it; `text` has a paragraph a line, headings marked with ##."""

    text: str
    title: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None


def read_webpage(
    content: bytes, *, where: str, zone: tzinfo, charset: str | None = None
) -> WebPage:
    """The article of a web page; a date without an offset is one in `zone`.

    `charset` is what the server declared. Raises InputError where there is no running text.
    """
    tree = parse_page(decode_page(content, charset=charset), where=where)
    facts = Facts(tree, zone=zone)
    title = facts.title()
    blocks = find_blocks(tree)
    body = find_body(blocks, title)
    if not body:
        raise InputError(
            "no article was found in this web page",
            where=where,
            hint="pages drawn by a script hold no text; save the article itself",
        )
    places = {id(block): index for index, block in enumerate(blocks)}
    first, last = places[id(body[0])], places[id(body[-1])] + 1
    return WebPage(
        text="\n".join(f"## {b.text}" if b.heading else b.text for b in body) + "\n",
        title=title,
        published=facts.published(blocks, first=first, uri=where),
        authors=facts.authors(blocks, first=first, last=last),
        source=facts.source(blocks, first=first, last=last),
    )
