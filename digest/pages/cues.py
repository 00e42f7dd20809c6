"""What a line says about itself: openers, bylines, credits, captions, notices, headline shape."""

import re

HAN = "\u3400-\u9fff"
TERMINAL = "。！？!?…"
CLOSING = "”’」』）)》】\"'〉"
_AGENCIES = (
    "新华社|新华网|新華社|中新社|中新网|中新網|中通社|中央社|人民网|人民網|人民日报|央视网|央視網|央视|法新社|路透社"
    "|光明网|央广网|中国新闻网|澎湃新闻|工人日报|经济日报|科技日报|法制日报|法治日报|搜狐|本报|本報|本刊|本网|本台|本社"
)

OPENER = re.compile(
    rf"^(?P<agency>{_AGENCIES}|[{HAN}]{{2,6}}(?:日报|晚报|早报|时报|商报|日報|晚報)(?=讯|訊|消息))"
    rf"(?P<place>[{HAN}·/]{{0,14}}?)(?P<date>\d{{1,2}}月\d{{1,2}}日)?(?P<kind>[{HAN}]{{0,4}}?(?:电|電|讯|訊|消息))"
    r"[，：:,\s]*(?:[（(](?P<who>[^（）()]{1,60})[）)])?[：:，,\s]*"
)
"""电头: agency, place, date, and the reporters in brackets."""

BYLINE = re.compile(
    r"^(?:[□■◇◆○●☐◎\s]*(?:文[/／\s])?(?:本报|本報|本刊|本网|新华社|新華社)?(?:首席|特约|见习|实习|全媒体|融媒体)*"
    r"(?:记者|記者|通讯员|通訊員|特派记者|评论员|評論員)|[□■◇◆]\s*|作者[：:])"
)
_WIRE_BYLINE = re.compile(r"^新华社(?:记者|“[^”]{2,10}”记者)")
CREDIT = re.compile(
    r"(?:摄|攝|摄影|攝影|供图|供圖|摄影报道|图[/／]文)\s*[）)]?\s*[。.]?$"
    r"|^新华社(?:发|照片|记者)?\s*[（(].{1,20}[）)]?$|^[（(]?(?:图片|资料图|照片)(?:由|来源|提供)"
)
INLINE_CREDIT = re.compile(
    r"(?<=[。！？!?”）)])\s*[（(]?(?:(?:本报|本報)?(?:记者|記者|通讯员|通訊員)|新华社(?:发|记者)?|文[/／]图|摄影)"
    r"[^。！？!?，,；;]{0,36}?(?:摄|攝|摄影|供图|供圖)?[）)]?[。.]?$"
)
_CAPTION = re.compile(
    r"图(?:为|①|[一二三四][：:为]|(?<=[上下左右]图)[是：])|圖為|资料照片|新华社照片"
)
_THIS_PHOTO = re.compile(r"这(?:是|张).{0,40}(?:拍摄|摄)|这是.{0,20}日")
# Captions and notices say what they are in their first lines; a text may be megabytes long.
_REACH = 1200
CONTINUED = re.compile(
    r"[（(\[【]?\s*(?:未完待续|[，,]?\s*(?:下|详|紧接|後|后)?(?:转|轉)\s*(?P<to>第?\s*[0-9一二三四五六七八九十A-Z]+\s*版).{0,6}?)\s*[）)\]】]\s*$"
)
CONTINUED_LINE = re.compile(r"^[（(\[【→\s]*(?:下转|下轉|转|紧接).{0,12}版.{0,4}[）)\]】]?$")
TEASER_MARK = re.compile(r"^[·•\-—\s]*(?:今日|要闻|本期|本版|重点|新闻)?(?:导读|導讀|提要)(?:\s|$)")
TEASER_END = re.compile(
    r"^[（(]?(?:刊|见|見|详见|详见今日|[→▶>])?\s*第?\s*(?P<to>[0-9一二三四五六七八九十A-Z]{1,3}\s*版)[）)]?$"
)
LABEL = re.compile(rf"^[{HAN}、（）()]{{2,10}}[：:]\s*\S")
DATE_LINE = re.compile(
    r"^[0-9〇零一二三四五六七八九十]{4}年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}日)?$"
)
NOTICE = re.compile(
    r"(?:公告|通告|公示|启事|启示|声明|通知|招聘|讣告|遗失|告知书|调查|征集|公開信|公开信|啟事|聲明|倡议书|拍卖|招标)(?:书|信|表|令)?$"
)
NOTICE_WORDS = re.compile(
    r"特此(?:通告|公告|声明|通知)|敬请谅解|社会各界反映|受理(?:电话|邮箱|时间)|咨询电话|联系(?:电话|人|方式)|问卷|"
    r"现(?:将|予|面向).{0,20}(?:公告|公示|公布如下)|扫描.{0,8}二维码"
)
ADVERT_WORDS = re.compile(
    r"热线|熱線|电话[：:]|電話|招商|读者服务|订阅|便民|广告|廣告|\d{3,4}-\d{6,8}|件件有|欢迎.{0,12}(?:前来|垂询|光临)"
)
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺"
    "倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏"
    "蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲封储靳段焦巴弓牧山谷车侯全班秋仲伊宁栾甘厉祖武符刘景詹束龙叶幸司韶黎白怀蒲"
    "卓蔺屠蒙池乔阴苍双闻莘党翟谭贡劳姬申扶冉宰雍桑桂牛寿通边燕冀浦尚农温别庄晏柴瞿阎连习容向古易廖庾终步都耿满弘匡国文寇广东欧利师巩聂晁勾敖冷辛那简饶曾沙鞠丰巢关相查后荆红游竺权盖益"
    "良禾朴思赵趙錢孫鄭馮陳衛蔣韓楊許呂張嚴華謝鄒蘇範魯韋馬鳳費賀湯羅畢鄔樂時傅齊顧黃蕭尹汪談龐紀項閔賈婁顏鍾駱萬盧莫"
)
_PEN = re.compile(rf"^(?:文[/／])?[{HAN}](?:\s{{0,4}}[{HAN}]){{1,3}}$")
COLUMN = re.compile(
    rf"^[{HAN}·]{{0,8}}(?:论坛|快评|短评|时评|锐评|热评|社评|杂谈|漫谈|随笔|札记|手记|观察|话题|巷议|街谈|边看|走笔|视点|评论|评论员文章|思考|夜话|茶座|微评|声音|論壇|時評|社論|社论|编后|编后话|今日谈|新语)$"
)
_CLAUSE_STOP = re.compile(r"[，。；,;]")


