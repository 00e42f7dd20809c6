"""The text of a picture and where it stands, by RapidOCR with the models that come in its wheel."""

import importlib.util
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from digest.model.documents import Box
from digest.sources.layout.sheet import Run, Sheet, body_size
from digest.sources.scan.picture import Picture, missing

# The detector is given strips as wide as the page; what stands at the border of one stands whole
# in the next.
_STRIP = 1400
_OVERLAP = 200
# Wider pictures are made smaller: a broadsheet at 250 dots an inch is as wide as this.
_WIDEST = 4000
# What the recognizer's boxes are higher than the type in them, measured on type set for it.
_LOOSE = 1.07
_PITCH = 1.15
_WIDE = 0x2E7F
_LEAST_SCORE = 0.5
# Sizes that differ by less than this are one size; those of running text may differ more.
_ALIKE = 1.13
_BODY = (0.75, 1.3)
_FEW, _NEAR = 2, 2.5
# From this confidence downwards a line is shown to a person.
UNCLEAR = 0.8
_MOST_UNCLEAR = 50
# A picture with fewer characters is a photograph, not a page.
LEAST_CHARS = 20
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A line as the recognizer sees it: the middle, length, height and slope of its box."""

    text: str
    score: float
    x: float
    y: float
    width: float
    height: float
    slope: float


def is_available() -> bool:
    """Whether the extra is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "PIL"))


def recognize(picture: Picture, *, dpi: float, where: str, report: Callable[[str], None]) -> Sheet:
    """The lines of a picture, straightened, with their confidence.

    Raises InputError where the recognizer is not installed.
    """
    if not is_available():
        raise missing(where)
    scale = 1.0
    if picture.shape[1] > _WIDEST:
        scale = _WIDEST / picture.shape[1]
        picture = _shrink(picture, scale)
    seen: list[_Seen] = []
    strips = list(_strips(picture.shape[0]))
    with _LOCK:
        engine = _engine()
        for number, (top, bottom) in enumerate(strips, start=1):
            report(f"{where}: recognizing part {number} of {len(strips)}")
            seen += _read_strip(engine, picture, top, bottom)
    points = 72.0 / (dpi * scale)
    height, width = picture.shape[0] * points, picture.shape[1] * points
    runs = _even_sizes(list(_runs(seen, points)))
    return Sheet(width=width, height=height, runs=runs, rules=tuple(_rules(picture, points)))


def find_unclear(sheet: Sheet) -> tuple[str, ...]:
    """The words of a recognized sheet that were hard to read."""
    found = (run.text for run in sheet.runs if run.confidence < UNCLEAR and len(run.text) > 1)
    return tuple(dict.fromkeys(found))[:_MOST_UNCLEAR]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Global.max_side_len": _WIDEST,
            "Global.text_score": _LEAST_SCORE,
        }
    )


def _strips(height: int) -> Iterator[tuple[int, int]]:
    """Top and bottom of the strips of a picture."""
    if height <= _STRIP + _OVERLAP:
        yield 0, height
        return
    count = -(-(height - _OVERLAP) // (_STRIP - _OVERLAP))
    step = (height - _OVERLAP) / count
    for number in range(count):
        yield round(number * step), min(height, round((number + 1) * step) + _OVERLAP)


def _read_strip(engine: Any, picture: Picture, top: int, bottom: int) -> Iterator[_Seen]:
    # The recognizer reads pictures as OpenCV does: blue, green, red.
    result = engine(np.ascontiguousarray(picture[top:bottom, :, ::-1]))
    if result.boxes is None or result.txts is None:
        return
    first = 0 if top == 0 else _OVERLAP / 2
    last = bottom - top if bottom == picture.shape[0] else bottom - top - _OVERLAP / 2
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        found = _measure(np.asarray(corners, dtype=float), text, float(score))
        if found is not None and first <= found.y < last:
            yield replace(found, y=found.y + top)


def _measure(corners: Any, text: str, score: float) -> _Seen | None:
    bare = text.strip()
    along = (corners[1] - corners[0] + corners[2] - corners[3]) / 2
    down = (corners[3] - corners[0] + corners[2] - corners[1]) / 2
    width, height = float(np.hypot(*along)), float(np.hypot(*down))
    if not bare or width <= 0 or height <= 0:
        return None
    middle = corners.mean(axis=0)
    return _Seen(
        text=bare,
        score=score,
        x=float(middle[0]),
        y=float(middle[1]),
        width=width,
        height=height,
        slope=float(np.arctan2(along[1], along[0])),
    )


def _runs(seen: Sequence[_Seen], points: float) -> Iterator[Run]:
    """The lines with the page's slope taken out."""
    long = sorted(each.slope for each in seen if each.width > 6 * each.height)
    slope = long[len(long) // 2] if long else 0.0
    cos, sin = float(np.cos(slope)), float(np.sin(slope))
    for each in seen:
        x, y = each.x * cos + each.y * sin, each.y * cos - each.x * sin
        # Boxes of short lines are too high; the width of their characters says more.
        pitch = each.width / sum(1.0 if ord(char) > _WIDE else 0.5 for char in each.text)
        size = min(each.height / _LOOSE, _PITCH * pitch)
        yield Run(
            text=each.text,
            box=Box(
                x0=(x - each.width / 2) * points,
                y0=(y - size / 2) * points,
                x1=(x + each.width / 2) * points,
                y1=(y + size / 2) * points,
            ),
            size=size * points,
            confidence=each.score,
        )


def _even_sizes(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with sizes that differ only by how well they were measured made one."""
    body = body_size(runs)
    sizes = sorted({run.size for run in runs if not _BODY[0] < run.size / body < _BODY[1]})
    evened: dict[float, float] = {}
    group: list[float] = []
    for size in sizes:
        if group and size > _ALIKE * group[0]:
            group = []
        group.append(size)
        evened.update(dict.fromkeys(group, group[len(group) // 2]))
    even = [replace(run, size=evened.get(run.size, body)) for run in runs]
    known = [run for run in even if len(run.text) > _FEW]
    return tuple(run if len(run.text) > _FEW else _like_nearest(run, known) for run in even)


def _like_nearest(run: Run, known: Sequence[Run]) -> Run:
    """A line of a character or two in the size of the line it hangs on: its own box says little."""
    x, y = (run.box.x0 + run.box.x1) / 2, run.middle
    near = [other for other in known if other.box.x0 - run.size < x < other.box.x1 + run.size]
    near = [other for other in near if abs(other.middle - y) < _NEAR * other.size]
    if not near:
        return run
    return replace(run, size=min(near, key=lambda other: abs(other.middle - y)).size)


def _rules(picture: Picture, points: float) -> Iterator[Box]:
    """Straight lines across a good part of the picture."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    ink = (grey < 128).astype(np.uint8)
    length = max(60, picture.shape[1] // 12)
    kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(kept)
    for left, top, width, height, _ in stats[1 : min(count, 400)]:
        if height <= max(6, width // 20):
            yield Box(
                x0=left * points,
                y0=top * points,
                x1=(left + width) * points,
                y1=(top + height) * points,
            )


def _shrink(picture: Picture, scale: float) -> Picture:
    import cv2

    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
