"""Names of persons on a page, and names that are nearly those of others."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from digest.model.editions import PersonTitle
from digest.pages.proof_finding import Finding, Reason
from digest.pages.proof_tables import look_alikes
from digest.pages.surnames import COMPOUND, SINGLE

_HAN = "\u3400-\u9fff"
_SURNAME = f"(?:{'|'.join(COMPOUND)}|[{''.join(sorted(SINGLE))}])"
_NAME = rf"{_SURNAME}[{_HAN}]{{1,2}}"
_REPORTER = "记者"
_BYLINE = re.compile(
    rf"(?:记者|通讯员)[ \u3000]*((?:[{_HAN}]{{2,3}}[ \u3000]*){{1,5}}?)(?=[）)摄]|$)"
)
_TITLE_WORD = (
    "书记|市长|省长|县长|区长|主任|主席|部长|局长|厅长|院长|检察长|秘书长|董事长|总经理|总裁|总监|负责人|"
    "创始人|总统|总理|校长|会长|委员"
)
_TITLED = re.compile(
    rf"({_TITLE_WORD})({_NAME})(?=[、，。；,;（(]|出席|主持|参加|强调|指出|率|带队|表示|说|等|作|与|在|讲)"
)

_OFFICE = re.compile(f"[{_HAN}]+$")
_LONGEST_OFFICE = 12


def find_people(text: str) -> tuple[PersonTitle, ...]:
    """The persons a page names, as often as it does, with the title or 记者; for an archive."""
    people = [
        PersonTitle(name=name, title=_REPORTER)
        for line in text.splitlines()
        for match in _BYLINE.finditer(line)
        for name in match.group(1).split()
    ]
    for match in _TITLED.finditer(text):
        office = _OFFICE.search(text[max(0, match.start() - _LONGEST_OFFICE) : match.end(1)])
        title = office.group() if office else match.group(1)
        people.append(PersonTitle(name=match.group(2), title=title))
    return tuple(people)


class KnownPeople:
    """Names, how often they were seen, and with which titles.

    `seen` are the persons of all pages that are read together, as often as they are named;
    `listed` are known to be right.
    """

    def __init__(self, seen: Iterable[PersonTitle], listed: Iterable[PersonTitle] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self._titles: dict[str, set[str]] = {}
        for person in seen:
            self._counts[person.name] += 1
            self._titles.setdefault(person.name, set()).add(person.title)
        for person in listed:
            self._titles.setdefault(person.name, set()).add(person.title)
        self.listed = frozenset(person.name for person in listed)
        self._by_shape: dict[str, list[str]] = {}
        for name in sorted({*self._counts, *self.listed}):
            for shape in _shapes(name):
                self._by_shape.setdefault(shape, []).append(name)

    def find_slips(self, names: Iterable[str]) -> dict[str, str]:
        """Those of the names that are nearly another's, and the other."""
        slips: dict[str, str] = {}
        for name in sorted(set(names) - self.listed):
            near = {other for shape in _shapes(name) for other in self._by_shape[shape]} - {name}
            for other in sorted(near, key=lambda other: (-self._weight(other), other)):
                if self._weight(other) > self._weight(name) and self._is_slip(name, other):
                    slips[name] = other
                    break
        return slips

    def _weight(self, name: str) -> float:
        return float("inf") if name in self.listed else self._counts[name]

    def _is_slip(self, name: str, other: str) -> bool:
        """Whether two names of one shape are one person's: the same office, or alike characters.

        王明厚 and 王明生 are two persons with two titles.
        """
        if self._titles[name] & self._titles[other]:
            return True
        ours, theirs = next((a, b) for a, b in zip(name, other, strict=True) if a != b)
        return theirs in look_alikes().get(ours, "")


def find_slips(text: str, slips: Mapping[str, str]) -> Iterator[Finding]:
    """Names in a line that are nearly another's."""
    for name, right in slips.items():
        for match in re.finditer(name, text):
            yield Finding(
                start=match.start(), end=match.end(), suggestion=right, reason=Reason.NAME
            )


def _shapes(name: str) -> tuple[str, ...]:
    """A name of three characters with each character left open in turn."""
    if len(name) < 3:
        return ()
    return tuple(f"{name[:at]}?{name[at + 1 :]}" for at in range(len(name)))
