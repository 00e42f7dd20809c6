"""A YAML file checked against its model: every problem of it at once."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from digest.config.explain import explain
from digest.config.problems import ConfigFileError, Problem
from digest.config.yaml_tree import Tree

Model = TypeVar("Model", bound=BaseModel)


def check_tree(tree: Tree, model: type[Model]) -> Model:
    """What the file holds. Raises ConfigFileError with all of its problems, line by line."""
    part, problems = find_problems(tree, model, tree.value)
    if part is None or problems:
        raise ConfigFileError([tree.error(problem) for problem in problems])
    return part


def find_problems(
    tree: Tree, model: type[Model], value: Any, *, context: Any = None
) -> tuple[Model | None, list[Problem]]:
    """The model of a value, where it is one, and the problems of the file in order of lines.

    What is no value at all is told once, not once more as a wrong one.
    """
    problems = list(tree.problems)
    told = {problem.loc for problem in problems}
    part: Model | None = None
    try:
        part = model.model_validate(value, context=context)
    except ValidationError as error:
        problems += [each for each in explain(error, model) if each.loc not in told]
    return part, sorted(problems, key=tree.line_of)
