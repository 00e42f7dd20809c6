"""An edition made by hand from the page of 27 March 2024 (seeds/001), for every form."""

from dataclasses import replace
from datetime import date

from digest.model.articles import (
    ArticleType,
    DateFrom,
    NameFrom,
    Publication,
    Suspect,
)
from digest.model.editions import (
    Coverage,
    DayNames,
    Edition,
    EditionId,
    HeadlineFrom,
    Incident,
    Leftover,
    Merged,
    PersonTitle,
    ProofHint,
    Section,
    SourceRef,
    Story,
    StoryId,
)
from digest.model.plans import Footer, Header
from digest.model.summaries import Flag, PrintedSentence
from digest.text.traces import trace

DAY = date(2024, 3, 27)
PAPER = Publication(
    name="大同日报", name_from=NameFrom.CONFIGURED, date=DAY, date_from=DateFrom.CONFIGURED
)
URI = "seeds/001_b1da887687014f3f.txt"


def sentence(text: str, *, rank: int = 1) -> PrintedSentence:
    return PrintedSentence(traced=trace(text, 0, len(text)), score=1 / rank, rank=rank)


def source(article: str, *lines: int) -> SourceRef:
    return SourceRef(
        name="大同日报", uri=URI, article=article, lines=lines, label=f"001:{lines[0]}"
    )


STATE = Story(
    id=StoryId("001/a6"),
    type=ArticleType.NEWS,
    headline="习近平同洪都拉斯总统卡斯特罗就中洪建交一周年互致贺电",
    headline_from=HeadlineFrom.TITLE,
    title="习近平同洪都拉斯总统卡斯特罗就中洪建交一周年互致贺电",
    summary=(
        sentence("3月26日，国家主席习近平同洪都拉斯总统卡斯特罗互致贺电，庆祝两国建交一周年。"),
    ),
    points=(
        sentence("习近平指出，去年3月，中国同洪都拉斯建立外交关系，开启双边关系新篇章。", rank=2),
        sentence(
            "卡斯特罗表示，中国拥有千年文明，在历史进程中扮演了主要角色，是世界的榜样，也是洪都拉斯的重要伙伴。",
            rank=3,
        ),
    ),
    keywords=("中洪建交", "互致贺电", "双边关系", "一个中国原则"),
    people=(
        PersonTitle(name="习近平", title="国家主席"),
        PersonTitle(name="卡斯特罗", title="洪都拉斯总统"),
    ),
    wire="新华社",
    issue_date=DAY,
    sources=(source("a6", 49, 51, 53, 55),),
    score=1.0,
    why={"position": 0.2, "persons": 0.198},
)

SHANGHAI = Story(
    id=StoryId("001/a1"),
    type=ArticleType.NEWS,
    headline="卢东亮带队赴上海考察对接",
    headline_from=HeadlineFrom.SUBTITLE,
    title="携手拓展合作新空间 加快发展新质生产力",
    summary=(
        sentence(
            "日前，省委常委、市委书记卢东亮带队赴上海考察，精准对接企业，推介大同优势，洽谈合作事宜，"
            "为我市加快发展新质生产力注入强劲动能。"
        ),
    ),
    keywords=("新质生产力", "算力中心"),
    people=(PersonTitle(name="卢东亮", title="省委常委、市委书记"),),
    byline=("李雪峰",),
    issue_date=DAY,
    sources=(source("a1", 7, 9),),
    also=(Merged(id=StoryId("b"), title="卢东亮赴沪考察", source="大同晚报"),),
    flags=(Flag.TRUNCATED,),
)

FORUM = Story(
    id=StoryId("001/a2"),
    type=ArticleType.NEWS,
    headline="张强主持召开座谈会",
    headline_from=HeadlineFrom.SUBTITLE,
    title="强化科技创新合作 提升产业发展质效",
    summary=(
        sentence("3月26日，市委副书记、市长张强主持召开座谈会，听取我市科技创新平台建设情况汇报。"),
        sentence("副市长温旭斌、北京中关村智酷大同项目负责人冯强等参加座谈。", rank=2),
    ),
    keywords=("科技创新", "座谈会"),
    people=(PersonTitle(name="张强", title="市委副书记、市长"),),
    byline=("韩云峰",),
    issue_date=DAY,
    sources=(source("a2", 15, 17, 19),),
    flags=(Flag.TRUNCATED,),
)

