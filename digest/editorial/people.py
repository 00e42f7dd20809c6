"""People with the title that stands before their name at first mention; sure ones only."""

import re
from collections.abc import Sequence
from typing import Final

from digest.editorial.names import HAN, name_at
from digest.model.editions import PersonTitle

TITLE_ENDS: Final = (
    "总书记|副书记|书记|副主席|主席|副总理|总理|副委员长|委员长|国务委员|副省长|省长|副市长|市长|副县长|县长|副区长|区长|州长|盟长|"
    "副主任|主任|副部长|部长|副秘书长|秘书长|副局长|局长|副厅长|厅长|副院长|院长|副校长|校长|检察长|司令员|政委|政治委员|常委|"
    "委员|组长|巡视员|副董事长|董事长|副总经理|总经理|副总裁|总裁|总监|总工程师|工程师|经理|负责人|创始人|理事长|副会长|会长|"
    "副行长|行长|站长|所长|处长|科长|队长|镇长|乡长|支书|主编|总编辑|社长|教授|研究员|院士|学者|大使|发言人|市领导|省领导|领导"
)
_TITLE: Final = re.compile(rf"(?:{TITLE_ENDS})(?=[{HAN}])")
_ENDS_AS_TITLE: Final = re.compile(rf"(?:{TITLE_ENDS}|成员)$")
_FOREIGN: Final = re.compile(
    rf"(?P<title>[{HAN}]{{2,12}}(?:总统|首相|国王|女王|总理|主席|国务卿|外长|议长))"
    rf"(?P<name>[{HAN}·]{{2,12}}?)(?=[，。、；（]|互致|就|在|表示|举行|会谈|通|致|出席|抵|访|共同|和|与|一道)"
)
_CLAUSE: Final = re.compile(r"[^，。；：！？“”（）()\s,;:!?《》……]*$")
# Words that end what stands before a title; not where they are part of a name of a body.
_CUT: Final = re.compile(
    r"(?<!大)同(?!志)|(?<!参)与|由|(?<!对)向|对(?!外)|邀请|请|让|据|是|为|会见|会同|陪同|以及|"
    r"(?<!住房)(?<!资源)(?<!文化)(?<!发展)(?<!工业)(?<!卫生)(?<!广播)和|及其?|的(?=[^、]*$)|任命|免去|经(?=推荐|批准|审议)"
)
_DATE: Final = re.compile(
    r"^(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚)?|^(?:日前|近日|昨日|昨天|今天)"
)
_LONGEST_TITLE: Final = 30


def people(text: str) -> tuple[PersonTitle, ...]:
    """Everyone whose title stands directly before the name at first mention, in the text's order.

    >>> [(p.name, p.title) for p in people("日前，省委常委、市委书记卢东亮带队赴上海考察。")]
    [('卢东亮', '省委常委、市委书记')]
    """
    found: dict[str, tuple[int, str]] = {}
    for match in _TITLE.finditer(text):
        name = name_at(text, match.end())
        if name is None:
            continue
        title = _title_before(text, match.end())
        if not title:
            continue
        _note(found, name, match.end(), title)
        for place, listed in _listed_after(text, match.end() + len(name)):
            _note(found, listed, place, title)
    for match in _FOREIGN.finditer(text):
        name, title = match["name"], _after_cut(match["title"])
        # A foreign name has no shape of its own: it must come again.
        if text.count(name) > 1 and len(title) > 2 and not name.endswith(("就", "于")):
            _note(found, name, match.start("name"), title)
    in_order = sorted(found.items(), key=lambda item: item[1])
    return tuple(PersonTitle(name=name, title=title) for name, (_, title) in in_order)


def mentioned(everyone: Sequence[PersonTitle], printed: str) -> tuple[PersonTitle, ...]:
    """Those of the people whose names are printed, in the order given."""
    return tuple(person for person in everyone if person.name in printed)


def _note(found: dict[str, tuple[int, str]], name: str, place: int, title: str) -> None:
    if name not in found or place < found[name][0]:
        found[name] = (place, title)


def _title_before(text: str, end: int) -> str:
    """The title that ends at `end`, with the titles joined to it by 、 before it."""
    clause = _CLAUSE.search(text, max(0, end - 80), end)
    parts = clause.group().split("、") if clause else []
    titles: list[str] = []
    for part in reversed(parts):
        title = _after_cut(part)
        if not title or len(title) > _LONGEST_TITLE or not _ENDS_AS_TITLE.search(title):
            break
        titles.insert(0, title)
        if title != part:
            break
    return "、".join(titles)


def _after_cut(part: str) -> str:
    cuts = [match.end() for match in _CUT.finditer(part)]
    part = part[max(cuts) :] if cuts else part
    return _DATE.sub("", part)


def _listed_after(text: str, at: int) -> list[tuple[int, str]]:
    """Names that follow a titled one after 、: they share its title."""
    listed: list[tuple[int, str]] = []
    while text[at : at + 1] == "、":
        name = name_at(text, at + 1)
        if name is None:
            break
        listed.append((at + 1, name))
        at += 1 + len(name)
    return listed
