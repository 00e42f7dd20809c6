"""The JSON Schema takes what the program takes, as far as a schema can."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from digest.config.json_schema import schedule_schema

ROOT = Path(__file__).parents[3]
SCHEMA = schedule_schema()
WHOLE = """
version: 1
timezone: Asia/Shanghai
sources: {datong: {path: "seeds/*.txt", kind: newspaper-page}}
briefs:
  morning:
    title: t
    sources: [datong]
    schedule: {at: ["07:30"], days: workday}
    catch_up: 6h
    push_window: ["07:00", "22:00"]
    release: approve
    deadline: "08:30"
    on_deadline: hold
    outputs:
      - {to: file, template: brief.md.j2, path: "out/{date}.md"}
      - {to: mail, template: mail.html.j2, recipients: [office], attach: [docx]}
channels:
  mail: {host: h, port: 465, tls: ssl, user: "${U}", password: "${P}", from: a@b.cn, rate: 10/min}
  chat: {kind: dingtalk, webhook: "${W}", secret: "${S}", timeout: 10s}
recipients: {office: ["a@b.cn", {mail: b@b.cn, include: [能源]}]}
on_failure: {to: chat}
"""


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """What a validator says, for the keywords our schema uses."""
    if "$ref" in schema:
        return fits(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]])
    kinds: dict[str, Any] = {
        "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
        "null": type(None), "number": (int, float),
    }  # fmt: skip
    kind = schema.get("type")
    if kind and (not isinstance(value, kinds[kind]) or (kind == "integer" and value is True)):
        return False
    checks = [
        "const" not in schema or value == schema["const"],
        "enum" not in schema or value in schema["enum"],
        "anyOf" not in schema or any(fits(value, each) for each in schema["anyOf"]),
        "allOf" not in schema or all(fits(value, each) for each in schema["allOf"]),
        "pattern" not in schema or bool(re.search(schema["pattern"], str(value))),
        "minItems" not in schema or len(value) >= schema["minItems"],
        "minLength" not in schema or len(value) >= schema["minLength"],
        "maximum" not in schema or value <= schema["maximum"],
    ]
    if isinstance(value, list) and "items" in schema:
        checks += [fits(each, schema["items"]) for each in value]
    if isinstance(value, dict):
        known, rest = schema.get("properties", {}), schema.get("additionalProperties", True)
        checks += [name in value for name in schema.get("required", ())]
        for name, each in value.items():
            if name in known:
                checks.append(fits(each, known[name]))
            else:
                checks.append(rest is True or (rest is not False and fits(each, rest)))
    return all(checks)


def read(text: str) -> Any:
    return YAML(typ="safe").load(text)


@pytest.mark.parametrize("path", ["schedule.yaml", "digest/data/schedule.yaml"])
def test_the_schedules_of_the_project_fit(path: str) -> None:
    assert fits(read((ROOT / path).read_text(encoding="utf-8")), SCHEMA)


def test_a_schedule_with_everything_fits() -> None:
    assert fits(read(WHOLE), SCHEMA)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("timezone:", "timezon:"),
        ("version: 1", "version: 2"),
        ('["07:30"]', '["25:00"]'),
        ("days: workday", "days: workdays"),
        ("catch_up: 6h", "catch_up: 6 hours"),
        ("release: approve", "release: aprove"),
        ("port: 465", "port: 70000"),
        ("tls: ssl", "tls: tsl"),
        ("rate: 10/min", "rate: 10"),
        ("secret:", "sekret:"),
        ("include:", "includes:"),
    ],
)
def test_a_mistake_does_not_fit(before: str, after: str) -> None:
    assert before in WHOLE
    assert not fits(read(WHOLE.replace(before, after)), SCHEMA)
