"""Pydantic's findings in the words of the user's file."""

from collections.abc import Callable, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from digest.config.problems import Loc, Problem, suggest
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
    return [_problem(details, model, loc) for details in error.errors(include_url=False)]


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
        return "unknown key", suggest(str(loc[-1]), _keys(model, loc[:-1]))
    if kind == "missing":
        return "is missing", ""
    if kind in _TYPES:
        return f"must be {_TYPES[kind]}, not {kind_of(given)}", ""
    if kind in {"literal_error", "enum"}:
        shown = f"'{given}'" if isinstance(given, str) else kind_of(given)
        choices = _choices(str(limits["expected"]))
        hint = suggest(given, choices) if isinstance(given, str) else ""
        return f"must be {_either(choices)}, not {shown}", hint
    explain_limit = _LIMITS.get(kind)
    return (explain_limit(limits) if explain_limit else details["msg"].lower(), "")


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
