from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.documents import Document
from digest.sources.folder import FolderSource
from digest.sources.script import SimplifiedSource, is_available, simplify
from tests.fakes import NOON
from tests.needs import need


@pytest.fixture(autouse=True)
def opencc() -> None:
    need("opencc", found=is_available())


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("全市開始植樹", "全市开始植树"),
        ("乾隆年間，氣候乾燥", "乾隆年间，气候干燥"),
        ("宮商角徵羽", "宫商角徵羽"),
        ("頭髮與發展，裏面", "头发与发展，里面"),
        ("已经是简体 ABC\r\n12", "已经是简体 ABC\r\n12"),
    ],
)
def test_characters_are_simplified_as_their_word_asks(traditional: str, simplified: str) -> None:
    assert simplify(traditional) == simplified


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_character_moves(text: str) -> None:
    assert len(simplify(text)) == len(text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "big5", "utf-16"])
def test_a_source_gives_its_documents_in_simplified_characters(
    tmp_path: Path, encoding: str
) -> None:
    text = "全市開始植樹\r\n\r\n市政府昨日說，今年將種植三十萬株，現在已經開始了。"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    inner = FolderSource(name="hk", path="a.txt", base=tmp_path, zone=UTC)
    (document,) = SimplifiedSource(inner=inner).fetch(since=None, now=NOON)

    assert isinstance(document, Document)
    assert document.source == "hk"
    found = document.content.decode(document.encoding)
    assert found.startswith("全市开始植树\r\n\r\n市政府昨日说")
    # What stands at a place in the text stands there in the original.
    at = found.index("三十万株")
    assert text[at : at + 4] == "三十萬株"
