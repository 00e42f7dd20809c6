"""Records of evaluation data on disk, and what the product answers to them, as JSON lines."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from digest.errors import InputError


def read_records(path: Path, *, needs: Iterable[str] = ()) -> tuple[dict[str, Any], ...]:
    """The records of a JSONL file, or of all JSONL files of a folder in the order of names.

    Raises InputError, with file and line, for a line that is no JSON object or lacks a key.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    records: list[dict[str, Any]] = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot be read: {error}", where=str(file)) from error
        # Only "\n" ends a line of JSON lines: U+2028 may stand inside a text.
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                records.append(_record(line, where=f"{file}:{number}", needs=needs))
    if not records:
        raise InputError("there are no records in it", where=str(path))
    return tuple(records)


def write_answers(path: Path, answers: Iterable[Mapping[str, Any]]) -> None:
    """Write one JSON object a line."""
    text = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _record(line: str, *, where: str, needs: Iterable[str]) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON: {error}", where=where) from error
    if not isinstance(record, dict):
        raise InputError("is no JSON object", where=where)
    for key in needs:
        if key not in record:
            raise InputError(f"'{key}' is missing", where=where)
    return record
