"""docs/schedule.md names every key there is, and the examples in comments are right."""

import re
from pathlib import Path
from typing import Any

import pytest

from digest.almanac.cron import parse_cron
from digest.config.channels import settle_channel
from digest.config.json_schema import schedule_schema
from digest.config.load import load_schedule

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


@pytest.mark.parametrize("place", ["schedule.yaml", "digest/data/schedule.yaml"])
def test_what_stands_in_comments_works_when_it_is_uncommented(place: str, tmp_path: Path) -> None:
    text = (ROOT / place).read_text(encoding="utf-8")
    # Keys and items in comments; the others are sentences.
    path = tmp_path / "schedule.yaml"
    path.write_text(
        re.sub(r"^( *)# ( *(?:[a-z_]+:|- \{))", r"\1\2", text, flags=re.MULTILINE), encoding="utf-8"
    )
    environ = {"SMTP_USER": "1@qq.com", "SMTP_PASSWORD": "x", "WECOM_WEBHOOK": "https://a.cn/x"}

    schedule = load_schedule(path, environ=environ, check_cron=parse_cron)

    assert [brief.name for brief in schedule.briefs] == ["morning", "weekly"]
    assert {channel.name for channel in schedule.channels} == {"mail", "wecom"}
    assert {output.to for output in schedule.briefs[0].outputs} == {"file", "mail", "wecom"}
    assert {"people", "hk", "site"} <= {source.name for source in schedule.sources}
    assert schedule.on_failure is not None
    for config in schedule.channels:
        settle_channel(config, schedule=schedule, environ=environ)
