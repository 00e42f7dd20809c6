"""Lays articles out as a newspaper page, by a headless browser, so that the answer is known."""

import functools
import html
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from digest import split_page
from digest.model.articles import ArticleType
from tests.conftest import ROOT
from tests.needs import need

# 对开 and 四开, in millimetres.
BROADSHEET, TABLOID = 390, 270


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article as it goes to press."""

    title: str
    paragraphs: tuple[str, ...]
    kicker: str | None = None
    subtitle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page: rows of articles side by side, each with its number of columns."""

    name: str
    rows: tuple[tuple[tuple[Piece, int], ...], ...]
    width: int = BROADSHEET
    masthead: str | None = None
    boxed: bool = False
    vertical_rules: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for row in self.rows for piece, _ in row)


@functools.cache
def pieces_of(name: str) -> tuple[Piece, ...]:
    """The articles of one of the seeds, with a headline and some text."""
    (path,) = (ROOT / "seeds").glob(f"{name}_*.txt")
    page = split_page(path.read_text(encoding="utf-8"))
    return tuple(
        Piece(
            title=article.title,
            kicker=article.kicker,
            subtitle=article.subtitle,
            paragraphs=(
                f"本报讯（记者 {article.byline[0] if article.byline else '刘平'}） "
                + article.paragraphs[0].text,
                *(paragraph.text for paragraph in article.paragraphs[1:]),
            ),
        )
        for article in page.articles
        if article.title and article.type is ArticleType.NEWS and len(article.text) > 120
    )


def sheets() -> tuple[Sheet, ...]:
    """Pages of one to five columns in several arrangements."""
    return tuple(
        Sheet(
            name=f"{name}-{columns}",
            rows=_arrange(pieces_of(name), columns),
            width=TABLOID if columns < 4 else BROADSHEET,
            boxed=columns == 4,
            vertical_rules=columns == 3,
            masthead="临江日报" if columns == 5 else None,
        )
        for name in ("000", "001", "002", "003")
        for columns in (1, 2, 3, 4, 5)
    )


def _arrange(pieces: Sequence[Piece], columns: int) -> tuple[tuple[tuple[Piece, int], ...], ...]:
    if columns < 3:
        return tuple(((piece, columns),) for piece in pieces)
    rows: list[tuple[tuple[Piece, int], ...]] = [((pieces[0], columns),)]
    rest = list(pieces[1:])
    left = columns // 2
    while len(rest) > 1:
        rows.append(((rest[0], left), (rest[1], columns - left)))
        rest = rest[2:]
        left = columns - left
    rows += [((piece, columns),) for piece in rest]
    return tuple(rows)


_STYLE = """
@page { size: %(width)dmm %(height)dmm; margin: 12mm }
* { margin: 0; padding: 0 }
body { font-family: "Noto Serif CJK SC"; font-size: 9pt; line-height: 1.5 }
.masthead { font-size: 40pt; text-align: center; border-bottom: 1pt solid; margin-bottom: 6mm }
.row { display: flex; gap: 7mm; margin-bottom: 8mm }
.row + .row { border-top: .5pt solid; padding-top: 4mm }
article { flex: var(--columns) 1 0 }
article.boxed { border: 1pt solid; padding: 3mm }
.kicker { font-size: 13pt; text-align: center }
h1 { font-size: 22pt; line-height: 1.3; text-align: center; font-weight: bold }
.subtitle { font-size: 13pt; text-align: center; margin-bottom: 2mm }
.text { columns: var(--columns); column-gap: 6mm; text-align: justify; margin-top: 3mm }
.ruled .text { column-rule: .5pt solid }
.text p { text-indent: 2em }
"""


def write_html(sheet: Sheet, *, height: int = 900) -> str:
    """The page as a browser reads it."""
    style = _STYLE % {"width": sheet.width, "height": height}
    head = f'<div class="masthead">{sheet.masthead}</div>' if sheet.masthead else ""
    rows = "".join(
        '<div class="row">' + "".join(_article(sheet, *each) for each in row) + "</div>"
        for row in sheet.rows
    )
    ruled = "ruled" if sheet.vertical_rules else ""
    return (
        f'<!doctype html><meta charset="utf-8"><style>{style}</style>'
        f'<body class="{ruled}">{head}{rows}</body>'
    )


def _article(sheet: Sheet, piece: Piece, columns: int) -> str:
    parts = [f'<article style="--columns: {columns}" class="{"boxed" if sheet.boxed else ""}">']
    if piece.kicker:
        parts.append(f'<div class="kicker">{html.escape(piece.kicker)}</div>')
    parts.append(f"<h1>{html.escape(piece.title)}</h1>")
    if piece.subtitle:
        parts.append(f'<div class="subtitle">{html.escape(piece.subtitle)}</div>')
    text = "".join(f"<p>{html.escape(each)}</p>" for each in piece.paragraphs)
    return "".join([*parts, f'<div class="text">{text}</div></article>'])


def print_pdf(sheet: Sheet, folder: Path) -> Path:
    """The page as a PDF with its text; skips the test where there is no browser."""
    browser = shutil.which("chromium")
    need("chromium", found=browser is not None)
    source, target = folder / f"{sheet.name}.html", folder / f"{sheet.name}.pdf"
    source.write_text(write_html(sheet), encoding="utf-8")
    subprocess.run(
        [
            browser or "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return target
