import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from digest.errors import ConfigError
from digest.model.plans import Footer, Header
from digest.renderers.docx import DocxRenderer
from tests.needs import need
from tests.unit.renderers.sample_edition import (
    HOSTILE,
    empty_edition,
    hostile_edition,
    sample_edition,
    two_days_edition,
)

EDITIONS = [sample_edition, empty_edition, hostile_edition, two_days_edition]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def paragraphs(body: bytes) -> list[tuple[str, str]]:
    root = ET.fromstring(parts(body)["word/document.xml"])  # noqa: S314  # our own bytes
    found = []
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        assert style is not None
        text = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        found.append((style.attrib[f"{W}val"], text))
    return found


@pytest.mark.parametrize("make", EDITIONS)
def test_every_part_is_xml_and_is_named_in_the_list_of_contents(make: object) -> None:
    assert callable(make)
    files = parts(DocxRenderer().render(make()).body)

    listed = files["[Content_Types].xml"].decode()
    for name, body in files.items():
        ET.fromstring(body)  # noqa: S314  # our own bytes
        assert name.endswith(".rels") or name.startswith("[") or f'"/{name}"' in listed


@pytest.mark.parametrize("make", EDITIONS)
def test_every_style_that_is_used_is_defined(make: object) -> None:
    assert callable(make)
    body = DocxRenderer().render(make()).body
    styles = parts(body)["word/styles.xml"].decode()

    assert [name for name, _ in paragraphs(body) if f'w:styleId="{name}"' not in styles] == []


def test_a_bulletin_has_head_body_and_foot_in_order() -> None:
    edition = replace(
        sample_edition(),
        header=Header(name="大同要闻", unit="市委办公室", secrecy="秘密", retain="保存三年"),
        footer=Footer(report_to=("市委常委",), signer="某人"),
    )

    texts = [text for _, text in paragraphs(DocxRenderer().render(edition).body) if text]

    assert texts[:4] == ["秘密保存三年", "大同要闻", "第 86 期", "市委办公室2024年3月27日"]
    assert texts[-2:] == ["报：市委常委", "签发：某人"]
    assert "（一）卢东亮带队赴上海考察对接" in texts


def test_article_text_cannot_become_markup() -> None:
    texts = [text for _, text in paragraphs(DocxRenderer().render(hostile_edition()).body)]

    assert HOSTILE in texts


def test_characters_no_xml_may_hold_are_left_out() -> None:
    edition = replace(sample_edition(), header=Header(name="大\x0b同\ufffe要\x00闻"))

    texts = [text for _, text in paragraphs(DocxRenderer().render(edition).body)]

    assert "大同要闻" in texts


def test_equal_editions_give_equal_bytes() -> None:
    assert DocxRenderer().render(sample_edition()) == DocxRenderer().render(sample_edition())


def test_an_own_template_and_own_styles_are_used(tmp_path: Path) -> None:
    (tmp_path / "docx").mkdir()
    own = "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
    (tmp_path / "docx" / "styles.xml").write_text(own, encoding="utf-8")

    body = DocxRenderer(dirs=(tmp_path,)).render(sample_edition()).body

    assert parts(body)["word/styles.xml"].decode() == own


def test_a_template_that_gives_no_xml_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "my.docx.j2"
    path.write_text("<w:p>{{ title }}", encoding="utf-8")

    with pytest.raises(ConfigError, match="gives no XML"):
        DocxRenderer(template=str(path)).render(sample_edition())


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    need("libreoffice", found=shutil.which("soffice") is not None)
    path = tmp_path / "brief.docx"
    path.write_bytes(DocxRenderer().render(sample_edition()).body)

    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    text = (tmp_path / "brief.txt").read_text(encoding="utf-8-sig")
    assert "卢东亮带队赴上海考察对接" in text
