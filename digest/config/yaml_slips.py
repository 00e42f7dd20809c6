"""Why a text is no YAML, in the words of someone who looks at the line."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ruamel.yaml.error import MarkedYAMLError

# How many lines back a slip may stand: the parser sees it when the next lines do not fit.
_BACK: Final = 3
_WIDE_COLON: Final = re.compile(r"^\s*(?:- )?[\"']?[\w-]+[\"']?\s*：")
_NO_SPACE: Final = re.compile(r"^\s*(?:- )?([A-Za-z_][\w-]*):(?=[^\s/:])")
_NO_SPACE_AFTER_DASH: Final = re.compile(r"^\s*-(?=[^\s-])")
_WIDE_SIGN: Final = re.compile(r"[，、：“”‘’【】｛｝［］（）　\u00a0]")
_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|(?<=\s)#.*")
_BRACKETS: Final = {"[": "]", "{": "}"}


def explain_yaml(error: MarkedYAMLError, text: str) -> tuple[int | None, str, str]:
    """The line of a slip, what is wrong there, and what to do about it."""
    problem = str(error.problem or error.context or "is no YAML")
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return None, problem, ""
    lines = text.splitlines()
    number = min(int(mark.line), len(lines) - 1)
    for sign, what, hint in _KNOWN:
        if sign in problem:
            return number + 1, what or problem, hint
    found = next(_slips(lines, number), None)
    if found is not None:
        return found
    opened = error.context_mark
    if opened is not None and "flow" in str(error.context):
        return _not_closed(lines, int(opened.line), problem)
    return number + 1, problem, _indentation(lines, number, problem)


# What the parser says, what is said instead, and what to do.
_KNOWN: Final = (
    ("'\\t'", "a tab cannot stand here", "indent with spaces"),
    ("another document", "the file holds more than one document", "remove the line '---'"),
    ("unknown escape", "", "write / in place of \\, or put the value in single quotes"),
    ("cannot start any token", "", "put the value in quotes"),
    ("document start", "", "the keys of the file itself begin in the first column"),
    ("sequence entries", "", "begin each item on a line of its own: '- …'"),
    ("stream", "", "a bracket or a quote is not closed"),
)


def _slips(lines: Sequence[str], number: int) -> Iterator[tuple[int, str, str]]:
    """Full-width signs and missing spaces, in the line itself or just before it."""
    for at in range(number, max(number - _BACK, -1), -1):
        line = lines[at]
        bare = _QUOTED.sub('""', line)
        if _WIDE_COLON.match(bare):
            yield at + 1, "a key ends with a full-width '：'", "write ':' and a space after it"
        elif found := _NO_SPACE.match(bare):
            yield at + 1, f"there is no space after '{found[1]}:'", f"write '{found[1]}: …'"
        elif _NO_SPACE_AFTER_DASH.match(bare):
            yield at + 1, "there is no space after '-'", "write '- …'"
        elif any(sign in bare for sign in "[{") and (wide := _WIDE_SIGN.search(bare)):
            hint = "between brackets only , : \" ' [ ] { } divide; put Chinese signs in quotes"
            yield at + 1, f"a full-width '{wide[0]}' stands between brackets", hint


def _not_closed(lines: Sequence[str], opened: int, problem: str) -> tuple[int, str, str]:
    line = lines[opened]
    bare = _QUOTED.sub("", line)
    for sign in "\"'":
        if sign in bare:
            return opened + 1, f"a quote {sign} is not closed", f"close it with {sign}"
    for left, right in _BRACKETS.items():
        if bare.count(left) > bare.count(right):
            return opened + 1, f"a bracket {left} is not closed", f"close it with {right}"
    return opened + 1, problem, "check the commas, brackets and quotes from this line on"


def _indentation(lines: Sequence[str], number: int, problem: str) -> str:
    is_nested = "mapping values are not allowed" in problem
    if not is_nested and "<block end>" not in problem:
        return ""
    before = next((n for n in range(number - 1, -1, -1) if _has_key(lines[n])), None)
    if before is not None:
        ours, theirs = _width(lines[number]), _width(lines[before])
        # One level is two spaces: then it is rather a value with a colon in it.
        if ours != theirs and (abs(ours - theirs) != 2 or not is_nested):
            told = f"line {before + 1} is indented by {theirs} spaces, this one by {ours}"
            return f"{told}; keys of one mapping begin in one column"
    if is_nested:
        return "put a value that contains ': ' in quotes, and check the indentation"
    return "check the indentation: keys of one mapping begin in one column"


def _has_key(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
