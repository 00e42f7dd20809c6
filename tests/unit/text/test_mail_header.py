"""A header is encoded alike, whatever else runs in the process."""

from email import charset

import pytest

from digest.text.mail_header import COLUMNS, encode_header


def test_what_other_packages_set_for_the_process_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "大同要闻：12 items <b>"
    before = encode_header(text, taken=9)
    monkeypatch.setattr(charset, "CHARSETS", dict(charset.CHARSETS))
    charset.add_charset("utf-8", charset.QP, charset.QP, "utf-8")

    assert encode_header(text, taken=9) == before


@pytest.mark.parametrize(
    "text", ["名<&\u0800\u0800\U0001f300\u0800<javascript:\xa1\u0800", "长" * 90, "a b " * 60 + "é"]
)
def test_no_line_is_longer_than_a_mail_allows(text: str) -> None:
    lines = ("Subject: " + encode_header(text, taken=9)).split("\r\n")

    assert max(map(len, lines)) <= COLUMNS
