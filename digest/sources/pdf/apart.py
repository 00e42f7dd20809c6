"""PDFs read in a process of their own, with a limit of memory and time.

A file of a hundred kilobytes can make pdfium take eight gigabytes.
"""

import json
import os
import subprocess
import sys
from typing import Any

from digest.errors import InputError
from digest.sources.pdf.child import DRAW, TEXT
from digest.sources.pdf.read import PdfPage

_MODULE = "digest.sources.pdf.child"
_SECONDS = 180.0


def read_pages_apart(
    content: bytes, *, where: str, seconds: float = _SECONDS
) -> tuple[PdfPage, ...]:
    """The pages of a PDF in order.

    Raises InputError where it is damaged, protected, too long, or made to exhaust the machine.
    """
    answer = _ask(content, [TEXT], where=where, seconds=seconds)
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise _too_much(where) from error
    if "pages" not in found:
        raise InputError(found["what"], where=where, hint=found["hint"])
    return tuple(
        PdfPage(number=number, text=text, is_large=is_large, is_scan=is_scan)
        for number, text, is_large, is_scan in found["pages"]
    )


def draw_page_apart(
    content: bytes, number: int, *, dots_an_inch: float, where: str
) -> tuple[int, int, bytes]:
    """A picture of a page: width, height, and three bytes for each dot."""
    answer = _ask(content, [DRAW, str(number), str(dots_an_inch)], where=where, seconds=_SECONDS)
    head, _, dots = answer.partition(b"\n")
    try:
        width, height = map(int, head.split())
    except ValueError as error:
        raise _too_much(where) from error
    if len(dots) != 3 * width * height:
        raise _too_much(where)
    return width, height, dots


def _ask(content: bytes, task: list[str], *, where: str, seconds: float) -> bytes:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    try:
        done = subprocess.run(  # noqa: S603 -- our own module
            [sys.executable, "-m", _MODULE, *task],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much(where) from error
    if done.returncode != 0:
        raise _too_much(where)
    return done.stdout


def _too_much(where: str) -> InputError:
    return InputError("this PDF takes more memory or time to read than it may", where=where)
