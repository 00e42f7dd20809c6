"""Sentences that say little: how much of its rating a sentence keeps.

An editor leaves out what points at the report instead of the news, what asks without answering,
what shows a scene, and speech formula that names nothing done. All tables were written by hand
from the habits of papers, broadcasters and court news.
"""

import re

from digest.text.lines import count_chars

# What is about the report, the programme or the picture and not about the news.
_ABOUT_REPORT = re.compile(
    r"听听|一起来?[看听说了关]|[来请]看(?:本台|记者|一组|今天|下面|详细)?.{0,12}(?:报道|消息)|马上连线|现在(?:就)?连线|"
    r"接受了?[^，。：]{0,20}(?:采访|专访)[。]?$|(?:本报|本台|新华社)?记者(?:近日|日前)?(?:就此|对此|为此)?(?:采访了|走访了|专访了)|"
    r"^(?:这|此)[是]?(?:条消息|些情况|是).{0,4}记者.{0,24}(?:获悉|了解到)的?|有请|为大家(?:解读|介绍)|今天我们(?:来|就|要)|"
    r"我们(?:就|也)?(?:跟随|一[块起]儿?去|来说说)|让我们(?:来?看看|走[进近])|(?:一块儿?|就)(?:去|到)(?:那儿?|那里)?看|"
    r"推出.{0,16}系列(?:报道|节目)|^现将?(?:有关|相关)?(?:事项|情况|内容)?.{0,6}(?:通告|公告|通知|通报|公布|公示)如下|"
    r"^特此(?:通告|公告|通知|声明|公示|通报)|"
    r"^[这那]就是[^，。]{2,12}。$|这样一[宗起个件名位][^，。]{0,10}。$|(?:有|具备|呈现)(?:以下|如下|一些|几个?|这些|三个?|两个?)[^，。]{0,6}特点。?$|"
    r"^现在(?:您|大家|我们)|您现在(?:看到|听到)|摘要结果|字数(?:为|在|不)|^资料(?:图|片)"
)
_PICTURE = re.compile(
    r"^(?:图为|图[①-⑩一二三四]|上图|下图|左图|右图|这是[^，。]{0,20}(?:画面|照片|图片|镜头|现场|影像))|(?:拍摄|摄)的(?:照片)?[^，]{0,30}。?$|"
    r"^(?:庭审现场|现场图|活动现场|会议现场|资料照片)。?$|[（(](?:无人机照片|资料照片)[）)]|扫码|二维码"
)
_QUESTION = re.compile(r"^.{0,39}[？?][”’」』]?$", re.DOTALL)
# The name of a body, a heading or a credit that the text's lines left behind: it says nothing.
_FRAGMENT = re.compile(
    r"^[（(](?:[^（）()]{0,30}|原标题[^（）()]{0,80})[）)][。]?$|"
    r"^[^，。：；！？]{0,14}(?:网站|网|客户端|公众号|供稿|编辑.{0,6}|纪委监委)。?$|^\d{4}年\d{1,2}月\d{1,2}日。?$|"
    r"^[^，。：；！？]{2,20}(?:局|支队|委员会|办公室|人民政府|公司|指挥部)$"
)
# Lives and careers as court and party notices append them; duties of a procedure always done.
_RECORD = re.compile(
    r"简历.{0,24}，(?:男|女)，|[，：](?:男|女)，(?:汉族|.{1,4}族|\d{4}年)|(?:出生|生)，.{0,24}(?:学历|学位|人)，|加入中国共产党|参加工作[。，；]|"
    r"^\d{4}[年.]\d{0,2}月?(?:[-—至]+\d{4}年?\d{0,2}月?)，?[^。]{0,30}(?:学习|任职|副?[科处局县书市]长?)|"
    r"依法(?:分别)?告知了?.{0,24}诉讼权利|听取了?.{0,12}(?:辩护人|被告人|诉讼代理人).{0,12}意见|"
    r"^注册资本|法定代表人(?:为|是)|经营范围(?:为|是|包括)"
)
# Who was there, and nothing else.
_ATTENDANCE = re.compile(
    # 中共中央总书记某某主持会议 is news itself.
    r"^(?!.{0,12}(?:总书记|国家主席|总理|委员长|政协主席)[^，。、]{2,4}主持)[^，。；]{0,80}(?:[、等及和][^，。；]{0,60})?(?:参加|出席|列席|陪同|主持)(?:了)?(?:[^，。；]{0,10})?"
    r"(?:座谈|会议|活动|会见|会谈|调研|考察|开幕式|仪式)?[。]$"
)
# Aims and exhortations of which every speech has a dozen.
_FORMULA = re.compile(
    r"提高政治站位|提振信心|狠抓|增强(?:政治自觉|责任感|“四个意识”|思想自觉|使命感)|坚定“?四个自信|做到“?两个维护|“两个确立”|统一思想|凝心聚力|"
    r"高度重视|切实(?:加强|提高|增强|抓好|把|做好)|(?:深入|全面|认真)(?:学习)?贯彻(?:落实)?|深刻(?:领会|把握|认识)|"
    r"坚持(?:以.{2,20}为(?:指导|统领|引领)|问题导向|底线思维|稳中求进|党的)|以习近平新时代中国特色社会主义思想为指导|"
    r"(?:进一步|不断|持续)(?:提高|提升|增强|强化|加强|深化|优化|完善|推动|压实|夯实)|要(?:提高|增强|强化|坚持|聚焦|紧盯|加强|加大|"
    r"切实|认真|深入|严格|压实|立足|围绕|树立|积极|持续|始终|不断|进一步|着力|精准|全力)|"
    r"为.{2,30}(?:贡献(?:力量|智慧)?|提供.{0,10}(?:保障|支撑|动力)|作出.{0,6}贡献|注入.{0,10}动[能力])|取得(?:新|更大)?(?:成效|突破|进展)|"
    r"以.{2,16}(?:作风|状态|干劲|担当|姿态|行动|标准)"
)
_FORMULA_WIDTH = 9
"""Characters that one formula stands for when its share of a sentence is measured."""

