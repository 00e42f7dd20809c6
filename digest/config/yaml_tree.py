"""A YAML 1.2 file as plain values, with the line of every key and item."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from digest.config.problems import Loc, Problem, path_of
from digest.config.yaml_slips import explain_yaml
from digest.errors import ConfigError

# A schedule has a few hundred values. The limits stop files whose aliases multiply (a "billion
# laughs") and files that are not configurations at all.
MOST_BYTES = 1_000_000
MOST_VALUES = 20_000
DEEPEST = 40
# ruamel.yaml takes time that grows with the square of this, 15 s for 3,000.
MOST_BRACKETS = 200

_KEY = re.compile(r"'([\w-]+)'")
_WIDE_SPACES = ("\u3000", "\u00a0")
TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The values of a file and where they stand; `name` is the file as the user wrote it.

    `problems` are keys given twice and values that are none.
    """

    name: str
    value: Any
    lines: Mapping[Loc, int]
    problems: tuple[Problem, ...] = ()

    def line(self, loc: Loc) -> int:
        """The line of a key or item, or of the nearest one around it."""
        return next(
            (self.lines[loc[:end]] for end in range(len(loc), 0, -1) if loc[:end] in self.lines), 1
        )

    def line_of(self, problem: Problem) -> int:
        """The line of a problem: that of the key it speaks of, where it is one inside."""
        named = _KEY.match(problem.what)
        inside = self.lines.get((*problem.loc, named[1])) if named else None
        return problem.line or inside or self.line(problem.loc)

    def error(self, problem: Problem) -> ConfigError:
        """The problem as the user reads it."""
        line = self.line_of(problem)
        place = path_of(problem.loc)
        what = f"{place}: {problem.what}" if place else problem.what
        return ConfigError(what, where=f"{self.name}:{line}", hint=problem.hint)


def read_tree(path: Path, *, name: str, missing_hint: str = "") -> Tree:
    """The mapping a YAML file holds.

    Raises ConfigError where the file is missing or no YAML.
    """
    text = _text(path, name, missing_hint)
    root = _compose(text, name)
    if root is None:
        raise ConfigError("the file is empty", where=name, hint=missing_hint)
    if not isinstance(root, MappingNode):
        raise ConfigError(
            "the file is not a mapping of keys to values",
            where=f"{name}:{root.start_mark.line + 1}",
            hint="start it with 'version: 1'",
        )
    builder = _Builder(name=name)
    value = builder.build(root, ())
    return Tree(name=name, value=value, lines=builder.lines, problems=tuple(builder.problems))


def _text(path: Path, name: str, missing_hint: str) -> str:
    try:
        if path.is_dir():
            raise ConfigError("is a folder, not a file", where=name)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigError("no such file", where=name, hint=missing_hint) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", where=name) from error
    if len(content) > MOST_BYTES:
        raise ConfigError(f"is larger than {MOST_BYTES:,} bytes", where=name)
    try:
        return content.decode(
            "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        )
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            "is not written in UTF-8", where=f"{name}:{line}", hint="save the file as UTF-8"
        ) from error


def _compose(text: str, name: str) -> Node | None:
    if _open_brackets(text) > MOST_BRACKETS:
        raise ConfigError("holds too many brackets in brackets", where=name)
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        line, what, hint = explain_yaml(error, text)
        raise ConfigError(what, where=f"{name}:{line}" if line else name, hint=hint) from error
    except (YAMLError, RecursionError) as error:
        raise ConfigError("is no YAML: " + str(error).splitlines()[0], where=name) from error
    return node


def _open_brackets(text: str) -> int:
    """The most brackets that are open at once, those in quotes and comments counted too."""
    deepest = depth = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth = max(depth - 1, 0)
    return deepest


class _TooMuchError(Exception):
    pass


@dataclass(slots=True, kw_only=True)
class _Builder:
    name: str
    lines: dict[Loc, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    values: int = 0

    def build(self, root: Node, loc: Loc) -> Any:
        try:
            return self._value(root, loc)
        except _TooMuchError as error:
            raise ConfigError(
                "holds too many values, or aliases that multiply them",
                where=self.name,
                hint=f"at most {MOST_VALUES:,} values, nested {DEEPEST} deep",
            ) from error

    def _value(self, node: Node, loc: Loc) -> Any:
        self.values += 1
        if self.values > MOST_VALUES or len(loc) > DEEPEST:
            raise _TooMuchError
        self.lines.setdefault(loc, node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            return self._mapping(node, loc)
        if isinstance(node, SequenceNode):
            return [self._value(item, (*loc, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, loc)

    def _mapping(self, node: MappingNode, loc: Loc) -> dict[str, Any]:
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self._report(loc, "a key must be a word", line=line)
            elif str(key_node.tag) == TAG + "merge":
                merged |= self._merge(value_node, loc, line)
            elif (key := str(key_node.value)) in own:
                first = self.lines[(*loc, key)]
                what = f"is given twice, first in line {first}"
                self._report((*loc, key), what, line=line, hint="remove one of the two")
            elif key[:1] in _WIDE_SPACES:
                what = f"a full-width space stands before '{key.strip()}'"
                hint = "indent with ordinary spaces"
                # What stands below what cannot be known, so nothing else is looked at.
                raise ConfigError(what, where=f"{self.name}:{line}", hint=hint)
            else:
                self.lines[(*loc, key)] = line
                own[key] = self._value(value_node, (*loc, key))
        return merged | own

    def _merge(self, node: Node, loc: Loc, line: int) -> dict[str, Any]:
        nodes = node.value if isinstance(node, SequenceNode) else [node]
        merged: dict[str, Any] = {}
        for item in reversed(nodes):
            value = self._value(item, (*loc, "<<"))
            if isinstance(value, dict):
                merged |= value
            else:
                self._report(loc, "'<<' takes a mapping", line=line)
        return merged

    def _scalar(self, node: Node, loc: Loc) -> Any:
        tag, text = str(node.tag).removeprefix(TAG), str(node.value)
        line = node.start_mark.line + 1
        if tag not in _READERS:
            self._report(loc, f"the tag '!{tag.removeprefix('!')}' is not allowed", line=line)
            return text
        read, name = _READERS[tag]
        try:
            return read(text)
        except ValueError:
            self._report(loc, f"'{text}' is no {name}", line=line)
            return text

    def _report(self, loc: Loc, what: str, *, line: int, hint: str = "") -> None:
        self.problems.append(Problem(loc=loc, what=what, line=line, hint=hint))


def _integer(text: str) -> int:
    digits = text.replace("_", "")
    based = digits.lstrip("+-")[:2].casefold() in {"0x", "0o", "0b"}
    return int(digits, 0) if based else int(digits)


def _number(text: str) -> float:
    plain = text.casefold().replace("_", "")
    return float(plain.replace(".inf", "inf").replace(".nan", "nan"))


def _day(text: str) -> date | str:
    return date.fromisoformat(text) if len(text) == len("2024-03-27") else text


_READERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "str": (str, "text"),
    "null": (lambda _: None, "null"),
    "bool": (lambda text: text.casefold() == "true", "true or false"),
    "int": (_integer, "whole number"),
    "float": (_number, "number"),
    "timestamp": (_day, "date"),
}
