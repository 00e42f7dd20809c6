"""The index of words, as statements within a transaction."""

from sqlalchemy import Connection, delete, func, insert, select

from digest.model.editions import Edition, EditionId
from digest.stores import tables
from digest.stores.terms import story_text, terms_of

BIGRAM = tables.bigram


def keep_terms(connection: Connection, edition: Edition) -> None:
    """The newest revision is what is found of an edition."""
    connection.execute(delete(BIGRAM).where(BIGRAM.c.edition == edition.id))
    rows = [
        {"term": term, "edition": edition.id, "story": story}
        for story, terms in _terms_by_story(edition).items()
        for term in sorted(terms)
    ]
    if rows:
        connection.execute(insert(BIGRAM), rows)


def find(connection: Connection, words: str, *, limit: int) -> tuple[tuple[EditionId, str], ...]:
    """Where all pairs of the words stand in one story, the latest editions first.

    One character finds the pairs that hold it. The reader of the answer must look whether
    the pairs stand side by side.
    """
    terms = sorted(terms_of(words))
    if not terms:
        return ()
    pairs = [term for term in terms if len(term) > 1]
    singles = [term for term in terms if len(term) == 1]
    query = select(BIGRAM.c.edition, BIGRAM.c.story)
    if pairs:
        query = query.where(BIGRAM.c.term.in_(pairs))
        query = query.group_by(BIGRAM.c.edition, BIGRAM.c.story)
        query = query.having(func.count() == len(pairs))
    else:
        query = query.where(BIGRAM.c.term.contains(singles[0], autoescape=True)).distinct()
    query = query.order_by(BIGRAM.c.edition.desc(), BIGRAM.c.story).limit(limit)
    return tuple((EditionId(row.edition), row.story) for row in connection.execute(query))


def _terms_by_story(edition: Edition) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for story in edition.stories:
        found.setdefault(story.id, set()).update(terms_of(story_text(story)))
    return found
