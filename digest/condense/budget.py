"""What a budget may be."""

from digest.errors import UsageError
from digest.model.plans import DEFAULT_CHARS
from digest.model.summaries import Budget


def check_budget(
    *, chars: int | None = None, sentences: int | None = None, ratio: float | None = None
) -> Budget:
    """The budget for one of three limits; 120 characters where none is given.

    Raises UsageError for more than one, for less than one character or sentence, and for a ratio
    that is not above 0 and at most 1.
    """
    given = [limit for limit in (chars, sentences, ratio) if limit is not None]
    if not given:
        return Budget(chars=DEFAULT_CHARS)
    if len(given) > 1:
        raise UsageError("chars, sentences and ratio exclude each other", hint="give one of them")
    if (chars is not None and chars < 1) or (sentences is not None and sentences < 1):
        raise UsageError(f"a summary of {given[0]} is no summary", hint="ask for at least 1")
    if ratio is not None and not 0 < ratio <= 1:
        raise UsageError(f"the ratio {ratio} is not above 0 and at most 1", hint="such as 0.2")
    return Budget(chars=chars, sentences=sentences, ratio=ratio)
