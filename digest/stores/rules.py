"""What every store asks of an edition before it keeps it."""

from digest.errors import StoreError, TemporaryError
from digest.model.editions import Edition


def check_repeat(edition: Edition, *, stored: str, offered: str) -> None:
    """Raises StoreError where another edition stands under the same id and revision."""
    if stored != offered:
        raise StoreError(
            f"another edition is kept as revision {edition.revision}",
            where=edition.id,
            hint="a changed edition is the next revision (--force)",
        )


def check_revision(edition: Edition, *, last: int) -> None:
    """Raises StoreError where a revision would be left out."""
    if edition.revision != last + 1:
        raise StoreError(
            f"revision {edition.revision} cannot follow revision {last}", where=edition.id
        )


def check_number(edition: Edition, *, own: int | None, last: int) -> None:
    """Raises where an issue number would be changed, skipped or given twice.

    `own` is the number earlier revisions bear, `last` the last one given in the year. It is a
    TemporaryError where another edition has taken the number meanwhile.
    """
    if own is not None:
        if edition.number != own:
            raise StoreError(f"its issue number is {own}, not {edition.number}", where=edition.id)
    elif edition.number is not None and edition.number != last + 1:
        raise TemporaryError(
            f"issue number {edition.number} is not the next one, {last + 1} is",
            where=edition.id,
            hint="try again",
        )
