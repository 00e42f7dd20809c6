"""The scorers of the evaluation kit, where they are present beside the project."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

KIT = Path(__file__).resolve().parents[4] / "shared" / "eval"


@pytest.fixture
def kit() -> Iterator[Callable[[str], ModuleType]]:
    """Import a scorer of the kit by name; skip the test where the kit is absent."""
    if not (KIT / "rouge.py").is_file():
        pytest.skip("the evaluation kit ../shared/eval is not present")
    before, writes = set(sys.modules), sys.dont_write_bytecode
    sys.path.insert(0, str(KIT))
    sys.dont_write_bytecode = True
    yield importlib.import_module
    sys.dont_write_bytecode = writes
    sys.path.remove(str(KIT))
    for name in set(sys.modules) - before:
        origin = getattr(sys.modules[name], "__file__", None)
        if origin and Path(origin).parent == KIT:
            del sys.modules[name]


@pytest.fixture
def kit_data() -> Path:
    """The kit's data; skip the test where it is absent."""
    if not (KIT / "data").is_dir():
        pytest.skip("the evaluation data ../shared/eval/data is not present")
    return KIT / "data"
