"""The process that reads a PDF: `python -m digest.sources.pdf.child text|draw NUMBER DPI`.

The file comes on stdin, what was found goes to stdout.
"""

import json
import sys

from digest.errors import InputError
from digest.sources.pdf.read import draw_page, read_pages

TEXT, DRAW = "text", "draw"
# What a process may use before the system refuses it more.
_TEXT_BYTES = 700_000_000
_DRAW_BYTES = 1_500_000_000
_CPU_SECONDS = 300


def main() -> None:
    """Read the PDF on stdin as the arguments say."""
    task, *rest = sys.argv[1:]
    _limit(_DRAW_BYTES if task == DRAW else _TEXT_BYTES)
    content = sys.stdin.buffer.read()
    try:
        if task == DRAW:
            width, height, dots = draw_page(content, int(rest[0]), dots_an_inch=float(rest[1]))
            sys.stdout.buffer.write(f"{width} {height}\n".encode() + dots)
        else:
            pages = [
                [page.number, page.text, page.is_large, page.is_scan]
                for page in read_pages(content)
            ]
            sys.stdout.buffer.write(json.dumps({"pages": pages}).encode())
    except InputError as error:
        answer = {"what": error.what, "hint": error.hint}
        sys.stdout.buffer.write(json.dumps(answer).encode())


def _limit(most_bytes: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows; the wall clock is watched from outside
    for what, limit in (
        (resource.RLIMIT_AS, most_bytes),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (limit, limit))
        except (OSError, ValueError):
            continue


if __name__ == "__main__":
    main()
