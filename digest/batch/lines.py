"""The lines of a file that may be larger than memory: plain, gzip, or stdin."""

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from digest.errors import InputError

GZIP_MAGIC = b"\x1f\x8b"
STDIO = "-"
"""The name of stdin and stdout on the command line."""

# A worker is given so much at a time: enough to be worth the way, little enough to be shared out.
_LINES = 32
_BYTES = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank, with its number in the file."""

    number: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Neighbouring lines, and how many bytes of the file were read up to them."""

    lines: tuple[Line, ...]
    position: int


class LineReader:
    """Reads the lines of a file once, in chunks."""

    def __init__(self, name: str) -> None:
        self.name = "stdin" if name == STDIO else name
        self._is_stdin = name == STDIO

    @property
    def size(self) -> int | None:
        """The bytes of the file; `None` where nobody knows."""
        try:
            return None if self._is_stdin else Path(self.name).stat().st_size
        except OSError as error:
            raise self._unreadable(error) from error

    def chunks(self, *, after: int = 0) -> Iterator[Chunk]:
        """The lines with numbers above `after`. Raises InputError where they cannot be read."""
        with self._open() as (raw, file):
            waiting: list[Line] = []
            held = 0
            for line in self._read(file, after):
                waiting.append(line)
                held += len(line.content)
                if len(waiting) >= _LINES or held >= _BYTES:
                    yield Chunk(lines=tuple(waiting), position=_position(raw))
                    waiting, held = [], 0
            if waiting:
                yield Chunk(lines=tuple(waiting), position=_position(raw))

    def line(self, number: int) -> Line | None:
        """The line of that number; `None` where there is none, or for stdin."""
        if self._is_stdin:
            return None
        with self._open() as (_, file):
            found = next(self._read(file, number - 1), None)
        return found if found and found.number == number else None

    def _read(self, file: Iterable[bytes], after: int) -> Iterator[Line]:
        try:
            # Only "\n" ends a line of JSON lines.
            for number, content in enumerate(file, start=1):
                if number > after and content.strip():
                    yield Line(number=number, content=content)
        except (EOFError, zlib.error, OSError) as error:
            raise self._unreadable(error) from error

    @contextmanager
    def _open(self) -> Iterator[tuple[BufferedReader, Iterable[bytes]]]:
        if self._is_stdin:
            raw = sys.stdin.buffer
            yield raw, _unpack(raw)  # type: ignore[arg-type, misc]  # stdin's buffer is one
            return
        with self._open_file() as raw:
            yield raw, _unpack(raw)

    def _open_file(self) -> BufferedReader:
        try:
            return Path(self.name).open("rb")
        except OSError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> InputError:
        reason = getattr(error, "strerror", None) or str(error)
        return InputError(f"cannot be read ({reason})", where=self.name)


def _unpack(raw: BufferedReader) -> Iterable[bytes]:
    return gzip.GzipFile(fileobj=raw) if raw.peek(2)[:2] == GZIP_MAGIC else raw


def _position(raw: BufferedReader) -> int:
    try:
        return raw.tell()
    except OSError:  # a pipe has no positions
        return 0
