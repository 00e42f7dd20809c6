"""A suspected error within a line, before it is put in order with the others."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """What kind of error a place looks like."""

    NAME = "name"
    TITLE = "title"
    FORMULA = "formula"
    WORD = "word"
    DOUBLED = "doubled"
    MISSING = "missing"
    PUNCTUATION = "punctuation"


# 1 is what an office may not send: persons, titles, set phrases. 3 is what few will notice.
SEVERITIES = {
    Reason.NAME: 1,
    Reason.TITLE: 1,
    Reason.FORMULA: 1,
    Reason.WORD: 2,
    Reason.DOUBLED: 2,
    Reason.MISSING: 2,
    Reason.PUNCTUATION: 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Characters `start` to `end` of a line that look wrong; `suggestion` replaces them all."""

    start: int
    end: int
    suggestion: str | None
    reason: Reason

    @property
    def severity(self) -> int:
        """1 is worst."""
        return SEVERITIES[self.reason]