_SCENE = re.compile(
    r"盛夏|初[春夏秋冬]|深[秋冬]|隆冬|金秋|仲[春夏秋冬]|[春夏秋冬](?:日|天|季)?(?:时节|里的)|时节，|阳光|微风|寒风|细雨|绿意|"
    r"生机盎然|映入眼帘|扑面而来|(?:走|漫步)[进在]|步入|放眼|远远望去|一大早|清晨|傍晚|夜幕|热气腾腾|笑容|笑着|笑得|"
    r"头戴|身穿|身着|手持|正在[^，。]{2,6}地|正在(?:[^，。]{0,8})(?:忙|拍|排队|挑选|给|为)|忙得|忙着|忙碌|络绎不绝|人头攒动|熙熙攘攘|喜悦|乐呵呵|坐在|站在|望着|看着"
)
_SPOKEN = re.compile(
    r"^[“‘「『][^”’」』]+[”’」』]$|"
    r"^[“‘「『].{20,}[”’」』](?:[^，。]{0,30})(?:说|道|表示|告诉记者)。$"
)
# 筑牢信仰之基、补足精神之钙: who does it is not said.
_SUBJECTLESS = re.compile(
    r"^(?:全面|全力|切实|大力|积极|努力|不断|持续|坚持|筑牢|补足|把稳|夯实|聚焦|围绕|立足|锚定|坚定|深化|强化|"
    r"推动|推进|加快|加强|提升|办好|抓好|做好|打造|培育|激发|凝聚)[^：“]*[。！]$"
)
# What a place or a body is known for, told on the way: 长三角是我国……的区域之一.
_BACKGROUND = re.compile(
    r"^[^，。]{2,16}(?:是|为)(?:我国|全国|全省|全球|世界|国内)[^。]*之一|^[^，。]{2,16}(?:素有|被誉为|享有[^，]*美誉|"
    r"位于|地处|坐落)"
)
# 三条建议是： what is told comes after, on a line of its own.
_BROKEN = re.compile(r"(?:\.{3}|…)[”’]?$|[：:]$")
_SAYS_FACT = re.compile(r"\d|[二两三四五六七八九十百千万亿]+(?:个|家|名|项|次|人|元|亩|吨|公里|%)")

_SHORT, _VERY_SHORT = 16, 10
_ONLY_REPORT = 40
"""A sentence longer than this says something besides that a report follows."""

_KEEPS = {
    "report": 0.0,
    "partly report": 0.7,
    "picture": 0.0,
    "fragment": 0.0,
    "record": 0.0,
    "broken": 0.0,
    "question": 0.2,
    "attendance": 0.45,
    "background": 0.6,
    "subjectless": 0.45,
    "spoken": 0.5,
    "scene": 0.45,
    "very short": 0.3,
    "short": 0.7,
}
"""What a sentence of each kind keeps of its rating; the smallest that fits counts.

One that keeps nothing is printed only where nothing else is.
"""

_FORMULA_KEEPS = 0.5
_FORMULA_SHARE = 0.5


def find_weakness(text: str) -> tuple[str, ...]:
    """The kinds of weakness a sentence shows, by name, for `--trace` and tests.

    >>> find_weakness("本届服贸会筹备进展如何？")
    ('question', 'short')
    """
    length = count_chars(text)
    found = [
        name
        for name, pattern in (
            ("report", _ABOUT_REPORT),
            ("picture", _PICTURE),
            ("fragment", _FRAGMENT),
            ("question", _QUESTION),
            ("record", _RECORD),
            ("broken", _BROKEN),
            ("attendance", _ATTENDANCE),
            ("background", _BACKGROUND),
            ("spoken", _SPOKEN),
        )
        if pattern.search(text)
    ]
    if "report" in found and length > _ONLY_REPORT:
        found[found.index("report")] = "partly report"
    if _SUBJECTLESS.match(text) and not _SAYS_FACT.search(text):
        found.append("subjectless")
    if _SCENE.search(text) and not _SAYS_FACT.search(text):
        found.append("scene")
    if share_of_formula(text) >= _FORMULA_SHARE:
        found.append("formula")
    if length < _SHORT:
        found.append("very short" if length < _VERY_SHORT else "short")
    return tuple(found)


def keep_share(text: str) -> float:
    """How much of its rating a sentence keeps, from 0 to 1."""
    return min((_KEEPS.get(name, _FORMULA_KEEPS) for name in find_weakness(text)), default=1.0)


def share_of_formula(text: str) -> float:
    """How much of a sentence is speech formula, from 0 to 1.

    >>> share_of_formula("要提高政治站位，切实加强领导。") > 0.5
    True
    """
    found = len(_FORMULA.findall(text))
    return min(1.0, found * _FORMULA_WIDTH / max(1, count_chars(text)))
