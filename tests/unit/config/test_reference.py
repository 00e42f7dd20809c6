"""docs/schedule.md names every key there is."""

import re
from pathlib import Path
from typing import Any

from digest.config.json_schema import schedule_schema

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "schedule.md").read_text(encoding="utf-8")


def keys_of(schema: dict[str, Any]) -> set[str]:
    parts = [schema, *schema["$defs"].values()]
    return {key for part in parts for key in part.get("properties", {})}


def test_the_reference_names_every_key() -> None:
    words = set(re.findall(r"[\w-]+", PAGE))

    assert sorted(keys_of(schedule_schema()) - words) == []


def test_the_reference_names_every_word_a_key_can_have() -> None:
    words = set(re.findall(r"[\w-]+", PAGE))
    choices = {
        str(value)
        for part in schedule_schema()["$defs"].values()
        for field in part.get("properties", {}).values()
        for each in (field, *field.get("anyOf", ()))
        for value in each.get("enum", ())
    }

    assert len(choices) > 20
    assert sorted(choices - words) == []
