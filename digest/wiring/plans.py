"""A brief's plan and its templates as they are kept with an edition, to rebuild it by."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from digest.model.plans import BriefPlan
from digest.renderers.templates import packaged_templates

PLAN = "plan"
TEMPLATES = "templates"


def describe_plan(plan: BriefPlan, *, dirs: Sequence[Path]) -> Mapping[str, str]:
    """The plan itself, and a hash of all templates it could use."""
    return {PLAN: plan_body(plan), TEMPLATES: hash_templates(dirs)}


def plan_body(plan: BriefPlan) -> str:
    """The plan as JSON."""
    return _adapter().dump_json(plan).decode()


def plan_of(body: str) -> BriefPlan:
    """The plan that was written so. Raises ValueError for one of another version."""
    return _adapter().validate_json(body)


def hash_templates(dirs: Sequence[Path]) -> str:
    """A hash of the names and contents of all templates in these folders and the packaged ones."""
    found = hashlib.sha256()
    for folder in (*dirs, packaged_templates()):
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            for part in (path.relative_to(folder).as_posix().encode(), path.read_bytes()):
                found.update(hashlib.sha256(part).digest())
    return found.hexdigest()


@cache
def _adapter() -> TypeAdapter[BriefPlan]:
    return TypeAdapter(BriefPlan)
