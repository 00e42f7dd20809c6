"""The line of a headline block that says who did what: 实题, not 虚题."""

import re
from enum import IntEnum

from digest.pages.surnames import COMPOUND, SINGLE

_HAN = "\u3400-\u9fff"
_PERSON = rf"(?:(?:{'|'.join(COMPOUND)})|[{''.join(sorted(SINGLE))}])[{_HAN}]{{1,2}}?"

# What leaders and delegations do in headlines; the tables below were written from the habits of
# Party papers' front pages, not from a corpus.
_ACTS = (
    "出席|主持|会见|会晤|会谈|率团|率队|带队|赴|深入|督导|调研|考察|检查|视察|看望|慰问|走访|暗访|巡查|"
    "参加|参观|听取|召开|强调|致信|致电|签署|发表|抵达|访问|同|与|在|到|当选|任"
)
_PERSON_ACTS = re.compile(rf"^{_PERSON}(?:{_ACTS})")
_ATTENDANCE = re.compile(
    rf"^{_PERSON}(?:、{_PERSON})*(?:等)?(?:(?:主持|出席|参加|列席|陪同|并|讲话|致辞|作报告|宣布开幕)+)(?:会议|活动)?$"
)
_EVENTS = re.compile(
    "召开|举行|举办|启动|开幕|闭幕|发布|公布|印发|出台|施行|签署|签约|会见|会谈|会晤|贺电|贺信|通话|访问|"
    "抵达|考察|调研|督导|揭牌|揭晓|投产|投运|开工|竣工|完工|完成|通过|入选|获评|获批|荣获|获奖|夺冠|夺金|"
    "当选|任命|通车|开通|上线|上市|领跑|跻身|位居|名列|发生|造成|遇难|受伤|逮捕|判处|宣判|受理|达成|建成|"
    "成立|破获|查处|通报|问世|首次|首个|首届|落户|落地|入驻|亮相|表彰|追授|逝世|演练|收官|开赛|开展|点燃|"
    "险胜|大胜|完胜|轻取|战胜|击败|不敌|晋级|出局|收跌|收涨|下跌|上涨|创立|获得|进入|突破\\d"
)
_FIGURE = re.compile(r"\d")
_DOCUMENT = re.compile(
    r"(?:公告|通告|通知|通报|声明|启事|公报|名单|决定|意见|办法|条例|调查|倡议书|讣告)$"
)
_ACTOR = re.compile(
    rf"^(?:我[国省市区县州]|本[省市]|[市省县区州](?:委|政府|人大|政协|纪委|监委)|中共|中国|国家|国务院|"
    rf"全[国省市县区]|[{_HAN}]{{2,4}}[省市县州](?=[{_HAN}]))|"
    rf"[{_HAN}]{{2}}(?:公司|集团|法院|检察院|政府|委员会|常委会|大学|医院|学校|银行|总统|总理|主席|书记|市长|省长|志愿者|"
    r"代表团|代表队|国家队|小组|办公室|公安|机关)|队(?=[夺胜负获晋击不险轻大完出])"
)

# Words of slogans: aims and exhortations that name nothing that happened.
_EXHORTATIONS = (
    "抢抓|深化|携手|强化|细化|优化|夯实|筑牢|加强|加快|加大|推动|推进|奋力|聚力|聚焦|凝聚|凝心|力促|着力|"
    "全力|大力|持续|坚持|坚定|坚决|努力|牢记|践行|弘扬|传承|守护|守住|共建|共享|共创|共谋|勇担|勇立|担当|"
    "锚定|紧盯|提升|做强|做优|做大|打造|构建|营造|激发|激活|释放|赓续|擦亮|书写|谱写|描绘|绘就|开创|争当|"
    "让|以|用|为|树立|发挥|拓展|厚植|扛牢|扛起|压实|落实|贯彻|统筹|创新|创建|建设|关爱|珍惜|保护|倡导|热情|创(?=[省市全国])"
)
_EXHORTING = re.compile(f"^(?:{_EXHORTATIONS})")
_SLOGAN_WORDS = re.compile(
    "新篇章|新征程|新时代|新局面|新动能|新优势|新作为|新台阶|新伟业|新空间|新辉煌|谱写|高质量发展|美丽家园|"
    "助推|赋能|聚力|同心|人人|事事|件件|时时|处处|共成长|在路上|进行时|你我|奋进|奋斗|走在前|永远跟党走|为天|第一责任"
)
_QUOTING = re.compile(r"[“”「」《》：:？?]")
_SLOGAN_AT = 2
_PART_LENGTHS = range(3, 13)
_SHORT_PART = 4
_SHORTEST_SUBTITLE = 8


class _Level(IntEnum):
    """How much a line says; the higher the more."""

    SLOGAN = 0
    ATTENDANCE = 1
    PLAIN = 2
    EVENT = 3
    PERSON = 4


