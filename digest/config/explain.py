"""Pydantic's findings in the words of the user's file."""

from collections.abc import Callable, Mapping
from math import isfinite
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from digest.config.problems import Loc, Problem, suggest
from digest.config.slips import meant_key, meant_list, meant_number, meant_truth
from digest.config.values import kind_of

_TYPES = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def explain(error: ValidationError, model: type[BaseModel], *, loc: Loc = ()) -> list[Problem]:
    """A problem for each finding; `loc` is where the model stands in the file."""
    found = [_problem(details, model, loc) for details in error.errors(include_url=False)]
    meant = {
        (*problem.loc[:-1], key)
        for problem in found
        if problem.what == _UNKNOWN and (key := _suggested(problem.hint))
    }
    # A misspelled key is one mistake, not a missing one besides.
    return [each for each in found if each.what != _MISSING or each.loc not in meant]


def _problem(details: ErrorDetails, model: type[BaseModel], base: Loc) -> Problem:
    loc = tuple(part for part in details["loc"] if part != "[key]")
    what, hint = _words(details, model, loc)
    return Problem(loc=(*base, *loc), what=what, hint=hint)


def _words(details: ErrorDetails, model: type[BaseModel], loc: Loc) -> tuple[str, str]:
    kind, given = details["type"], details["input"]
    limits: Mapping[str, Any] = details.get("ctx", {})
    if kind == "digest":
        return str(limits["what"]), str(limits["hint"])
    if kind == "extra_forbidden":
        return _UNKNOWN, _suggest_key(str(loc[-1]), _keys(model, loc[:-1]))
    if kind == "missing":
        return _MISSING, _EXAMPLES.get(str(loc[-1]), "")
    if kind in _TYPES:
        return f"must be {_TYPES[kind]}, not {kind_of(given)}", _in_that_form(
            kind, given, str(loc[-1])
        )
    if kind in {"literal_error", "enum"}:
        shown = f"'{given}'" if isinstance(given, str) else kind_of(given)
        choices = _choices(str(limits["expected"]))
        return f"must be {_either(choices)}, not {shown}", _suggest_choice(given, choices)
    return _limit(details, loc)


def _limit(details: ErrorDetails, loc: Loc) -> tuple[str, str]:
    """What a value is too much, too little or too different from."""
    kind, limits = details["type"], details.get("ctx", {})
    if kind == "string_pattern_mismatch" and loc[-1] in _FORMS:
        name, example = _FORMS[str(loc[-1])]
        return f"'{details['input']}' is no {name}", f"write {example}"
    explain_limit = _LIMITS.get(kind)
    return (explain_limit(limits) if explain_limit else details["msg"].lower(), "")


def _suggest_key(word: str, keys: list[str]) -> str:
    meant = meant_key(word)
    return f"did you mean '{meant}'?" if meant in keys else suggest(word, keys)


def _suggested(hint: str) -> str:
    return hint.removeprefix("did you mean '").removesuffix("'?") if hint.endswith("'?") else ""


def _in_that_form(kind: str, given: Any, key: str) -> str:
    """What is given in the form that is asked for."""
    if kind == "string_type":
        return f'write "{given}"' if isinstance(given, (int, float)) else ""
    if kind in _MAPPINGS:
        below = "write its keys below it, indented by two spaces"
        return _EXAMPLES.get(key) or (below if given is None else "write {key: value}")
    if kind.startswith("int_") and isinstance(given, float) and isfinite(given):
        return f"write {round(given)}"
    if not isinstance(given, str):
        return ""
    meant = {
        "list_type": meant_list,
        "int_type": meant_number,
        "bool_type": meant_truth,
    }.get(kind)
    found = meant(given) if meant else ""
    return f"write {found}" if found else ""


def _suggest_choice(given: Any, choices: list[str]) -> str:
    if not isinstance(given, str):
        return f"write {choices[0]}" if len(choices) == 1 else ""
    return f"write {given} without quotes" if given in choices else suggest(given, choices)


_UNKNOWN: Final = "unknown key"
_MISSING: Final = "is missing"
_MAPPINGS: Final = frozenset({"dict_type", "model_type", "model_attributes_type"})
# What stands for a key that must be there.
_EXAMPLES: Final[Mapping[str, str]] = {
    "version": "start the file with 'version: 1'",
    "sources": "sources: {inbox: {path: inbox}}",
    "briefs": "'digest init' writes a schedule.yaml with one",
    "title": "title: 每日要闻简报",
    "schedule": 'schedule: {at: ["07:30"]}',
    "name": "name: 要闻速览",
    "to": "to: file",
    "template": "template: brief.md.j2",
    "from": "from: 简报 <brief@example.com>",
    "chat": 'chat: "-1001234567890"',
    "mail": "mail: name@example.com",
}
# Values that must look in some way: what they are called, and one of them.
_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "mail": ("mail address", "name@example.com"),
    "rate": ("rate", "10/min"),
    "user_agent": ("name for a client, of at most 200 plain characters", "digest/1.0"),
}
_LIMITS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "greater_than_equal": lambda limits: f"must be at least {limits['ge']}",
    "less_than_equal": lambda limits: f"must be at most {limits['le']}",
    "string_too_short": lambda _: "must not be empty",
    "too_short": lambda _: "must not be empty",
    "string_pattern_mismatch": lambda limits: f"does not look as it must ({limits['pattern']})",
}


def _choices(expected: str) -> list[str]:
    return [word.strip().strip("'") for word in expected.replace(" or ", ",").split(",")]


def _either(choices: list[str]) -> str:
    *others, last = choices
    return f"{', '.join(others)} or {last}" if others else last


def _keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys the mapping at `loc` may have."""
    annotation: Any = model
    for part in loc:
        annotation = _inside(annotation, part)
    found = _model_in(annotation)
    return [] if found is None else [field.alias or n for n, field in found.model_fields.items()]


def _inside(annotation: Any, part: str | int) -> Any:
    found = _model_in(annotation)
    if found is not None:
        named = (f for n, f in found.model_fields.items() if part in {n, f.alias})
        field = next(named, None)
        return None if field is None else field.annotation
    arguments = get_args(_bare(annotation))
    return arguments[-1] if arguments else None


def _bare(annotation: Any) -> Any:
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return _bare(next(a for a in get_args(annotation) if a is not type(None)))
    if isinstance(annotation, type) and issubclass(annotation, RootModel):
        return _bare(annotation.model_fields["root"].annotation)
    return annotation


def _model_in(annotation: Any) -> type[BaseModel] | None:
    bare = _bare(annotation)
    return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None
