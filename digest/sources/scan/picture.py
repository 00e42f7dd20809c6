"""Pictures of pages from their bytes, upright and no larger than can be read."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.errors import InputError

Picture = NDArray[np.uint8]

# A broadsheet at 300 dots an inch has 30 million; a bomb has more than can be held.
_MOST_PIXELS = 45_000_000
_MOST_FRAMES = 50
# What a picture that does not say so was probably made with.
DEFAULT_DPI = 150.0


def open_pictures(content: bytes, *, where: str) -> Iterator[tuple[Picture, float]]:
    """The pages of a picture file as (height, width, 3) with their dots an inch.

    Raises InputError where it is damaged or too large.
    """
    image_module = _pillow(where)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with image_module.open(BytesIO(content)) as image:
                frames = getattr(image, "n_frames", 1)
                _check_number(frames, where)
                for number in range(frames):
                    image.seek(number)
                    yield _read(image, where), _dpi(image)
        except InputError:
            raise
        except image_module.DecompressionBombError as error:
            raise InputError("this picture has too many dots", where=where) from error
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
            raise InputError("this picture is damaged", where=where) from error


def make_picture(width: int, height: int, dots: bytes) -> Picture:
    """A picture of three bytes (red, green, blue) for each dot."""
    return np.frombuffer(dots, dtype=np.uint8).reshape(height, width, 3)


def _check_number(frames: int, where: str) -> None:
    if frames > _MOST_FRAMES:
        raise InputError(f"has {frames} pages, more than {_MOST_FRAMES}", where=where)


def _read(image: Any, where: str) -> Picture:
    width, height = image.size
    if width * height > _MOST_PIXELS:
        raise InputError("this picture has too many dots", where=where)
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"RGBA", "LA", "P"}:
        from PIL import Image

        # What is transparent is paper.
        coloured = upright.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        upright = Image.alpha_composite(paper, coloured)
    picture: Picture = np.asarray(upright.convert("RGB"), dtype=np.uint8)
    return picture


def _dpi(image: Any) -> float:
    given = image.info.get("dpi")
    try:
        dpi = float(given[0]) if given else DEFAULT_DPI
    except (TypeError, ValueError, IndexError):
        return DEFAULT_DPI
    # 72 and 96 are what programs write that do not know.
    return dpi if 100 <= dpi <= 1200 else DEFAULT_DPI


def _pillow(where: str) -> Any:
    try:
        from PIL import Image
    except ImportError as error:
        raise missing(where) from error
    return Image


def missing(where: str) -> InputError:
    """What to say where the extra is not installed."""
    return InputError(
        "is a picture; its text can be read with the extra 'ocr'",
        where=where,
        hint="pip install 'digest-zh[ocr]'",
    )
