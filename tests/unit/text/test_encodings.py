"""Text comes out right whatever it was saved in, and a binary file is called one."""

import pytest

from digest.errors import InputError
from digest.text.encodings import decode

NEWS = "本报讯（记者 李雪峰）11月20日至22日，市委书记率团赴北京考察对接。\n"
NEWS_HK = "臺灣與大陸的經濟關係持續發展，這個問題還沒有解決，我們將繼續努力。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_simplified_text_is_read_in_its_encoding(encoding: str) -> None:
    text, _ = decode(NEWS.encode(encoding))

    assert text == NEWS


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
def test_traditional_text_is_read_in_its_encoding(encoding: str) -> None:
    text, _ = decode(NEWS_HK.encode(encoding))

    assert text == NEWS_HK


def test_a_declared_encoding_is_used() -> None:
    assert decode("简报".encode("gbk"), encoding="gb2312") == ("简报", "gb18030")


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(256)) * 4, b"PK\x03\x04\x14\x00\x00\x00"],
)
def test_a_binary_file_is_called_one(content: bytes) -> None:
    with pytest.raises(InputError, match="binary"):
        decode(content, where="photo.png")


def test_a_wrong_declaration_says_where_it_fails() -> None:
    with pytest.raises(InputError) as caught:
        decode("简报".encode("gbk"), encoding="utf-8", where="a.txt")

    assert str(caught.value) == "a.txt: byte 0 is not utf-8"
    assert "auto" in caught.value.hint


def test_an_unknown_encoding_is_a_clear_error() -> None:
    with pytest.raises(InputError, match="'klingon' is no encoding"):
        decode(b"abc", encoding="klingon")