def choose_headline(*, kicker: str | None, title: str | None, subtitle: str | None) -> str | None:
    """The line that says who did what or carries the figure; `None` where only slogans stand.

    The title where it says so itself; else a line beside it that does. A leading slogan
    printed on the same line is dropped.

    >>> slogan, news = "抢抓机遇寻求合作 蓄势聚力助推发展", "某某率团赴京考察"
    >>> choose_headline(kicker=None, title=slogan, subtitle=news)
    '某某率团赴京考察'
    >>> choose_headline(kicker=slogan, title="冰雪节将于12月开幕", subtitle=None)
    '冰雪节将于12月开幕'
    """
    if not (kicker or title or subtitle):
        return None
    lines = {"title": _clean(title), "subtitle": _clean(subtitle), "kicker": _clean(kicker)}
    levels = {role: _level(line) for role, line in lines.items()}
    chosen = _choose(lines, levels)
    return _without_break(_without_leading_slogan(lines[chosen])) if chosen else None


def _choose(lines: dict[str, str], levels: dict[str, _Level]) -> str | None:
    others = ("subtitle", "kicker")
    if levels["title"] >= _Level.EVENT:
        return "title"
    for role in others:
        if levels[role] is _Level.PERSON:
            return role
    if levels["title"] is _Level.PLAIN:
        return "title"
    for role in others:
        if levels[role] is _Level.EVENT:
            return role
    # A kicker that is neither event nor slogan is the name of a column.
    if levels["subtitle"] is _Level.PLAIN and len(lines["subtitle"]) >= _SHORTEST_SUBTITLE:
        return "subtitle"
    return None


def _clean(line: str | None) -> str:
    return re.sub(r"\s+", " ", (line or "").strip().lstrip("#»").strip())


def _level(line: str) -> _Level:
    parts = line.split(" ")
    if not line:
        return _Level.SLOGAN
    if all(_ATTENDANCE.match(part) for part in parts):
        return _Level.ATTENDANCE
    if _PERSON_ACTS.match(line) and _is_full(line, parts):
        return _Level.PERSON
    if _slogan_points(parts) >= _SLOGAN_AT:
        return _Level.SLOGAN
    if _says_event(line):
        return _Level.EVENT
    return _Level.PLAIN


def _is_full(line: str, parts: list[str]) -> bool:
    """Whether a line on a person says more than that the person was there."""
    return not _ATTENDANCE.match(parts[0]) or bool(_EVENTS.search(line))


def _says_event(line: str) -> bool:
    return bool(
        _EVENTS.search(line)
        or _FIGURE.search(line)
        or _DOCUMENT.search(line)
        or (_ACTOR.search(line) and not _EXHORTING.match(line))
    )


def _slogan_points(parts: list[str]) -> int:
    """Reasons to call a line a slogan, less reasons not to."""
    points = sum(bool(_EXHORTING.match(part)) for part in parts[:2])
    points += min(2, sum(len(_SLOGAN_WORDS.findall(part)) for part in parts))
    points += _parallel_points(parts)
    points -= 2 * any(_says_event(part) for part in parts)
    points -= any(bool(_QUOTING.search(part)) for part in parts)
    return points


def _parallel_points(parts: list[str]) -> int:
    """Two phrases side by side: of one length, and short or beginning alike.

    One length alone is one point: 库里三分称王 拉文一扣成名 is news.
    """
    if len(parts) < 2 or not all(re.fullmatch(f"[{_HAN}、]+", part) for part in parts[:2]):
        return 0
    first, second = parts[:2]
    if not (len(first) in _PART_LENGTHS and len(second) in _PART_LENGTHS):
        return 0
    is_even = len(first) == len(second)
    return 2 * (first[0] == second[0] or (is_even and len(first) <= _SHORT_PART)) or int(is_even)


# A place or a year alone in front of the gap says nothing: the title only ran over its line.
_YEAR = r"\d{4}年度?"
_BREAK = re.compile(
    rf"^((?:{_YEAR})?[{_HAN}]{{2,3}}[省市县区州](?:{_YEAR})?|{_YEAR}) (?=[{_HAN}]{{4,}}$)"
)


def _without_break(line: str) -> str:
    """A title that was printed on two lines, on one.

    >>> _without_break("某州市2025年度 考核结果公布")
    '某州市2025年度考核结果公布'
    """
    return _BREAK.sub(r"\1", line)


def _without_leading_slogan(line: str) -> str:
    """A line without a first part that names no subject."""
    first, _, rest = line.partition(" ")
    if not rest or _level(rest) < _Level.EVENT or _says_event(first) or _PERSON_ACTS.match(first):
        return line
    return rest if _EXHORTING.match(first) else line
