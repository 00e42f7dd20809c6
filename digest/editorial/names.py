"""Where a person's name ends: surnames, and the words that follow a name in news."""

import re
from typing import Final

HAN: Final = "\u3400-\u9fff"

SURNAMES: Final = frozenset(
    # The surnames of 《百家姓》 that newspapers print today, single ones.
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元顾孟平黄穆萧尹姚邵湛汪祁毛狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈"
    "项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单洪包诸左石崔吉"
    "龚程嵇邢裴陆荣翁荀惠甄曲封储靳段焦巴牧谷车侯全班仲宁栾甘厉祖武符刘景詹束龙叶幸司黎薄白怀蒲卓蔺屠蒙池乔阴闻党翟谭贡劳姬申"
    "扶冉雍桑桂牛寿边燕冀浦尚温庄晏柴瞿阎连习艾容向古易廖终步耿满匡文寇广东欧利师聂晁敖冷辛那简饶曾沙丰关相查游竺权盖益良操闫肖"
    "佟付代仇仝涂苑戎郜逯亓仉居栗"
)
COMPOUND_SURNAMES: Final = frozenset(
    ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯"]
)

_FOLLOWERS: Final = (
    "出席|主持|参加|指出|强调|表示|说|讲话|带队|率|深入|来到|到|赴|在|与|和|同|就|作|介绍|致|会见|会谈|宣布|一行|等|对|向|"
    "分别|先后|要求|前往|走访|调研|督导|检查|陪同|代表|通报|传达|宣读|听取|签署|进行|一同|一起|还|也|详细|认为|告诉|称|并|"
    "互致|抵达|接受|发表|为|担任|率领|率团|看望|慰问|主讲|致辞|致电|逐一|实地|首先|主讲|作了|提出|回答|及|以及|或"
)
FOLLOWED: Final = re.compile(rf"$|[，。、；：！？（）()\s,.;:“”]|(?:{_FOLLOWERS})")
"""What may stand directly behind a name; anything else means that no name ended here."""


def name_at(text: str, start: int) -> str | None:
    """The Chinese name that begins at `start`, or `None` where none surely does.

    Surname and one or two characters, and behind them something that follows names. Where both
    lengths would do the longer wins, unless its last character is a word that no name ends with.

    >>> name_at("主任谷明出席会议", 2), name_at("书记卢东亮带队", 2), name_at("部长安排部署", 2)
    ('谷明', '卢东亮', None)
    """
    compound = text[start : start + 2] in COMPOUND_SURNAMES
    if not compound and text[start : start + 1] not in SURNAMES:
        return None
    long, short = (4, 3) if compound else (3, 2)
    fits = {length: _is_followed(text, start, length) for length in (long, short)}
    if fits[long] and not (fits[short] and text[start + long - 1] in _NEVER_LAST):
        return text[start : start + long]
    return text[start : start + short] if fits[short] else None


def _is_followed(text: str, start: int, length: int) -> bool:
    name = text[start : start + length]
    return (
        len(name) == length
        and _ALL_HAN.fullmatch(name) is not None
        and FOLLOWED.match(text, start + length) is not None
    )


_NEVER_LAST: Final = "等在与就对还也及或说称"
_ALL_HAN: Final = re.compile(rf"[{HAN}]+")
