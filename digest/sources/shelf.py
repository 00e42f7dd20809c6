"""What was fetched before, kept on disk; it may be deleted at any time."""

import hashlib
import json
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_KEPT_SECONDS = 90 * 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Small JSON objects by name, in a folder; without a folder nothing is kept.

    A file that cannot be read or written is as good as none: what it held is fetched again.
    """

    folder: Path | None = None

    def get(self, name: str) -> dict[str, Any] | None:
        """What was put under this name."""
        path = self._path(name)
        if path is None:
            return None
        try:
            kept = json.loads(path.read_bytes())
            os.utime(path)
        except (OSError, ValueError):
            return None
        return kept if isinstance(kept, dict) and kept.get("name") == name else None

    def put(self, name: str, value: dict[str, Any]) -> None:
        """Keep a value; it is there whole or not at all."""
        path = self._path(name)
        if path is None:
            return
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            number, draft = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(json.dumps({**value, "name": name}).encode())
                Path(draft).replace(path)
            except OSError:
                Path(draft).unlink(missing_ok=True)
                raise

    def sweep(self) -> None:
        """Drop what nobody has asked for in three months."""
        if self.folder is None:
            return
        oldest = time.time() - _KEPT_SECONDS
        for path in self.folder.glob("*/*.*"):
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, name: str) -> Path | None:
        if self.folder is None:
            return None
        mark = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
        return self.folder / mark[:2] / f"{mark[2:34]}.json"
