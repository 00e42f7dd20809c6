"""How well pages are read: `python -m tests.layout.measure [--ocr] [NAME...]`; needs chromium.

Pages of the seeds' articles in one to five columns are printed and read back: from the PDF's text,
beside pdfium's own order and the naive one from top to bottom; with --ocr from pictures at 150 and
200 dots an inch, and at 150 turned by one degree with noise. The recognizer takes minutes.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from digest.sources.layout.text import write_text
from digest.sources.pdf.glyphs import read_sheet
from digest.sources.pdf.read import draw_page, read_pages
from digest.sources.scan.picture import Picture, make_picture
from digest.sources.scan.recognize import recognize
from tests.layout.press import Sheet, print_pdf, sheets
from tests.layout.score import Score, score

_PICTURES = ((150.0, 0.0), (200.0, 0.0), (150.0, 1.0))


def main(arguments: list[str]) -> None:
    """Print a line for each way of reading, of all pages or the named ones."""
    names = [name for name in arguments if not name.startswith("-")]
    chosen = [sheet for sheet in sheets() if not names or sheet.name in names]
    totals: dict[str, Score] = {}
    with tempfile.TemporaryDirectory() as folder:
        for sheet in chosen:
            content = print_pdf(sheet, Path(folder)).read_bytes()
            texts = _read(content)
            if "--ocr" in arguments:
                texts |= _recognize(content, sheet)
            for way, text in texts.items():
                totals[way] = totals.get(way, Score()) + score(text, sheet.pieces)
                print(f"{sheet.name} {way}: {score(text, sheet.pieces)}", flush=True)
    for way, total in totals.items():
        print(f"{way}: {total}")


def _read(content: bytes) -> dict[str, str]:
    (page,) = read_pages(content)
    document = pdfium.PdfDocument(content)
    own = document[0].get_textpage().get_text_range()
    runs = sorted(read_sheet(document[0]).runs, key=lambda run: (round(run.middle), run.box.x0))
    return {
        "text layer": page.text,
        "pdfium's order": own.replace("\r\n", "\n\n"),
        "from top to bottom": "\n\n".join(run.text for run in runs),
    }


def _recognize(content: bytes, sheet: Sheet) -> dict[str, str]:
    texts: dict[str, str] = {}
    for dpi, slope in _PICTURES:
        picture = make_picture(*draw_page(content, 1, dots_an_inch=dpi))
        rows = np.nonzero((picture < 200).any(axis=(1, 2)))[0]
        picture = _spoil(picture[: rows[-1] + 60], slope)
        found = recognize(picture, dpi=dpi, where=sheet.name, report=_say)
        texts[f"{dpi:.0f} dpi, {slope:g}°"] = write_text(found)
    return texts


def _spoil(picture: Picture, slope: float) -> Picture:
    if not slope:
        return picture
    from PIL import Image

    image = Image.fromarray(picture)
    turned = image.rotate(slope, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    noise = np.random.default_rng(1).normal(0, 18, (turned.height, turned.width, 1))
    return np.clip(np.asarray(turned) + noise, 0, 255).astype(np.uint8)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