def is_terminal(text: str) -> bool:
    """Whether a sentence ends with the line: 。！？… and the brackets and quotes behind them."""
    bare = text.rstrip()
    inner = bare.rstrip(CLOSING + " \t\u3000")
    return bool(inner) and (inner[-1] in TERMINAL or bare[-1] in TERMINAL)


# What a 电头 ends with, and how many characters it has at most before its brackets.
_OPENS = re.compile("[电電讯訊息]")
_LONGEST_OPENER = 40


def match_opener(text: str) -> re.Match[str] | None:
    """The 电头 that the line begins with, if there is one."""
    return OPENER.match(text) if _OPENS.search(text, 0, _LONGEST_OPENER) else None


def is_opener(text: str) -> bool:
    """Whether the line begins with a 电头 (本报讯, 新华社…电)."""
    return match_opener(text) is not None


def is_byline(text: str) -> bool:
    """Whether the whole line names who wrote the article (□ 本报记者 某某)."""
    if len(text) > 48:
        return False
    match = BYLINE.match(text) or _WIRE_BYLINE.match(text)
    if match is None or not text[match.end() :].strip(" ：:"):
        return False
    return not (
        _CLAUSE_STOP.search(text) or is_terminal(text) or is_credit(text) or is_opener(text)
    )


def is_credit(text: str) -> bool:
    """Whether the whole line says who took a photo."""
    return len(text) <= 48 and CREDIT.search(text) is not None and not _CLAUSE_STOP.search(text)


