"""schedule.yaml as a JSON Schema, for editors that complete keys and underline mistakes."""

from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from digest.config.channel_schema import CHANNEL_PARTS
from digest.config.schema import SchedulePart

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TIME: Final = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
_DURATION: Final = {"anyOf": [{"type": "string", "pattern": "^[0-9]{1,6}[smhd]$"}, {"const": 0}]}
_REF: Final = "#/$defs/{model}"
_DAY_KINDS: Final = ["daily", "workday", "weekend"]
_WEEKDAYS: Final = "^(?i:mon|tue|wed|thu|fri|sat|sun)"


class _Generator(GenerateJsonSchema):
    """Times and durations as they are written, not as JSON Schema would have them."""

    def time_schema(self, schema: core_schema.TimeSchema) -> JsonSchemaValue:
        del schema
        return dict(_TIME)

    def timedelta_schema(self, schema: core_schema.TimedeltaSchema) -> JsonSchemaValue:
        del schema
        return dict(_DURATION)


def schedule_schema() -> dict[str, Any]:
    """The JSON Schema of schedule.yaml.

    It knows keys and the form of values; names that refer to something (a source, a channel) are
    checked by `digest check` alone.
    """
    schema = SchedulePart.model_json_schema(
        schema_generator=_Generator, ref_template=_REF, by_alias=True
    )
    defs: dict[str, Any] = schema["$defs"]
    for part in CHANNEL_PARTS.values():
        found = part.model_json_schema(schema_generator=_Generator, ref_template=_REF)
        defs |= found.pop("$defs", {})
        defs[part.__name__] = found
    refs = {kind: {"$ref": _REF.format(model=p.__name__)} for kind, p in CHANNEL_PARTS.items()}
    schema["properties"]["channels"] = {
        "type": "object",
        "properties": refs,
        "additionalProperties": {"anyOf": list(refs.values())},
    }
    times = defs["TimesPart"]["properties"]
    weekday = {"type": "string", "pattern": _WEEKDAYS}
    times["days"] = {"anyOf": [{"enum": _DAY_KINDS}, weekday, {"type": "array", "items": weekday}]}
    times["at"] = {"anyOf": [dict(_TIME), {"type": "array", "items": dict(_TIME), "minItems": 1}]}
    readers = schema["properties"]["recipients"]["additionalProperties"]
    readers["items"] = {"anyOf": [{"type": "string"}, readers["items"]]}
    return {"$schema": DIALECT, **schema, "title": "schedule.yaml"}
