"""Word files, as Word writes them and as attackers do."""

import zipfile
from datetime import UTC
from io import BytesIO
from pathlib import Path

import pytest

from digest.errors import InputError
from digest.model.documents import Document
from digest.sources.folder import FolderSource
from tests.fakes import NOON

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {W}><w:style w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>"""
BODY = """<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr>
<w:r><w:t>关于植树的</w:t></w:r><w:r><w:t>通知</w:t></w:r></w:p>
<w:p/><w:p><w:r><w:t>各单位：</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>一、时间</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">定于周末</w:t></w:r>
<w:del><w:r><w:delText>不</w:delText></w:r></w:del>
<w:ins><w:r><w:t>上山</w:t></w:r></w:ins><w:r><w:t>。</w:t><w:br/><w:t>另行通知。</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>单位</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>株数</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>林业局</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>300</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>临江市林业局</w:t></w:r></w:p>"""


def a_file(body: str = BODY, **parts: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", STYLES)
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def fetch(folder: Path, content: bytes) -> Document | InputError:
    (folder / "a.docx").write_bytes(content)
    (found,) = FolderSource(name="s", path=".", base=folder, zone=UTC).fetch(since=None, now=NOON)
    return found


def test_paragraphs_headings_and_tables_are_read(tmp_path: Path) -> None:
    document = fetch(tmp_path, a_file())

    assert isinstance(document, Document)
    assert document.content.decode().splitlines() == [
        "# 关于植树的通知",
        "各单位：",
        "## 一、时间",
        "定于周末上山。",
        "另行通知。",
        "单位 | 株数",
        "林业局 | 300",
        "临江市林业局",
    ]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    document = fetch(tmp_path, a_file(f"<w:p><w:r><w:t>外面。</w:t>{both}</w:r></w:p>"))

    assert isinstance(document, Document)
    assert document.content.decode() == "外面。\n框里的话。\n"


def test_a_file_that_is_packed_a_thousandfold_is_refused(tmp_path: Path) -> None:
    error = fetch(tmp_path, a_file("<w:p><w:r><w:t>" + "长" * 30_000_000 + "</w:t></w:r></w:p>"))

    assert isinstance(error, InputError)


def test_entities_do_not_grow_and_files_are_not_drawn_in(tmp_path: Path) -> None:
    made = BytesIO()
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p><w:r>'
            "<w:t>正文。&b;&f;</w:t></w:r></w:p></w:body></w:document>",
        )

    found = fetch(tmp_path, made.getvalue())

    assert isinstance(found, InputError) or found.content.decode() == "正文。\n"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (a_file("<w:p/>"), "there is no text"),
        (a_file()[:200], "damaged"),
        (a_file("<w:p><w:broken"), "damaged"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_what_cannot_be_read_is_its_error(tmp_path: Path, content: bytes, what: str) -> None:
    error = fetch(tmp_path, content)

    assert isinstance(error, InputError)
    assert what in error.what
    assert error.where == "a.docx"


def test_another_office_file_says_what_to_do(tmp_path: Path) -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    error = fetch(tmp_path, made.getvalue())

    assert isinstance(error, InputError)
    assert "not a Word file" in error.what
    assert error.hint