def is_caption(text: str) -> bool:
    """Whether the line says what a photo shows (图为…, 这是…拍摄的…)."""
    if text.startswith("这") and _THIS_PHOTO.match(text, 0, _REACH):
        return True
    return _CAPTION.search(text, 0, _REACH) is not None


def is_pen_name(text: str) -> bool:
    """Whether the line may be a name alone: two to four characters, surname first."""
    if _PEN.match(text) is None:
        return False
    bare = re.sub(r"\s", "", text)
    return len(bare) <= 3 and (bare[0] in SURNAMES or " " in text.strip())


def has_credit(text: str) -> bool:
    """Whether behind the line's last sentence stands who took the photo."""
    tail = text[-50:]
    photo = "摄" in tail or "攝" in tail or "供图" in tail or "供圖" in tail
    if not (photo or "报道" in tail or "图/文" in tail):
        return False
    inline = INLINE_CREDIT.search(text, max(0, len(text) - 50))
    return inline is not None and CREDIT.search(inline.group()) is not None


def is_continuation(text: str) -> bool:
    """Whether the whole line says that the article goes on elsewhere (下转第三版)."""
    return len(text) <= 20 and CONTINUED_LINE.match(text) is not None


def is_label(text: str) -> bool:
    """Whether the line is a label with its value (受理邮箱：…), a signature date, or like it."""
    return DATE_LINE.match(text) is not None or (
        len(text) <= 60 and LABEL.match(text) is not None and not is_terminal(text)
    )


def find_continued(text: str, within: int) -> re.Match[str] | None:
    """What says, in so many characters at the line's end, where the article goes on."""
    tail = text[-within:]
    if not ("转" in tail or "轉" in tail or "未" in tail):
        return None
    return CONTINUED.search(text, max(0, len(text) - within))


def is_continued(text: str) -> bool:
    """Whether the line ends by saying where the article goes on."""
    return find_continued(text, 20) is not None


def is_teaser_mark(text: str) -> bool:
    """Whether 导读 begins with the line."""
    return TEASER_MARK.match(text) is not None


def match_teaser_end(text: str) -> re.Match[str] | None:
    """The line as that of a 导读 entry which names its page (刊2版), if it is one."""
    return TEASER_END.match(text) if "版" in text[-3:] else None


def is_teaser_end(text: str) -> bool:
    """Whether the line names the page of a 导读 entry (刊2版)."""
    return match_teaser_end(text) is not None


def is_date_line(text: str) -> bool:
    """Whether the line is a date and nothing else, as under a notice."""
    return DATE_LINE.match(text) is not None


def is_notice_title(text: str) -> bool:
    """Whether the line ends as the title of a notice does."""
    return NOTICE.search(text) is not None


def has_notice_words(text: str) -> bool:
    """Whether the line speaks as notices do."""
    return NOTICE_WORDS.search(text, 0, _REACH) is not None


def has_advert_words(text: str) -> bool:
    """Whether the line speaks as adverts do."""
    return ADVERT_WORDS.search(text) is not None


def is_column_name(text: str) -> bool:
    """Whether the line is the name of a column (云中论坛)."""
    return COLUMN.match(text) is not None


SPEECH = re.compile(
    rf"^[“\"]|^[{HAN}·]{{2,12}}(?:还|也|则|同时|随后)?(?:说|表示|指出|强调|认为|告诉记者|介绍|要求|称|坦言|透露)"
)
"""A paragraph that begins with someone speaking."""
ATTENDANCE = re.compile(
    rf"(?:[{HAN}]{{2,4}}、){{2,6}}[^。]{{0,60}}(?:出席|参加|列席|陪同)|(?:出席|参加|列席|陪同)(?:会议|活动|座谈|会见|调研|上述活动|相关活动|工作会谈)?。?$"
)
"""A list of those who were there."""


def is_speech(text: str) -> bool:
    """Whether the line begins with someone speaking."""
    return SPEECH.match(text) is not None


def lists_those_present(text: str) -> bool:
    """Whether the line ends with a list of those who were there."""
    tail = text[-160:]
    if not ("出席" in tail or "参加" in tail or "列席" in tail or "陪同" in tail):
        return False
    return ATTENDANCE.search(text, max(0, len(text) - 160)) is not None
