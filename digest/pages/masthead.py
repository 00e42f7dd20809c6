"""Which paper a page is of and of which day, how that is known, and by which lines."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digest.model.articles import DateFrom, NameFrom, Publication
from digest.model.documents import Line, Page
from digest.pages.inferred_date import infer_day
from digest.pages.year_range import read_years

_HAN = "\u3400-\u9fff"
_KIND = (
    "(?:日|晚|早|晨|午|时|時|商|都市|周|週|新|快|导|導|青年|工人|农民|農民|法制|法治|政协|教育"
    "|科技|文汇|文匯|解放军|解放軍|新京|大公|消费者|经济)[报報]|参考消息|南方周末"
)
_NAME = re.compile(rf"[{_HAN}]{{0,6}}?(?:{_KIND})")
_SPACED_NAME = re.compile(rf"^(?:[{_HAN}][ \u3000]+){{2,7}}[报報]$")
_QUOTED_NAME = re.compile(rf"《([{_HAN}]{{2,8}})》")
_CREDITED_NAME = re.compile(rf"([{_HAN}]{{2,6}}(?:日|晚|早|晨|时|商)[报報])(?:社?记者|讯)")
_CREDIT = re.compile(r"[日晚早晨时商][报報](?:社?记者|讯)")  # what stands in every credited name
_OWN = re.compile(r"我市|本市|我省|我县|我区|我州|本[报報][讯訊记記]|全[省市县区州]")

_WEEKDAYS = "一二三四五六日"
_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?:年|[-./])\s?(?P<month>\d{1,2})\s?(?:月|[-./])\s?"
    r"(?P<day>\d{1,2})(?!\d)\s?日?"
    r"|(?P<year_word>[一二][〇○零一二三四五六七八九]{3})年(?P<month_word>[一二三四五六七八九十]{1,3})月"
    r"(?P<day_word>[一二三四五六七八九十廿卅]{1,3})日"
)
_WEEKDAY = re.compile(r"(?:星期|[周週]|礼拜)([一二三四五六日天])")
_ISSUE = re.compile(
    r"第\s?\d+\s?[期号號]|总第|統一刊[号號]|统一刊号|CN\s?\d\d|今日\d+版|农历|農曆|邮发代号"
)
_SENTENCE = re.compile(r"[。！？!?；]")
_FILE_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:年|[-_.])?(0[1-9]|1[0-2]|[1-9](?=[-_.月]))(?:月|[-_.])?"
    r"(0[1-9]|[12]\d|3[01]|[1-9](?![0-9]))日?(?![0-9A-Za-z])"
)
# A date in a hash is none: 000_a20231124f; but rmrb20231124 is one.
_HASH_BEFORE = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Fa-f]*[A-Fa-f])[0-9A-Fa-f]+$")

# How far from the page's edges a masthead or an imprint may stand, in printed lines.
_TOP, _BOTTOM = 12, 6
_BARE_TOP = 3
_LONGEST_MASTHEAD = 70
_LONGEST_REST = 16
# A paper named in the text is this page's only if the page is about its place.
_PLACE_MENTIONS = 3
_MOST_NAMES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    name: str | None = None
    day: date | None = None
    name_line: int | None = None
    day_line: int | None = None


def find_publication(page: Page) -> Publication:
    """The paper and the day of a page, by the strongest evidence there is for each.

    Configured wins over printed, printed over the file's name, that over what the text lets
    infer. The day of the news plus one is the day inferred; it becomes a date only where the
    news prints the year, else `month_day` and `year_range` say what is known. The time stamp
    of a file and today's date are no evidence.
    """
    printed = _read_masthead(page)
    name, name_from, name_lines = _find_name(page, printed)
    day_lines: tuple[int, ...]
    if page.imprint.date is not None:
        day, day_from, day_lines = page.imprint.date, DateFrom.CONFIGURED, ()
    elif printed.day is not None and printed.day_line is not None:
        day, day_from, day_lines = printed.day, DateFrom.PRINTED, (printed.day_line,)
    elif (filed := _day_in_path(page.uri)) is not None:
        day, day_from, day_lines = filed, DateFrom.FILENAME, ()
    else:
        return _infer(page, name, name_from, name_lines)
    return Publication(
        name=name,
        name_from=name_from,
        date=day,
        date_from=day_from,
        evidence=tuple(sorted({*name_lines, *day_lines})),
    )


def _find_name(page: Page, printed: _Known) -> tuple[str | None, NameFrom, tuple[int, ...]]:
    if page.imprint.name is not None:
        return page.imprint.name, NameFrom.CONFIGURED, ()
    if printed.name is not None and printed.name_line is not None:
        return printed.name, NameFrom.MASTHEAD, (printed.name_line,)
    if (filed := _name_in_path(page.uri)) is not None:
        return filed, NameFrom.FILENAME, ()
    name, lines = _name_in_text(page)
    return name, NameFrom.TEXT if name else NameFrom.UNKNOWN, lines


def _infer(
    page: Page, name: str | None, name_from: NameFrom, name_lines: tuple[int, ...]
) -> Publication:
    years = read_years(page)
    inferred = infer_day(page, years.range_for(12))
    if inferred is None:
        return Publication(name=name, name_from=name_from, evidence=name_lines)
    evidence = tuple(sorted({*name_lines, *inferred.evidence}))
    if inferred.year is not None:
        return Publication(
            name=name,
            name_from=name_from,
            date=date(inferred.year, inferred.month, inferred.day),
            date_from=DateFrom.INFERRED,
            evidence=evidence,
        )
    return Publication(
        name=name,
        name_from=name_from,
        month_day=f"{inferred.month:02}-{inferred.day:02}",
        year_range=years.range_for(inferred.month),
        date_from=DateFrom.INFERRED,
        evidence=evidence,
    )


def _read_masthead(page: Page) -> _Known:
    """Name and date printed at the head or the foot of the page."""
    printed = [line for line in page.lines if not line.is_blank]
    edges = printed[:_TOP] + printed[max(_TOP, len(printed) - _BOTTOM) :]
    bare = {line.number for line in printed[:_BARE_TOP]}
    known = _Known()
    for line in edges:
        found = _read_line(line, bare=line.number in bare)
        known = _Known(
            name=known.name or found.name,
            day=known.day or found.day,
            name_line=known.name_line or found.name_line,
            day_line=known.day_line or found.day_line,
        )
    return known


def _read_line(line: Line, *, bare: bool) -> _Known:
    """What a line says as a masthead: `bare` lines may hold a date or a name and no more."""
    text = line.text.strip().lstrip("#").strip()
    if len(text) > _LONGEST_MASTHEAD or _SENTENCE.search(text):
        return _Known()
    if _SPACED_NAME.match(text):
        text = re.sub(r"\s", "", text)
    dated, weekday, issue = _DAY.search(text), _WEEKDAY.search(text), _ISSUE.search(text)
    name = next((part for part in re.split(r"[\s|·,，]+", text) if _NAME.fullmatch(part)), None)
    if name is None and dated and (start := _NAME.match(text)):
        name = start.group()
    rest = _ISSUE.sub("", _WEEKDAY.sub("", _DAY.sub("", text.replace(name or "\0", ""))))
    if len(re.findall(f"[{_HAN}]", rest)) > _LONGEST_REST:
        return _Known()
    day = _as_day(dated) if dated else None
    if day and weekday and _WEEKDAYS[day.weekday()] != weekday.group(1).replace("天", "日"):
        day = None  # the recognizer misread one of the two
    if day and not (name or weekday or issue or (bare and not rest.strip())):
        day = None
    if name and not (dated or weekday or issue or (bare and not rest.strip())):
        name = None
    return _Known(
        name=name,
        day=day,
        name_line=line.number if name else None,
        day_line=line.number if day else None,
    )


def _as_day(match: re.Match[str]) -> date | None:
    try:
        if match["year"]:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        digits = "".join(str("〇一二三四五六七八九".index(c)) for c in _plain(match["year_word"]))
        return date(int(digits), _number(match["month_word"]), _number(match["day_word"]))
    except ValueError:
        return None


def _plain(word: str) -> str:
    return word.replace("○", "〇").replace("零", "〇")


def _number(word: str) -> int:
    """The value of 三, 十二, 二十七, 廿七."""
    word = word.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = word.rpartition("十")
    digits = "〇一二三四五六七八九"
    value = digits.index(ones) if ones else 0
    return value + (10 * (digits.index(tens) if tens else 1) if ten else 0)


def _parts(uri: str) -> Iterator[str]:
    """The file's name and the folders above it, nearest first."""
    name, *folders = reversed(uri.replace("\\", "/").rstrip("/").split("/"))
    yield name.rpartition(".")[0] or name
    yield from (folder for folder in folders if folder)