PARTY_MEETING = Story(
    id=StoryId("001/a3"),
    type=ArticleType.NEWS,
    headline="市人大常委会机关党建暨党风廉政建设工作会议召开",
    headline_from=HeadlineFrom.EXTRACTED,
    title=None,
    summary=(
        sentence("市人大常委会党组书记、主任谷明出席会议并讲话，党组成员、副主任王凤瑞主持会议。"),
        sentence(
            "会议传达学习了中央、省、市纪委监委精神，常委会党组与机关党组签订了党风廉政建设责任书。",
            rank=2,
        ),
    ),
    people=(PersonTitle(name="谷明", title="市人大常委会党组书记、主任"),),
    byline=("李雪峰",),
    issue_date=DAY,
    sources=(source("a3", 21, 23, 25, 27),),
    flags=(Flag.HEADLINE_MISSING,),
)

WARMTH = Story(
    id=StoryId("001/a4"),
    type=ArticleType.PHOTO,
    headline="我市大幅升温，市区最高气温升至19℃",
    headline_from=HeadlineFrom.EXTRACTED,
    title=None,
    summary=(sentence("昨日，我市大幅升温，市区最高气温升至19℃。"),),
    issue_date=DAY,
    sources=(source("a4", 31, 33),),
)

SURVEY = Story(
    id=StoryId("001/a9"),
    type=ArticleType.NOTICE,
    headline="大同市2023年度目标责任考核民意调查",
    headline_from=HeadlineFrom.TITLE,
    title="大同市2023年度 目标责任考核民意调查",
    summary=(sentence("本次调查采用无记名在线评价的方式进行。"),),
    issue_date=DAY,
    sources=(source("a9", 87, 89, 91, 93, 95),),
)

COVERAGE = Coverage(
    documents=1,
    articles=11,
    printed=6,
    merged=1,
    chars_in=4365,
    chars_out=412,
    truncated=2,
    headlines_missing=1,
    unassigned=(
        Leftover(label="001", uri=URI, lines=(101, 102), text="系列活动启动", reason="无法归属"),
    ),
    left_out=(
        Leftover(
            label="001",
            uri=URI,
            lines=(99, 100),
            text="我市纪检监察机关开展“春风行动”县区行",
            reason="导读",
        ),
    ),
)


def sample_edition() -> Edition:
    return Edition(
        id=EditionId("2024-03-27/morning"),
        revision=1,
        brief="morning",
        title="大同要闻每日简报",
        day=DAY,
        day_names=DayNames(weekday="星期三", lunar="农历二月十八"),
        method="lead",
        sections=(
            Section(name="头条", stories=(STATE,)),
            Section(name="要闻速览", stories=(SHANGHAI, FORUM, PARTY_MEETING)),
            Section(name="一句话新闻", stories=(WARMTH, SURVEY)),
        ),
        coverage=COVERAGE,
        number=86,
        publications=(PAPER,),
        header=Header(name="大同要闻"),
        footer=Footer(),
        proof=(
            ProofHint(
                label="001",
                uri=URI,
                suspect=Suspect(
                    line=67,
                    text="国家电投电投金融",
                    suggestion="国家电投金融",
                    reason="repeat",
                    severity=2,
                ),
            ),
        ),
        incidents=(Incident(where="seeds/009.txt", what="无法识别编码"),),
    )


def empty_edition() -> Edition:
    return Edition(
        id=EditionId("2024-03-28/morning"),
        revision=1,
        brief="morning",
        title="大同要闻每日简报",
        day=date(2024, 3, 28),
        day_names=DayNames(weekday="星期四", lunar="农历二月十九"),
        method="lead",
        sections=(),
        coverage=Coverage(),
    )


def hostile_edition() -> Edition:
    """Texts that would be markup, links, headers or template code if they were not escaped."""
    text = HOSTILE
    story = replace(
        SHANGHAI,
        headline=text,
        summary=(sentence(text),),
        points=(sentence(text),),
        keywords=(text,),
        people=(PersonTitle(name=text, title=text),),
        byline=(text,),
        sources=(replace(SHANGHAI.sources[0], uri="javascript:alert(1)", label=text),),
        also=(Merged(id=StoryId("b"), title=text, source=text),),
    )
    return replace(
        sample_edition(),
        title=text,
        header=Header(name=text, unit=text, editor_note=text),
        sections=(
            Section(name=text, stories=(story,)),
            Section(name="要闻", stories=(story, STATE)),
        ),
        incidents=(Incident(where=text, what=text),),
    )


HOSTILE = (
    "1. **粗** _斜_ `码` ~删~ # 标题 <script>alert(1)</script> [链](javascript:alert(1)) "
    "![图](http://x) | 表 | {{ title }} {% raw %} &lt; $a$ ==高亮== \\ 完"
)


def two_days_edition() -> Edition:
    """Pages of two days in one edition."""
    old = replace(FORUM, issue_date=date(2024, 3, 26))
    edition = sample_edition()
    return replace(
        edition,
        sections=(
            Section(name="头条", stories=(STATE,)),
            Section(name="要闻速览", stories=(SHANGHAI, old)),
        ),
    )
