"""What a brief leaves out of an article: who wired it, who wrote it, who took the picture.

Nothing is reworded; what is left out is a gap between the spans of what stays.
"""

import re
from dataclasses import replace

from digest.model.articles import Article
from digest.model.traces import TracedText
from digest.text.traces import cut, join

_NAMES = r"[\u4e00-\u9fff·]{2,5}(?:[ \u3000、，,]+[\u4e00-\u9fff·]{2,5}){0,7}"
_TRADE = (
    r"(?:特约|特派|见习|实习|全媒体|融媒体?|首席|驻[\u4e00-\u9fff]{2,8})*"
    r"(?:记者|通讯员|实习生|编辑)"
)
_WRITER = rf"[（(]\s*(?:[\u4e00-\u9fff]{{0,12}}?{_TRADE})[^（）()]{{0,60}}[）)]"
_DAY = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_DAY_WORD = rf"(?={_DAY}|\d{{1,2}}日|近日|日前|最近|昨日|今日|昨天|今天|记者从)"
_PUBLISHER = (
    r"(?:本报|本网|本台|本刊|新华社|新华网|中新社|中新网|人民网|央广网|央视网|央视新闻(?:客户端)?|国际在线|光明网|"
    r"中国网|中国经济网|澎湃新闻|界面新闻|财联社|上证报|[\u4e00-\u9fff]{2,8}?(?:日报|晚报|晨报|早报|时报|商报|"
    r"都市报|法制报|青年报|电视台|广播电台|新闻网|在线|客户端|融媒体?(?:中心)?))"
)
_WIRE = (
    rf"据?{_PUBLISHER}[^，,。；;：:！？\n]{{0,16}}?(?:{_DAY})?[ \u3000]?(?:电|讯|消息)"
    rf"(?:\s*{_WRITER}|\s*[（(][^（）()\n]{{0,24}}[）)])*\s*[：:]?(?![\u4e00-\u9fff]{{0,2}}[称说])"
)
_STAMP = (
    r"\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s*\d{1,2}:\d{2}(?::\d{2})?"
    r"(?!\s*[，,左右许时分之前在至到—-])"
)
_SOURCE = (
    r"(?:\s*(?:来源|作者|编辑)[：:]\s*[\u4e00-\u9fff]{2,8}(?=\s|字号))?(?:\s*字号[超大中小准标 ]*)?"
)
# What may stand before the news itself, tried again and again until none fits.
_OPENINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[\s\u3000，,、。；;：:■□◆●▲△★☆]+",
        r"【[^】\n]{0,24}】",
        r"[（(]\s*原标题\s*[：:][^（）()\n]{1,60}[）)]",
        r"原标题\s*[：:]\s*\S{2,60}[ \u3000\n]+",
        # Glued to the text by a careless copy: all up to the day the news begins with.
        rf"原标题\s*[：:][^。\n]{{4,70}}?{_DAY_WORD}",
        r"[（(]\s*(?:资料图|见图|组图|上接[^（）()]{1,16}|[^（）()，。]{0,24}(?:摄|供图|制图))\s*[）)]",
        # 本报讯, 本报北京3月26日电, 新华社北京3月26日电, 据新华社电, 中新网3月26日电
        _WIRE,
        rf"[\u4e00-\u9fff]{{2,8}}讯\s*(?:{_WRITER}|{_TRADE}[^，。\n]{{2,14}}?)?\s*{_DAY_WORD}",
        rf"{_DAY}(?:电|讯)(?:\s*{_WRITER})?[：:]?",
        # What a web page sets over its text: 2018-08-09 11:35 来源：某报 字号 大 中 小
        rf"(?!截至|截止|自|从|于|在)[\u4e00-\u9fff·>|]{{2,12}}\s*{_STAMP}{_SOURCE}",
        rf"{_STAMP}(?=\s*(?:来源|作者|编辑|字号)){_SOURCE}",
        r"@[\u4e00-\u9fffA-Za-z0-9]{2,12}(?:消息)?[，：:]",
        r"(?:各位)?(?:观众|听众)(?:朋友)?(?:们|你好|您好|大家好)?[，,！!]",
        r"(?:据悉|据了解|据介绍)[，,]",
        # （记者 李雪峰）, 记者 李雪峰 报道：, 本报记者 李雪峰
        rf"{_WRITER}",
        rf"(?:本报|本网|本台)?{_TRADE}[ \u3000]*{_NAMES}[ \u3000]*(?:摄影)?报道[：:]?",
        rf"(?:本报|本网|本台){_TRADE}[ \u3000]+{_NAMES}(?:[ \u3000]+|$)(?!摄)",
        # 记者唐荣 李文茜 通讯员吴安安 外卖小哥…: names of two or three characters, set apart.
        (
            rf"{_TRADE}[ \u3000]?[\u4e00-\u9fff·]{{2,3}}"
            rf"(?:[ \u3000]+(?:{_TRADE}[ \u3000]?)?[\u4e00-\u9fff·]{{2,3}})*[ \u3000]+(?!摄)"
        ),
    )
)
_LATER_OPENING = re.compile(rf"\s*{_WIRE}\s*")
# （张燕伟摄）, （记者 郑苗苗）, （下转第二版）: in the text or at its end, never part of the news.
_CREDIT = re.compile(
    r"\s*[（(](?:"
    r"[^（）()，。；]{0,24}(?:摄影报道|摄影|摄|供图|制图)|下转[^（）()]{1,16}|上接[^（）()]{1,16}|完|"
    r"(?:新华社|本报)?(?:记者|通讯员|责任编辑|编辑|责编|来源)[ \u3000：:][^（）()。]{1,40}"
    r")[）)]"
)
# 本报记者戎禹仁摄, 新华社发（闫科任摄）, 责任编辑：张三: at the end of a text, or alone.
_SIGNATURE = re.compile(
    rf"(?:^|(?<=[。！？!?”\s]))\s*(?:"
    rf"(?:本报|新华社|本网)?(?:记者|通讯员)[ \u3000]?{_NAMES}[ \u3000]*(?:摄影报道|摄影|摄)|"
    rf"(?:本报|新华社|本网)记者[ \u3000]*{_NAMES}|{_NAMES}[ \u3000]*摄|"
    r"新华社发[（(][^（）()]{1,20}[）)]|"
    r"(?:责任编辑|责编|编辑|来源|作者)\s*[：:|｜][^。，]{1,24}"
    r")[。]?\s*$"
)
_PHOTO = re.compile(r"(?:摄|供图|制图)[）)]?。?\s*$")
_LONGEST_CAPTION = 80


