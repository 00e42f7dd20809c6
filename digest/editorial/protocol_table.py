"""The table of protocol: who stands before whom. The default; a configuration may bring its own.

Sources: the order of the central bodies in the constitutions of Party and state, the order of
the four leading groups (党委、人大、政府、政协) as newspapers print it, and the names of the
Standing Committee of the 19th (2017) and 20th (2022) Central Committee in the order announced.
"""

from dataclasses import dataclass
from typing import Final

STATE_LEVELS: Final = 20
"""Levels below this are Party and state leaders and bodies."""

UNRANKED: Final = 90
"""The level of everything that the table does not name."""

FOREIGN: Final = 95
"""The level of news from abroad: newspapers and broadcasts print it last."""

LAST: Final = 98
"""The level of what closes a programme: a look at a landscape, a solar term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """One level: the titles (regular expressions, matched at a title's end), names and bodies.

    A body stands for its head where a headline begins with it (市政府召开常务会议); a column is
    the label before a headline (【新思想引领新征程】). `heads` are regular expressions for whole
    headlines: the publication of a leader's works, how they were received.
    """

    level: int
    name: str
    titles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolTable:
    """The levels in order, the highest (the smallest number) first.

    `abroad`, `at_home` and `closing` are regular expressions for words of headlines.
    """

    ranks: tuple[Rank, ...]
    state_levels: int = STATE_LEVELS
    unranked: int = UNRANKED
    foreign: int = FOREIGN
    last: int = LAST
    abroad: str = "(?!)"
    at_home: str = "(?!)"
    closing: str = "(?!)"


# News from abroad is known by a country or an international body in the headline, unless the
# headline also names what is ours.
_ABROAD: Final = (
    "美国|美总统|美方|美军|美媒|美联储|美财|俄罗斯|俄称|俄总统|俄军|俄方|俄外|"
    "乌克兰|乌称|乌军|乌方|乌总统|以色列|以军|以总理|以方|以称|巴勒斯坦|哈马斯|"
    "加沙|伊朗|伊拉克|叙利亚|黎巴嫩|黎真主党|也门|胡塞|沙特|阿富汗|土耳其|日本|"
    "日媒|日方|韩国|朝鲜|印度|巴基斯坦|越南|泰国|缅甸|菲律宾|马来西亚|新加坡|印尼|"
    "印度尼西亚|澳大利亚|新西兰|英国|法国|德国|意大利|西班牙|葡萄牙|荷兰|比利时|"
    "瑞士|瑞典|芬兰|挪威|波兰|匈牙利|捷克|希腊|塞尔维亚|加拿大|墨西哥|巴西|阿根廷|"
    "智利|秘鲁|委内瑞拉|古巴|埃及|苏丹|南非|尼日利亚|肯尼亚|埃塞俄比亚|利比亚|欧盟|"
    "欧洲|欧洲央行|北约|联合国|世卫组织|多国|外媒|国际联播|国际原子能|国际货币|"
    "世界银行|哈萨克斯坦|白俄罗斯|格鲁吉亚|阿塞拜疆|蒙古国"
)
_AT_HOME: Final = (
    "^中[美俄日韩欧英法德澳印非越泰柬]|我国|中国|中方|中外|全国|习近平|外交部|商务部|国务院|我市|我省|"
    "王毅|访华|来华|援"
)
_COMMENT: Final = (
    "^(?:人民日报|新华社|央视|《?求是》?|光明日报)[^：]{0,8}"
    "(?:评论|社论|快评|述评|署名文章|文章|播发).*(?:学习贯彻|习近平|总书记|二十大|二十届)"
)

PROTOCOL: Final = ProtocolTable(
    ranks=(
        Rank(
            level=1,
            name="总书记",
            titles=("总书记", "^国家主席", "中央军委主席"),
            people=("习近平",),
            columns=("新思想", "总书记", "习近平"),
            heads=(
                "《习近平",
                "^《求是》.*习近平",
                "^应习近平.*邀请",
                "——习近平(?:总书记|主席).*反响",
                # What the central media say of his words stands behind what he did himself.
                _COMMENT,
                "向党中央和习近平",
                "^中共中央和习近平",
            ),
        ),
        Rank(level=2, name="总理", titles=("国务院总理",), people=("李强", "李克强")),
        Rank(
            level=3,
            name="委员长",
            titles=("委员长",),
            people=("赵乐际", "栗战书"),
            bodies=("全国人大",),
            heads=("^第?十[一二三四五六七八九]届全国人大",),
        ),
        Rank(
            level=4,
            name="全国政协主席",
            titles=("全国政协主席",),
            people=("王沪宁", "汪洋"),
            bodies=("全国政协",),
        ),
        Rank(
            level=5,
            name="中央政治局常委、国家副主席",
            titles=("中央政治局常委", "国家副主席", "中央纪委书记"),
            people=("蔡奇", "丁薛祥", "李希", "韩正", "王岐山"),
        ),
        Rank(
            level=6,
            name="党和国家领导人",
            titles=(
                "中央政治局委员",
                "国务院副总理",
                "国务委员",
                "副委员长",
                "全国政协副主席",
                "中央书记处书记",
                "中央军委副主席",
                "中央军委委员",
                "国家监委主任",
                "最高人民法院院长",
                "最高人民检察院检察长",
            ),
            # Political Bureau members and vice premiers named in headlines without their titles.
            people=(
                "何立峰",
                "张国清",
                "刘国中",
                "王毅",
                "李干杰",
                "石泰峰",
                "李书磊",
                "陈文清",
                "王小洪",
                "刘鹤",
                "孙春兰",
                "胡春华",
                "王晨",
                "杨洁篪",
                "黄坤明",
                "许其亮",
                "张又侠",
            ),
        ),
        Rank(
            level=8,
            name="中央和国家机关",
            bodies=(
                "中共中央",
                "党中央",
                "中央政治局",
                "中央经济工作会议",
                "中央农村工作会议",
                "中央军委",
                "中央纪委",
                "国务院",
                "中办",
                "国办",
            ),
        ),
        Rank(
            level=20,
            name="省委书记",
            titles=("省委书记", "自治区党委书记"),
            bodies=("省委常委会", "自治区党委常委会"),
        ),
        Rank(
            level=21,
            name="省长",
            titles=("(?<!副)省长", "自治区(?:人民政府)?主席"),
            bodies=("省政府", "省人民政府"),
        ),
        Rank(
            level=22,
            name="省人大、省政协",
            titles=("省人大常委会(?:党组书记|主任)", "省政协(?:党组书记|主席)"),
            bodies=("省人大", "省政协", "省两会"),
        ),
        Rank(
            level=23,
            name="省级领导",
            titles=(
                "省委副书记",
                "省委常委",
                "省委秘书长",
                "副省长",
                "省人大常委会副主任",
                "省政协副主席",
                "自治区党委常委",
                "自治区(?:人民政府)?副主席",
                "省高级人民法院院长",
                "省人民检察院检察长",
            ),
            bodies=("省委",),
        ),
        Rank(
            level=30,
            name="市委书记",
            titles=("市委书记", "州委书记", "盟委书记", "地委书记"),
            bodies=("市委常委", "市委理论学习中心组", "市委全会", "市委全面"),
        ),
        Rank(
            level=31,
            name="市长",
            titles=("(?<!副)市长", "(?<!副)州长", "(?<!副)盟长"),
            bodies=("市政府", "市人民政府"),
        ),
        Rank(
            level=32,
            name="市人大",
            titles=("市人大常委会?(?:党组书记|主任)",),
            bodies=("市人大", "市两会", "市十[一二三四五六七八九]?届人大"),
        ),
        Rank(
            level=33,
            name="市政协",
            titles=("市政协(?:党组书记|主席)",),
            bodies=("市政协",),
        ),
        Rank(
            level=34,
            name="市级领导",
            titles=(
                "市委副书记",
                "市委常委",
                "市委秘书长",
                "市纪委书记",
                "副市长",
                "市人大常委会?副主任",
                "市政协副主席",
                "市领导",
                "州委常委",
                "副州长",
            ),
            bodies=("市委", "市纪委"),
        ),
        Rank(
            level=40,
            name="县区主要领导",
            titles=(
                "[县区旗]委书记",
                "(?<!副)县长",
                "(?<![副地市社])区长",
                "管委会主任",
                "党工委书记",
            ),
            bodies=("县委常委", "县政府", "区委常委", "区政府"),
        ),
    ),
    abroad=_ABROAD,
    closing="^(?:大美|美丽)中国$|^江山多娇|^二十四节气|^春天里的中国",
    at_home=_AT_HOME,
)
