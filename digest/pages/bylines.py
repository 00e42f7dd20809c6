"""Who wrote or took it, for whom, and the date the text opens with."""

import re
from collections.abc import Sequence

from digest.pages.cues import HAN

_NOISE = re.compile(
    r"[□■◇◆○●☐◎（）()“”\[\]【】。.]|文[/／]?图?(?=\s)|图[/／]文|^\s*文[/／]|本报|本報|本刊|本网|首席|特约|见习|实习|全媒体|融媒体|特派|"
    r"摄影报道|摄影|攝影|供图|供圖|报道|新华社(?:发|记者|照片)?|作者[：:]|记者|記者|通讯员|通訊員|评论员|評論員|实习生|[摄攝]\s*$"
)
_NAME = re.compile(rf"^[{HAN}·]{{2,12}}$|^[A-Za-z·. ]{{2,30}}$")
_DATE = re.compile(
    r"^(?:记者)?(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:(?:至|—|-|、|和)(?:\d{1,2}月)?\d{1,2}日)?"
    r"|\d{1,2}日|\d{1,2}月(?:上旬|中旬|下旬)|今日|昨日|昨天|今天|日前|近日|连日来|近期|昨晚)"
)
_SOURCES = {
    "新华社": "新华社", "新华网": "新华社", "新華社": "新华社",
    "中新社": "中新社", "中新网": "中新社",
    "本报": "本报", "本報": "本报", "人民网": "人民网", "央视": "央视",
}  # fmt: skip


def read(lines: Sequence[str], opener: re.Match[str] | None) -> tuple[tuple[str, ...], str | None]:
    """Names (reporters, pen name, photographers) and the source (本报, 新华社, …)."""
    names: list[str] = []
    source: str | None = None
    if opener:
        source = _SOURCES.get(opener["agency"], opener["agency"])
        names += _names(opener["who"] or "")
    for line in lines:
        if source is None:
            source = next((name for word, name in _SOURCES.items() if word in line), None)
        names += [name for name in _names(line) if name not in names]
    return tuple(dict.fromkeys(names)), source


def dateline(opener: re.Match[str] | None, text: str) -> str | None:
    """The date in the 电头, or the one that opens the text; `None` if there is none."""
    if opener and opener["date"]:
        return str(opener["date"])
    found = _DATE.match(text)
    return found["date"] if found else None


def _names(text: str) -> list[str]:
    bare = _NOISE.sub(" ", text)
    bare = re.sub(r"摄\s*(?=\s|$)", " ", bare)
    words = [word for word in re.split(r"[\s、，,；;/]+", bare) if word]
    merged: list[str] = []
    for word in words:
        if merged and len(word) == 1 and len(merged[-1]) == 1:
            merged[-1] += word
        else:
            merged.append(word)
    return [word for word in merged if _NAME.match(word)]
