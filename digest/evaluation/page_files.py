"""Pages with gold on disk: NNN.txt with NNN.json, or gold that names its text as `seed`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A page and what it should come apart into; the splitter never sees `gold`."""

    name: str
    text: Path
    gold: Mapping[str, Any]


def read_gold_pages(folder: Path) -> tuple[GoldPage, ...]:
    """Every page of a folder in the order of its names.

    The text is NAME.txt beside NAME.json, or the file the gold calls `seed`, there or in a folder
    `seeds` of a folder above. Raises InputError where there is no page, or a text is missing.
    """
    pages = tuple(_read(path) for path in sorted(folder.glob("*.json")))
    if not pages:
        raise InputError("there are no pages with gold in it", where=str(folder))
    return pages


def _read(path: Path) -> GoldPage:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"is no JSON: {error}", where=str(path)) from error
    for place in _places(path, str(gold.get("seed", ""))):
        if place.is_file():
            return GoldPage(name=path.stem, text=place, gold=gold)
    raise InputError("the text of this page is missing", where=str(path))


def _places(path: Path, seed: str) -> Iterator[Path]:
    yield path.with_suffix(".txt")
    if seed:
        yield path.parent / seed
        for folder in path.resolve().parents:
            yield folder / "seeds" / seed
