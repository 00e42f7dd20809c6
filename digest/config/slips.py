"""What people write in place of what is asked for, so that a message can say what they mean."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_QUOTES: Final = "\"'“”‘’「」『』"
_WEEKDAYS: Final[Mapping[str, str]] = {
    "一": "mon", "二": "tue", "三": "wed", "四": "thu", "五": "fri", "六": "sat",
    "日": "sun", "天": "sun", "1": "mon", "2": "tue", "3": "wed", "4": "thu", "5": "fri",
    "6": "sat", "7": "sun", "0": "sun",
}  # fmt: skip
_DAYS: Final[Mapping[str, str]] = {
    "工作日": "workday", "平日": "workday", "weekdays": "workday", "每天": "daily",
    "每日": "daily", "天天": "daily", "every day": "daily", "周末": "weekend", "双休日": "weekend",
}  # fmt: skip
_SPAN: Final = re.compile(
    r"([0-9]{1,6})\s*(?:个)?\s*(s|sec|seconds?|秒钟?|m|mins?|minutes?|分钟?|h|hrs?|hours?|小时|时|"
    r"d|days?|天|日)",
    re.IGNORECASE,
)
_UNITS: Final[Mapping[str, str]] = {
    "秒": "s",
    "分": "m",
    "小": "h",
    "时": "h",
    "天": "d",
    "日": "d",
}
_CHINA: Final = re.compile(
    r"(?:utc|gmt)?\+0?8(?::?00)?|cst|prc|china|beijing|asia/beijing|shanghai|北京(?:时间)?|"
    r"上海|中国|东八区",
    re.IGNORECASE,
)
_KEYS: Final[Mapping[str, str]] = {
    "版本": "version", "时区": "timezone", "日历": "calendar", "来源": "sources", "稿源": "sources",
    "摘要": "summary", "简报": "briefs", "通道": "channels", "渠道": "channels", "标题": "title",
    "时间": "at", "日期": "days", "计划": "schedule", "定时": "schedule", "栏目": "sections",
    "名称": "name", "输出": "outputs", "模板": "template", "路径": "path", "附件": "attach",
    "收件人": "recipients", "发件人": "from", "密码": "password", "用户": "user",
    "编码": "encoding", "关键词": "keywords", "字数": "chars", "条数": "max_items",
    "报头": "header", "报尾": "footer", "排除": "exclude", "包含": "include",
    "补发": "catch_up", "链接": "link", "报名": "paper",
}  # fmt: skip
_TRUE: Final = frozenset({"yes", "on", "y", "true", "是", "对", "开"})
_FALSE: Final = frozenset({"no", "off", "n", "false", "否", "不", "关"})


def plain(text: str) -> str:
    """The text with half-width signs and without quotes around it.

    >>> plain("“07：30”")
    '07:30'
    """
    return unicodedata.normalize("NFKC", text).strip().strip(_QUOTES).strip()


def meant_day(name: object) -> str:
    """The kind of day or the weekday that is meant: 周三 is wed; nothing where none is."""
    text = plain(str(name)).casefold()
    if text in _DAYS:
        return _DAYS[text]
    for prefix in ("星期", "礼拜", "周", ""):
        if text.startswith(prefix) and text.removeprefix(prefix) in _WEEKDAYS:
            return _WEEKDAYS[text.removeprefix(prefix)]
    return ""


def meant_duration(text: str) -> str:
    """The duration that is meant: 6小时 and "6 hours" are 6h; nothing where none is."""
    found = _SPAN.fullmatch(plain(text))
    if found is None:
        return ""
    unit = found[2][0].casefold()
    return f"{found[1]}{_UNITS.get(unit, unit)}"


def meant_zone(text: str) -> str:
    """The time zone that is meant, where it is China's; else nothing."""
    return "Asia/Shanghai" if _CHINA.fullmatch(plain(text).replace(" ", "")) else ""


def meant_key(text: str) -> str:
    """The key that is meant by a Chinese word; nothing where none is."""
    return _KEYS.get(plain(text), "")


def meant_truth(text: str) -> str:
    """What is meant, true or false; nothing where neither is."""
    word = plain(text).casefold()
    return "true" if word in _TRUE else "false" if word in _FALSE else ""


def meant_number(text: str) -> str:
    """The whole number that is meant; nothing where none is."""
    word = plain(text).replace(",", "")
    return word if re.fullmatch(r"[0-9]{1,9}", word) else ""


def meant_list(text: str) -> str:
    """The list that is meant, as YAML has it: "【甲、乙】" is [甲, 乙]."""
    inside = text.strip().strip("[]【】［］〔〕()（）").strip()
    items = [each.strip().strip(_QUOTES) for each in re.split(r"[,，、;；]", inside)]
    return f"[{', '.join(each for each in items if each)}]"
