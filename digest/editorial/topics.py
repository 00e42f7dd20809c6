"""What an item is about, in the sections a newspaper has: 时政, 经济, 文旅 …, by words alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from digest.editorial.protocol import Standing
from digest.model.articles import Article, ArticleType


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A section and the words that speak for it; each counts once in each part of an item."""

    name: str
    words: str
    kinds: tuple[ArticleType, ...] = ()


# Written by hand from the section names newspapers print. What stands first wins a tie.
TOPICS: Final = (
    Topic(
        name="公告",
        words="公告|通告|启事|公示|遗失|声明|招标|拍卖",
        kinds=(ArticleType.NOTICE, ArticleType.ADVERT),
    ),
    Topic(name="评论", words="论坛|评论|时评|杂谈|短评|社论", kinds=(ArticleType.COMMENTARY,)),
    Topic(
        name="国际",
        words="总统|首相|外长|联合国|建交|大使|访华|国事访问|双边关系|外交部|驻华",
    ),
    Topic(
        name="安全",
        words="安全生产|安委会|隐患|消防|火灾|防汛|应急|事故|演练|灭火|食品安全|交通安全|扫黑|反诈|安全责任",
    ),
    Topic(
        name="生态",
        words="生态|环境|污染|绿色发展|空气质量|优良天数|蓝天|碧水|净土|修复|造林|绿化|减排|湿地|河长|水源|气温|降温|升温|天气",
    ),
    Topic(
        name="文旅",
        words="旅游|文旅|景区|游客|古城|文物|非遗|文化|博物馆|冰雪|赛事|演出|展览|研学|石窟|踏春|民宿|艺术|体育",
    ),
    Topic(
        name="农业",
        words="农业|农村|农民|丰收|粮食|春耕|秋收|黄花|种植|养殖|乡村振兴|耕地|农机|大棚|合作社|畜牧",
    ),
    Topic(
        name="教育",
        words="学校|小学|中学|高校|大学|师生|学生|教师|高考|中考|招生|校园|幼儿园|教学",
    ),
    Topic(
        name="科技",
        words="科技|创新|算力|数据中心|人工智能|研发|专利|实验室|科研|数字经济|大数据|智能制造|机器人|中试",
    ),
    Topic(
        name="民生",
        words="热线|接诉即办|就业|医保|社保|养老|供热|供暖|供水|住房|保供|菜篮子|物价|老旧小区|便民|救助|疫情防控|返程|滞留|医院|出行|"
        "公交",
    ),
    Topic(
        name="经济",
        words="经济|投资|招商|项目|企业|产业|开发区|金融|贷款|营商环境|生产经营|工业|制造|外贸|消费|增加值|产值|园区|公司|"
        "复工|贸易|施工|转型|机组|发电",
    ),
    Topic(
        name="时政",
        words="市委|市政府|市人大|市政协|省委|党组|常委|党建|主题教育|习近平|总书记|纪检|督查|干部|组织部|党风廉政|会议召开|常务会议|"
        "专题会|调研|会谈|巡察|人才工作|二十大|基层减负|形式主义",
    ),
    Topic(
        name="社会",
        words="市民|社区|志愿|公益|好人|救人|邻里|爱心|捐赠|派出所|民警|法院|街道|群众",
    ),
)
_PATTERNS: Final = {topic.name: re.compile(topic.words) for topic in TOPICS}

DEFAULT: Final = "社会"
"""The section of an item whose words say nothing."""

_LEAD_CHARS: Final = 160
_HEAD, _LEAD, _REST = 3.0, 1.5, 0.4
_MOST_REST: Final = 5
_LEADERS: Final = 3.0
_KIND: Final = 20.0


def topic_of(article: Article, standing: Standing | None = None) -> str:
    """The section an item belongs to; acts of leaders lean towards 时政."""
    ranked = rank_topics(article, standing)
    return ranked[0][0] if ranked else DEFAULT


def rank_topics(article: Article, standing: Standing | None = None) -> Sequence[tuple[str, float]]:
    """The sections with a word for them, the likeliest first, with what speaks for each."""
    parts = (article.kicker, article.title, article.subtitle, article.headline)
    heads = "\n".join(dict.fromkeys(part for part in parts if part))
    text = article.text
    scores: list[tuple[str, float]] = []
    for topic in TOPICS:
        pattern = _PATTERNS[topic.name]
        score = (
            _HEAD * len(set(pattern.findall(heads)))
            + _LEAD * len(set(pattern.findall(text[:_LEAD_CHARS])))
            + _REST * min(_MOST_REST, len(set(pattern.findall(text[_LEAD_CHARS:]))))
        )
        if article.type in topic.kinds:
            score += _KIND
        elif topic.kinds:
            # A report may mention a notice; only a notice is one.
            score = 0.0
        if (
            topic.name == "时政"
            and standing is not None
            and standing.rank not in {"", "国际", "花絮"}
        ):
            score += _LEADERS
        if score:
            scores.append((topic.name, round(score, 6)))
    return sorted(scores, key=lambda each: -each[1])