def clean_opening(traced: TracedText) -> TracedText:
    """A first paragraph without the line of its wire, writer or picture: 本报讯（记者 X）.

    A date that opens the sentence stays, and so does 记者从某局获悉: that is said, not signed.
    Where nothing else would remain the paragraph is left as it is.

    >>> from digest.text.traces import trace
    >>> text = "新华社北京3月26日电 3月26日，两国互致贺电。"
    >>> clean_opening(trace(text, 0, len(text))).text
    '3月26日，两国互致贺电。'
    """
    text = traced.text
    at = _end_of_opening(text)
    return cut(traced, at, len(text)) if at and text[at:].strip() else traced


def clean_article(article: Article) -> Article:
    """The article as it is ranked and printed: wires, credits, captions, signatures left out.

    The number of paragraphs stays. Where nothing would remain the article is left as it is.
    """
    bodies = [number for number in range(len(article.paragraphs)) if number not in article.headings]
    captions = {number for number in bodies if _is_caption(article.paragraphs[number].text)}
    if len(captions) == len(bodies):
        captions = set()
    cleaned = list(article.paragraphs)
    opened = False
    for number in bodies:
        paragraph = cleaned[number]
        text = paragraph.text
        if number in captions:
            cleaned[number] = TracedText()
            continue
        at = _end_of_wire(text) if opened else _end_of_opening(text)
        paragraph = _without_credits(cut(paragraph, at, len(text)))
        opened = opened or bool(paragraph.text.strip())
        cleaned[number] = paragraph
    return replace(article, paragraphs=tuple(cleaned)) if opened else article


def count_wires(article: Article) -> int:
    """How many paragraphs open with a wire (本报讯, 新华社电): an article has one."""
    return sum(_end_of_wire(paragraph.text) > 0 for paragraph in article.paragraphs)


def _is_caption(text: str) -> bool:
    """Whether a paragraph is what stands below a picture: short, and signed by who took it."""
    if len(text) > _LONGEST_CAPTION or not _PHOTO.search(text):
        return False
    return bool(_SIGNATURE.search(text)) or any(
        match.end() >= len(text.rstrip("。 ")) for match in _CREDIT.finditer(text)
    )


def _end_of_wire(text: str) -> int:
    """Where 新华社北京3月26日电 ends: text behind it is news from another place."""
    match = _LATER_OPENING.match(text)
    return match.end() if match else 0


def _end_of_opening(text: str) -> int:
    at = 0
    while at < len(text):
        match = next((found for opening in _OPENINGS if (found := opening.match(text, at))), None)
        if not match or match.end() == at:
            break
        at = match.end()
    return at


def _without_credits(traced: TracedText) -> TracedText:
    text = traced.text
    left_out = [match.span() for match in _CREDIT.finditer(text)]
    signature = _SIGNATURE.search(text)
    if signature and signature.group().strip():
        left_out = [span for span in left_out if span[1] <= signature.start()]
        left_out.append(signature.span())
    if not left_out:
        return traced
    kept: list[TracedText] = []
    at = 0
    for start, end in left_out:
        kept.append(cut(traced, at, start))
        at = end
    kept.append(cut(traced, at, len(text)))
    return join(kept)
