"""jieba's data files, read without importing jieba: its import alone costs more than we do."""

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from digest.errors import UsageError


def read_dictionary() -> Mapping[str, int]:
    """The words of jieba's dictionary and how often they were counted."""
    fields = (_folder() / "dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[0::3], map(int, fields[1::3]), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """jieba's dictionary: how often each word was counted, its tag, and all counts together."""

    counts: Mapping[str, int]
    tags: Mapping[str, str]
    total: int


def read_entries() -> Entries:
    """The whole dictionary."""
    fields = (_folder() / "dict.txt").read_text(encoding="utf-8").split()
    words, counts = fields[0::3], [int(count) for count in fields[1::3]]
    return Entries(
        counts=dict(zip(words, counts, strict=True)),
        tags=dict(zip(words, fields[2::3], strict=True)),
        # One word stands there twice, and is counted twice.
        total=sum(counts),
    )


def load_tables(name: str) -> ModuleType:
    """A module of tables from `jieba/posseg`, such as "prob_emit", without its package.

    Importing the package reads the whole dictionary; the module alone takes its compiled form
    from the same place as ever.
    """
    path = _folder() / "posseg" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"digest_jieba_{name}", path)
    if spec is None or spec.loader is None:
        raise _missing()
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _folder() -> Path:
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise _missing()
    return Path(spec.origin).parent


def _missing() -> UsageError:
    return UsageError("the package jieba is missing", hint="pip install jieba==0.42.1")
