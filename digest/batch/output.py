"""Results, one a line, in the order of the input; what was begun can be gone on with.

A chunk of results is written at once: first the errors, then the results. So after a kill the
last complete line of the output says how far everything is known, and what follows it in either
file is dropped. In a gzip file each chunk is a member of its own.
"""

import gzip
import json
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from digest.batch.lines import GZIP_MAGIC, STDIO
from digest.errors import DigestError, InputError, UsageError

_BLOCK = 1 << 16
# How every result begins, as far as was written of it.
_HEAD = b'{"version":'


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of the input line of that number: an object for the output or the errors."""

    number: int
    data: dict[str, Any]
    failed: bool = False


class Output:
    """Where results go: a file, a gzip file (named so) or stdout, and a file of errors.

    `data["source"]` of a result ends with the number of its line, which `done` reads back.
    Raises UsageError where the file is there and neither to be gone on with nor to be replaced.
    """

    def __init__(self, name: str, *, resume: bool = False, replace: bool = False) -> None:
        self.name = name
        self._path = None if name == STDIO else Path(name)
        self._last: dict[str, Any] = {}
        self.errors_path = _errors_path(self._path) if self._path else None
        if self._path is None or self.errors_path is None:
            if resume:
                raise UsageError("what was printed cannot be gone on with", hint="name a file")
            self._file: IO[bytes] = sys.stdout.buffer
            return
        begun = self._path.exists() and self._path.stat().st_size > 0
        if begun and not (resume or replace):
            raise UsageError(
                "is there already",
                where=name,
                hint="--resume goes on with it, --force writes it anew",
            )
        try:
            if begun and resume:
                self._last = _find_last(self._path)
                _drop_errors_after(self.errors_path, self.done)
            else:
                self._path.write_bytes(b"")
                self.errors_path.unlink(missing_ok=True)
            self._file = self._path.open("ab", buffering=0)
        except OSError as error:
            raise DigestError(
                f"cannot be written ({error.strerror})", where=str(error.filename or name)
            ) from error

    @property
    def done(self) -> int:
        """The number of the last input line whose result is written; 0 where there is none."""
        return _line_number(self._last)

    @property
    def last_id(self) -> str | None:
        """The id of that line."""
        return self._last.get("id")

    @property
    def method(self) -> str | None:
        """The method that result was made with."""
        return self._last.get("method")

    def write(self, results: Sequence[Result]) -> None:
        """Write a chunk of results, in order."""
        failed = _as_lines(result for result in results if result.failed)
        done = _as_lines(result for result in results if not result.failed)
        if failed and self.errors_path:
            with self.errors_path.open("ab", buffering=0) as errors:
                _write_all(errors, failed)
        if done and self._path and self._path.suffix == ".gz":
            # The time of packing would make equal runs differ.
            done = gzip.compress(done, mtime=0)
        _write_all(self._file, done)
        if self._path is None:
            self._file.flush()

    def close(self) -> None:
        """Make sure of what was written."""
        if self._path:
            os.fsync(self._file.fileno())
            self._file.close()


def _errors_path(path: Path) -> Path:
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    return plain.with_name(f"{plain.name.removesuffix('.jsonl')}.errors.jsonl")


def _as_lines(results: Iterator[Result]) -> bytes:
    return b"".join(
        json.dumps(result.data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        for result in results
    )


def _write_all(file: IO[bytes], content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]


def _line_number(data: dict[str, Any]) -> int:
    return int(str(data["source"]).rpartition(":")[2]) if data else 0


def _find_last(path: Path) -> dict[str, Any]:
    """The last complete result of a file; what stands behind it is cut off."""
    packed = path.suffix == ".gz"
    end, line = _last_of_members(path) if packed else _last_of_lines(path)
    with path.open("rb") as file:
        head = file.read(len(_HEAD))
    ours = head.startswith(GZIP_MAGIC) if packed else _HEAD.startswith(head)
    last: dict[str, Any] = {}
    try:
        last = json.loads(line) if line else {}
        _line_number(last)
    except (ValueError, LookupError, TypeError):
        ours = False
    if not ours:
        hint = "--force writes it anew"
        raise InputError("is no output of digest batch", where=str(path), hint=hint)
    os.truncate(path, end)
    return last


def _last_of_lines(path: Path) -> tuple[int, bytes]:
    """Where the last complete line of a file ends, and that line."""
    tail = b""
    with path.open("rb") as file:
        at = file.seek(0, os.SEEK_END)
        while at:
            size = min(_BLOCK, at)
            at = file.seek(at - size)
            tail = file.read(size) + tail
            end = tail.rfind(b"\n") + 1
            start = tail.rfind(b"\n", 0, max(end - 1, 0)) + 1
            if end and (start or not at):
                return at + end, tail[start:end]
    return 0, b""


def _last_of_members(path: Path) -> tuple[int, bytes]:
    """Where the last complete member of a gzip file ends, and its last line."""
    end, last = 0, b""
    read = 0
    unpack = zlib.decompressobj(wbits=31)
    tail = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            read += len(block)
            while block:
                try:
                    tail += unpack.decompress(block)
                except zlib.error:
                    return end, last
                tail = tail[tail.rfind(b"\n", 0, -1) + 1 :]
                block = unpack.unused_data
                if unpack.eof:
                    end, last, tail = read - len(block), tail, b""
                    unpack = zlib.decompressobj(wbits=31)
    return end, last


def _drop_errors_after(path: Path, number: int) -> None:
    if not path.exists():
        return
    part = path.with_name(path.name + ".part")
    with path.open("rb") as old, part.open("wb") as new:
        for line in old:
            if line.endswith(b"\n") and _line_number(json.loads(line)) <= number:
                new.write(line)
    part.replace(path)
