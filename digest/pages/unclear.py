"""Words a recognizer was not sure of, for a person to look at."""

from typing import Final

from digest.model.articles import Suspect
from digest.model.documents import Page

REASON: Final = "unclear"
_SEVERITY: Final = 2


def find_unclear(page: Page) -> tuple[Suspect, ...]:
    """A suspect for each run of text in the page's imprint that was hard to read.

    >>> from digest.model.documents import Imprint
    >>> from digest.text.lines import make_page
    >>> page = make_page("全市植树三十万株。", uri="a", imprint=Imprint(unclear=("三十万",)))
    >>> [(suspect.line, suspect.text) for suspect in find_unclear(page)]
    [(1, '三十万')]
    """
    return tuple(
        Suspect(line=line.number, text=text, suggestion=None, reason=REASON, severity=_SEVERITY)
        for text in page.imprint.unclear
        for line in page.lines
        if text in line.text
    )
