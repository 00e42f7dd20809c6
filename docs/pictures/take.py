"""Pictures of the forms, made from one seed: `make pictures`. Needs chromium, soffice, pdftoppm."""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from digest import make_brief
from digest.model.plans import Footer, Header
from digest.renderers.forms import make_renderer

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAGE = "seeds/001_b1da887687014f3f.txt"

# name, form, width, height, dark
SCREENS = (
    ("brief", "html", 1000, 1500, False),
    ("brief-phone", "html", 390, 844, False),
    ("brief-dark", "html", 1000, 1100, True),
    ("mail", "mail-page", 720, 1200, False),
    ("mail-phone-dark", "mail-page", 390, 844, True),
)
PRINTS = (("brief-print", "html"), ("jianbao-print", "jianbao"))


def main() -> None:
    """Take every picture, into this folder."""
    missing = [name for name in ("chromium", "soffice", "pdftoppm") if not shutil.which(name)]
    if missing:
        sys.exit(f"error: {', '.join(missing)} not found")
    with tempfile.TemporaryDirectory() as folder:
        take_all(Path(folder))


def take_all(work: Path) -> None:
    """Render the forms into `work` and photograph them."""
    edition = replace(
        make_brief([ROOT / PAGE]),
        title="大同要闻",
        number=86,
        header=Header(name="大同要闻", unit="大同要闻编辑部"),
        footer=Footer(
            report_to=("市委常委", "市政府副市长"),
            send_to=("各县（区）党委和政府", "市直各单位"),
            editor="张三",
            signer="李四",
        ),
    )
    templates = {"mail-page": "mail.html.j2"}
    for form in ("html", "jianbao", "docx", "mail-page"):
        rendition = make_renderer(templates.get(form, form)).render(edition)
        (work / f"{form}.{rendition.format}").write_bytes(rendition.body)
    for name, form, width, height, dark in SCREENS:
        screen(work / f"{form}.html", HERE / f"{name}.png", width, height, dark=dark)
    for name, form in PRINTS:
        chromium(f"--print-to-pdf={work / name}.pdf", "--no-pdf-header-footer", work, form)
        first_page(work / f"{name}.pdf", HERE / name)
    profile = f"-env:UserInstallation=file://{work}/profile"
    run(
        "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", work,
        work / "docx.docx",
    )  # fmt: skip
    first_page(work / "docx.pdf", HERE / "jianbao-word")


def screen(page: Path, picture: Path, width: int, height: int, *, dark: bool) -> None:
    """What a reader sees of a page on a screen of that size, at twice its resolution or once.

    Chromium's window is at least 500 wide: a phone's page is shown in a frame of its own.
    """
    if width < 500:
        frame = page.with_name("frame.html")
        scheme = "dark" if dark else "light"
        frame.write_text(
            f'<meta name="color-scheme" content="{scheme}"><body style="margin:0">'
            f'<iframe src="{page.name}" style="border:0;width:{width}px;height:{height}px">',
            encoding="utf-8",
        )
        page = frame
    chromium(
        f"--screenshot={picture}",
        f"--window-size={width},{height}",
        page.parent,
        page.stem,
        *(["--blink-settings=preferredColorScheme=0"] if dark else []),
    )


def chromium(task: str, option: str, folder: Path, page: str, *more: str) -> None:
    """Run Chromium once, without a window."""
    run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--allow-file-access-from-files", f"--user-data-dir={folder}/chromium",
        *more, task, option, f"file://{folder}/{page}.html",
    )  # fmt: skip


def first_page(pdf: Path, picture: Path) -> None:
    """The first page of a PDF as a picture."""
    run("pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-singlefile", pdf, picture)


def run(*command: str | Path) -> None:
    """Run a program; its words are shown only if it fails."""
    done = subprocess.run(list(map(str, command)), capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"error: {command[0]}: {done.stderr.decode(errors='replace')}")


if __name__ == "__main__":
    main()