def _day_in_path(uri: str) -> date | None:
    for depth, part in enumerate(_parts(uri)):
        # A folder counts only if it is a date and nothing else.
        match = _FILE_DAY.fullmatch(part) if depth else _FILE_DAY.search(part)
        if match is None or _HASH_BEFORE.search(part[: match.start()]):
            continue
        try:
            return date(*(int(group) for group in match.groups()))
        except ValueError:
            continue
    return None


def _name_in_path(uri: str) -> str | None:
    for depth, part in enumerate(_parts(uri)):
        for word in re.findall(f"[{_HAN}]+", _FILE_DAY.sub(" ", part)):
            name = _NAME.match(word)
            if name and (not depth or name.group() == part):
                return name.group()
    return None


def _name_in_text(page: Page) -> tuple[str | None, tuple[int, ...]]:
    """A paper the text names, if the page is of that paper's place; weak evidence.

    Local pages quote 《人民日报》 and their neighbours, so the name must begin with the place
    that the page itself calls ours.
    """
    if not _OWN.search(page.text):
        return None, ()
    lines: dict[str, list[int]] = {}
    for line in page.lines:
        names = _QUOTED_NAME.findall(line.text)
        if _CREDIT.search(line.text):
            names += _CREDITED_NAME.findall(line.text)
        for name in names:
            if _NAME.fullmatch(name):
                lines.setdefault(name, []).append(line.number)
    ours: Counter[str] = Counter()
    for name in sorted(lines, key=lambda name: -len(lines[name]))[:_MOST_NAMES]:
        place = re.sub(rf"(?:{_KIND})$", "", name)
        others = page.text.count(place) - page.text.count(name) if place else 0
        if others >= _PLACE_MENTIONS:
            ours[name] = others
    ranked = ours.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None, ()
    name = ranked[0][0]
    return name, tuple(sorted(set(lines[name])))
