"""How large the fault tests are, and what they found."""

import os

FULL = os.environ.get("DIGEST_FAULTS") == "full"
FIGURES: dict[str, dict[str, object]] = {}


def size(small: int, full: int) -> int:
    """The size of a test: small in CI, full on demand."""
    return full if FULL else small


def record(name: str, **figures: object) -> None:
    """A line of the table."""
    FIGURES[name] = figures
