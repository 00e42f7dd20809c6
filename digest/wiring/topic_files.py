"""Models of topics on disk: JSON that says its version and its labels."""

import json
from pathlib import Path
from typing import Any, Final

from digest.editorial.topic_model import TopicModel
from digest.errors import InputError

_VERSION: Final = 1


def write_topic_model(path: Path, model: TopicModel) -> None:
    """Write a model; equal models give equal bytes."""
    from digest.channels.folder import write_whole

    content = {
        "version": _VERSION,
        "labels": model.labels,
        "bias": model.bias,
        "grams": {gram: [model.idf[gram], *model.weights[gram]] for gram in model.weights},
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    write_whole(path, f"{text}\n".encode())


def read_topic_model(path: Path) -> TopicModel:
    """The model of a file. Raises InputError where there is none, or it is not one."""
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        version, labels = content["version"], tuple(map(str, content["labels"]))
        bias = tuple(map(float, content["bias"]))
        grams = {str(gram): tuple(map(float, row)) for gram, row in content["grams"].items()}
    except FileNotFoundError as error:
        raise InputError(
            "there is no model of sections", where=str(path), hint="digest train sections DATA"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("is no model of sections", where=str(path)) from error
    if version != _VERSION:
        raise InputError(f"is of version {version}, not {_VERSION}", where=str(path))
    if len(bias) != len(labels) or any(len(row) != len(labels) + 1 for row in grams.values()):
        raise InputError("is damaged: a row has not a number for each label", where=str(path))
    return TopicModel(
        labels=labels,
        bias=bias,
        idf={gram: row[0] for gram, row in grams.items()},
        weights={gram: row[1:] for gram, row in grams.items()},
    )
