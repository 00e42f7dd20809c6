"""What the house promises of itself."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from digest.cli.main import _COMMANDS, _SHORT_HELP

ROOT = Path(__file__).parents[2]
SEEDS = {
    "000": "67caee25b5b6b6a7",
    "001": "c5232c2ac44e9844",
    "002": "8086ab228445cef7",
    "003": "e4dcbad7f049967b",
    "004": "a844aab15b4bfef8",
}


def test_importing_the_package_warns_of_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import digest"], capture_output=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_help_loads_no_heavy_package() -> None:
    code = (
        "import sys; from digest.cli.main import cli; cli(['--help'], standalone_mode=False);"
        "heavy = {'numpy', 'jieba', 'networkx', 'pydantic', 'sqlalchemy', 'jinja2', 'apscheduler'};"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


def test_summarizing_by_lead_loads_neither_numpy_nor_networkx() -> None:
    code = (
        "import sys, digest; digest.summarize('第五届冰雪节昨日开幕。');"
        "heavy = {'networkx', 'jieba', 'pydantic', 'sqlalchemy', 'jinja2'};"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


def test_every_command_has_a_line_of_help_and_stands_in_a_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert list(_COMMANDS) == list(_SHORT_HELP)
    assert [name for name in _COMMANDS if f"digest {name}" not in readme] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_link_of_a_readme_leads_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_decision_records_have_numbers_of_their_own() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]

    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_the_seeds_are_the_pages_that_were_given() -> None:
    sums = {
        path.name[:3]: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    }

    assert sums == SEEDS


def test_summarizing_a_text_file_loads_no_reader_of_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("第五届冰雪节昨日开幕。为期三个月。", encoding="utf-8")
    code = (
        "import sys; from digest.cli.main import cli;"
        f"cli(['summarize', {str(tmp_path / 'a.txt')!r}], standalone_mode=False);"
        "heavy = {'lxml', 'pypdfium2', 'opencc', 'rapidocr', 'PIL', 'ssl', 'http.client',"
        " 'pydantic', 'numpy'};"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
