import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digest.errors import InputError
from digest.model.documents import Document, DocumentKind
from digest.sources.records import read_records
from tests.fakes import NOON

ZONE = ZoneInfo("Asia/Shanghai")


def read(*lines: str, end: str = "\n") -> list[Document | InputError]:
    content = end.join(lines).encode()
    return list(read_records(content, uri="in.jsonl", source="jsonl", now=NOON, zone=ZONE))


def test_a_record_keeps_its_id_and_text() -> None:
    record = {"id": "x-1", "title": "标题", "text": "第一段。\n第二段。", "source": "大同日报",
              "published": "2024-03-27", "summary": "not looked at"}  # fmt: skip
    (document,) = read(json.dumps(record))
    assert isinstance(document, Document)
    assert (document.id, document.title, document.source) == ("x-1", "标题", "大同日报")
    assert document.content.decode() == "第一段。\n第二段。"
    assert document.kind is DocumentKind.ARTICLE
    assert document.uri == "in.jsonl:1"
    assert document.published == datetime(2024, 3, 27, tzinfo=ZONE)
    assert document.imprint.date == date(2024, 3, 27)


def test_little_is_needed() -> None:
    (document,) = read('{"id": 7, "text": "一句话。"}')
    assert isinstance(document, Document)
    assert (document.id, document.title, document.source) == ("7", None, "jsonl")
    assert document.published is None


def test_a_time_with_its_own_zone_keeps_it() -> None:
    (document,) = read('{"id": "1", "text": "x", "published": "2024-03-27T23:30:00+09:00"}')
    assert isinstance(document, Document)
    assert document.published is not None
    assert document.published.utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n\n"])
def test_blank_lines_and_line_ends_do_not_matter(end: str) -> None:
    found = read('{"id": "1", "text": "a"}', '{"id": "2", "text": "b"}', "", end=end)
    assert len(found) == 2


def test_a_line_separator_inside_a_text_ends_no_line() -> None:
    (document,) = read('{"id": "1", "text": "a\u2028b\u0085c"}')
    assert isinstance(document, Document)
    assert document.content.decode() == "a\u2028b\u0085c"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "is no JSON"),
        ("[1]", "is no JSON object"),
        ('"text"', "is no JSON object"),
        ("{}", "'id' is missing or empty"),
        ('{"id": "1"}', "'text' is missing or empty"),
        ('{"id": "1", "text": "  "}', "'text' is missing or empty"),
        ('{"id": "", "text": "x"}', "'id' is missing or empty"),
        ('{"id": true, "text": "x"}', "'id' must be text"),
        ('{"id": "1", "text": ["x"]}', "'text' must be text"),
        ('{"id": "1", "text": "\\ud800"}', "'text' holds half a character"),
        ('{"id": "1", "text": "x", "published": "昨天"}', "'published' is no date"),
        ("[" * 100_000, "is no JSON"),
        ('{"id": ' + "9" * 5000 + ', "text": "x"}', "is no JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_comes(line: str, what: str) -> None:
    error, document = read(line, '{"id": "ok", "text": "x"}')
    assert isinstance(error, InputError)
    assert what in error.what
    assert error.where == "in.jsonl:1"
    assert isinstance(document, Document)


def test_a_repeated_id_is_an_error_and_the_first_one_counts() -> None:
    first, second = read('{"id": "1", "text": "a"}', '{"id": "1", "text": "b"}')
    assert isinstance(first, Document)
    assert str(second) == "in.jsonl:2: the id '1' stands in line 1 too"
