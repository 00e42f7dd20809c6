"""Whether a summary reads as a whole: what a reader stumbles over, by name.

A checker of its own: it looks at the printed text alone and shares no table with what cuts it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_OPENING, _CLOSING = "“‘「『（《【〔(", "”’」』）》】〕)"
_END = re.compile(r"[。！？!?…][”’」』）)》】]*$")
# After these the reader waits for more.
_OPEN_END = re.compile(
    r"(?:[，、：；,:;]|[和与及或]|以及|并且|[把将]|对于|关于|为了|随着|通过|根据|按照|由于|因为|如果|虽然|"
    r"表示|指出|强调|认为|要求|介绍说|显示|提到)[。…]*[”’]?$"
)
# These point at something before them.
_POINTS_BACK = re.compile(
    r"[“‘（]*(?:他们?|她们?|它们?|其(?!他|余|实)|该|此(?!外)|这(?!里|[一两几]天|个[^，。]{0,4}(?:假期|节日|周末|季节))|那(?!么|年)|上述|前者|后者|对此|为此|因此|因而|所以|"
    r"于是|但(?!愿)是?|不过|然而|同时|此外|另外|与此同时|随后|之后|接着|其中|图为|而且|并且)"
)


def find_faults(summary: str) -> tuple[str, ...]:
    """The names of what is wrong with a summary; none for one that reads as a whole.

    "empty", "unbalanced" quotes or brackets, "no end" mark, an "open end" before it, an opening
    that "points back" to what is not printed.

    >>> find_faults("会议召开。"), find_faults("他指出，要抓好落实和。")
    ((), ('open end', 'points back'))
    """
    text = summary.strip()
    if not text:
        return ("empty",)
    found = []
    if not _is_balanced(text):
        found.append("unbalanced")
    if not _END.search(text):
        found.append("no end")
    if _OPEN_END.search(text):
        found.append("open end")
    if _POINTS_BACK.match(text):
        found.append("points back")
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How many of the summaries read as a whole; those flagged as cut are counted apart."""

    checked: int
    complete: int
    cut: int

    @property
    def share(self) -> float:
        """The complete ones among the checked, in percent."""
        return 100 * self.complete / max(1, self.checked)


def check_summaries(summaries: Iterable[tuple[str, bool]]) -> Completeness:
    """The completeness of texts, each with whether it was flagged as cut."""
    checked = complete = cut = 0
    for text, is_cut in summaries:
        if is_cut:
            cut += 1
            continue
        checked += 1
        complete += not find_faults(text)
    return Completeness(checked=checked, complete=complete, cut=cut)


def _is_balanced(text: str) -> bool:
    waiting: list[str] = []
    for char in text:
        if char in _OPENING:
            waiting.append(_CLOSING[_OPENING.index(char)])
        elif char in _CLOSING and (not waiting or waiting.pop() != char):
            return False
    return not waiting
