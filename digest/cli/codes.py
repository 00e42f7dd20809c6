"""What a command's exit code says; those of errors stand with the errors."""

from typing import Final

FAILED: Final = 1
"""What was asked for could not be done."""

NOTHING: Final = 4
"""There was nothing to print, and `--fail-empty` was given."""

PARTLY: Final = 5
"""It was done, but not all of it."""

TRY_AGAIN: Final = 75
"""It may succeed later (EX_TEMPFAIL of sysexits.h)."""

SIGNALLED: Final = 128
"""Ended by a signal, whose number is added."""
