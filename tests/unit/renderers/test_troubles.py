"""What goes wrong with an input is told to readers of a brief in Chinese."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digest.model.editions import Incident
from digest.renderers.context import context
from digest.renderers.troubles import say_in_chinese
from tests.unit.renderers.sample_edition import sample_edition

DIGEST = Path(__file__).parents[3] / "digest"
ROOMS = ("sources", "text", "pages", "app/window.py", "pipeline.py")
ERRORS = {"InputError", "FetchError", "refuse"}
CHINESE = re.compile("[\u4e00-\u9fff]")


def messages(path: Path) -> Iterator[str]:
    """What the errors of a module say; a number stands for whatever is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = [
        node.args[-1 if node.func.id == "refuse" else 0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ERRORS
        and node.args
    ]
    said += [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "what"
    ]
    for node in said:
        if isinstance(node, ast.Constant):
            yield str(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = (each.value if isinstance(each, ast.Constant) else 7 for each in node.values)
            yield "".join(map(str, parts))


def test_every_message_of_an_input_has_its_chinese() -> None:
    paths = [
        path
        for room in ROOMS
        for path in (
            [DIGEST / room] if room.endswith(".py") else sorted((DIGEST / room).rglob("*.py"))
        )
    ]
    said = sorted({text for path in paths for text in messages(path)})
    assert len(said) > 50
    assert [text for text in said if not CHINESE.search(say_in_chinese(text))] == []


@pytest.mark.parametrize(
    ("what", "printed"),
    [
        ("old Word files are not read in this version", "旧版 Word 文件暂不能读"),
        ("is an old Office file, not text", "是旧版 Office 文件，不是文本"),
        (
            "2 of its items are printed as teasers: https://a.cn/1: the server answers 404 No",
            "2 条只取到导语：https://a.cn/1：服务器答复 404",
        ),
        ("'a.cn' does not answer; it is asked again after 08:30", "“a.cn”没有应答；08:30 后再试"),
        ("尚未签发，未收入本期", "尚未签发，未收入本期"),
        (
            "there is no text in this PDF; it can be read with the extra 'ocr'",
            "里面没有文字，像是扫描件，尚未装文字识别",
        ),
        ("something new", "something new"),
    ],
)
def test_a_message_is_printed_in_chinese(what: str, printed: str) -> None:
    assert say_in_chinese(what) == printed


def test_an_edition_tells_its_troubles_in_chinese() -> None:
    edition = replace(
        sample_edition(), incidents=(Incident(where="a.pdf", what="the file is empty"),)
    )
    seen = context(edition)
    assert seen["incidents"] == ("a.pdf：文件是空的",)
    assert "1 处出错：a.pdf：文件是空的" in seen["notes"]
