"""`manifest.yaml` beside pages: which paper, date and page number each file is.

```yaml
000_front.txt: {paper: 大同日报, date: 2023-11-24, page: 1}
```
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, RootModel, field_validator

from digest.config.checked import check_tree
from digest.config.parts import Part
from digest.config.values import parse_date, refuse
from digest.config.yaml_tree import read_tree
from digest.model.documents import Imprint

MANIFEST = "manifest.yaml"


def load_manifest(path: Path, *, name: str | None = None) -> Mapping[str, Imprint]:
    """What the manifest says of each file; keys are paths relative to the manifest's folder.

    Raises ConfigError or ConfigFileError, with file and line, where it cannot be used.
    """
    tree = read_tree(path, name=name or path.as_posix())
    entries = check_tree(tree, _Manifest).root
    return {
        _key(file): Imprint(name=entry.paper, date=entry.date, page=entry.page)
        for file, entry in entries.items()
    }


def imprint_finder(
    *, manifest: Path | None = None, paper: str | None = None
) -> Callable[[Path], Imprint]:
    """A function that gives a file's imprint.

    It looks into `manifest`, or into the `manifest.yaml` beside the file where none is named;
    each manifest is read once. `paper` is the name of files without one.
    """

    @cache
    def entries(path: Path) -> Mapping[str, Imprint]:
        return load_manifest(path)

    def find(file: Path) -> Imprint:
        path = manifest or file.parent / MANIFEST
        imprint = Imprint()
        if manifest is not None or path.is_file():
            inside = file.absolute().is_relative_to(path.absolute().parent)
            if inside:
                key = _key(file.absolute().relative_to(path.absolute().parent).as_posix())
                imprint = entries(path).get(key, imprint)
        return imprint if imprint.name or not paper else replace(imprint, name=paper)

    return find


def _key(file: str) -> str:
    # macOS stores Chinese file names decomposed, editors write them composed.
    return unicodedata.normalize("NFC", file.replace("\\", "/").removeprefix("./"))


_Day = Annotated[date, BeforeValidator(parse_date)]


class _Entry(Part):
    paper: Annotated[str, Field(min_length=1)] | None = None
    date: _Day | None = None
    page: str | None = None

    @field_validator("page", mode="before")
    @classmethod
    def _number_or_name(cls, page: Any) -> Any:
        return str(page) if isinstance(page, int) and not isinstance(page, bool) else page


class _Manifest(RootModel[dict[str, _Entry]]):
    @field_validator("root")
    @classmethod
    def _says_something(cls, root: dict[str, _Entry]) -> dict[str, _Entry]:
        for file, entry in root.items():
            if entry == _Entry():
                raise refuse(
                    f"nothing is said of '{file}'", "{paper: NAME, date: 2024-03-27, page: 1}"
                )
        return root
