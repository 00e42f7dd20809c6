"""Headlines: the line that says who did what, for every article of the five pages by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.pages.headline import choose_headline

LONG = (
    "卢东亮与中国广电网络股份有限公司副总经理万涛、"
    "山西秦云基础信息科技有限公司创始人居静举行工作会谈 张强参加"
)
# (page, kicker, title, subtitle, headline); as an editor reads the pages. `None`: only a slogan
# or a name of a column stands, so that the brief must make a headline and mark it 〔拟〕.
SEEDS: tuple[tuple[str, str | None, str | None, str | None, str | None], ...] = (
    (
        "000",
        None,
        "抢抓机遇寻求合作 蓄势聚力助推发展",
        "卢东亮率团赴北京考察对接",
        "卢东亮率团赴北京考察对接",
    ),
    (
        "000",
        None,
        "深化隐患排查整治 守护人民生命安全",
        "张强出席全市安委会全体(扩大)会议等",
        "张强出席全市安委会全体(扩大)会议等",
    ),
    (
        "000",
        None,
        "市政府召开常务会议",
        "张强主持 传达贯彻习近平总书记重要指示精神 研究安全生产巩固衔接等工作",
        "市政府召开常务会议",
    ),
    (
        "000",
        None,
        "全市7家开发区共完成固定资产投资124亿元",
        None,
        "全市7家开发区共完成固定资产投资124亿元",
    ),
    (
        "000",
        "加快推动文旅行业高质量发展",
        "第五届中国·大同冰雪节将点燃古都冬日激情",
        None,
        "第五届中国·大同冰雪节将点燃古都冬日激情",
    ),
    ("000", None, None, None, None),
    ("000", "人才强市 汇智大同", "国情研修夯基础 人才研学共成长", None, None),
    (
        "001",
        None,
        "携手拓展合作新空间 加快发展新质生产力",
        "卢东亮带队赴上海考察对接",
        "卢东亮带队赴上海考察对接",
    ),
    (
        "001",
        None,
        "强化科技创新合作 提升产业发展质效",
        "张强主持召开座谈会",
        "张强主持召开座谈会",
    ),
    (
        "001",
        None,
        "市委层面整治形式主义为基层减负专项工作机制暨市委督查委员会全体会议召开",
        None,
        "市委层面整治形式主义为基层减负专项工作机制暨市委督查委员会全体会议召开",
    ),
    (
        "001",
        None,
        "习近平同洪都拉斯总统卡斯特罗就中洪建交一周年互致贺电",
        None,
        "习近平同洪都拉斯总统卡斯特罗就中洪建交一周年互致贺电",
    ),
    (
        "001",
        None,
        "夯实数字新基建 积蓄转型新动能",
        LONG,
        LONG,
    ),
    ("001", None, "市人大常委会召开党组(扩大)会议", "谷明主持", "市人大常委会召开党组(扩大)会议"),
    (
        "001",
        None,
        "大同市2023年度 目标责任考核民意调查",
        None,
        "大同市2023年度目标责任考核民意调查",
    ),
    (
        "001",
        "» 导读",
        "我市纪检监察机关开展“春风行动”县区行系列活动启动",
        None,
        "我市纪检监察机关开展“春风行动”县区行系列活动启动",
    ),
    ("001", None, "“春风行动”县区行系列活动启动", None, "“春风行动”县区行系列活动启动"),
    ("002", "坚定信心久久为功 只争朝夕提速竞跑", "奋力谱写高质量发展大同新篇章", None, None),
    (
        "002",
        "累计二级以上优良天数达249天",
        "今年1至10月本市空气质量继续领跑全省",
        None,
        "今年1至10月本市空气质量继续领跑全省",
    ),
    (
        "002",
        None,
        "加强古城保护修复 做强文旅消费品牌",
        "张强主持召开古城建设专题会",
        "张强主持召开古城建设专题会",
    ),
    (
        "002",
        "云中论坛",
        "推进主题教育要在解决问题上下功夫",
        None,
        "推进主题教育要在解决问题上下功夫",
    ),
    ("002", None, "最盼的是你的平安 最怕的是你偷", "安全生产 安全责任为天", None),
    (
        "003",
        "卢东亮深入部分重点场所、保供单位和12345政务服务便民热线中心督导调研",
        "细化管控举措 强化服务保障 让疫情防控既有力度更有温度",
        None,
        "卢东亮深入部分重点场所、保供单位和12345政务服务便民热线中心督导调研",
    ),
    (
        "003",
        None,
        "习近平同马达加斯加总统拉乔利纳就中马建交50周年互致贺电",
        None,
        "习近平同马达加斯加总统拉乔利纳就中马建交50周年互致贺电",
    ),
    ("003", "二十大精神在大同", "推动绿色发展 建设美丽家园", None, None),
    ("003", None, "防控中透出的温度", None, "防控中透出的温度"),
    (
        "003",
        None,
        "黄花丰收活动月入选全国100个丰收节庆特色活动名单",
        None,
        "黄花丰收活动月入选全国100个丰收节庆特色活动名单",
    ),
    ("003", None, "中车大同公司战疫情保生产", None, "中车大同公司战疫情保生产"),
    ("003", None, "大同市12345市民服务热线", None, "大同市12345市民服务热线"),
    (
        "004",
        None,
        "全市招商引资暨融入京津冀打造桥头堡工作推进大会召开",
        "卢东亮出席并讲话 张强主持 艾凌宇出席",
        "全市招商引资暨融入京津冀打造桥头堡工作推进大会召开",
    ),
    (
        "004",
        "新时代 新征程 新伟业 力促金融要素积聚 强化服务实体经济",
        "我市全方位推动金融业高质量发展",
        None,
        "我市全方位推动金融业高质量发展",
    ),
    (
        "004",
        "创省内同类型跨铁路桥梁转体施工之最",
        "平城街西延跨铁路桥A匝道转体桥完成转体施工",
        None,
        "平城街西延跨铁路桥A匝道转体桥完成转体施工",
    ),
    (
        "004",
        None,
        "创省内同类型跨铁路桥梁转体施工之最 平城街西延跨铁路桥A匝道转体桥完成转体施工",
        None,
        "平城街西延跨铁路桥A匝道转体桥完成转体施工",
    ),
    (
        "004",
        None,
        "我国生态修复“负面清单”管控成效显著",
        None,
        "我国生态修复“负面清单”管控成效显著",
    ),
    (
        "004",
        "加快推动文旅行业高质量发展",
        "热情张开古都怀抱 微笑彰显大同精神",
        "2023年大同市 旅游奖励优惠政策发布",
        "2023年大同市旅游奖励优惠政策发布",
    ),
    (
        "004",
        None,
        "全省优化营商环境和开发区重点工作督导二组受理反映问题的公告",
        None,
        "全省优化营商环境和开发区重点工作督导二组受理反映问题的公告",
    ),
)


@pytest.mark.parametrize(("page", "kicker", "title", "subtitle", "headline"), SEEDS)
def test_every_article_of_the_seeds_has_the_headline_an_editor_takes(
    page: str, kicker: str | None, title: str | None, subtitle: str | None, headline: str | None
) -> None:
    assert choose_headline(kicker=kicker, title=title, subtitle=subtitle) == headline, page


@pytest.mark.parametrize(("page", "kicker", "title", "subtitle", "headline"), SEEDS)
def test_a_slogan_read_as_kicker_changes_nothing(
    page: str, kicker: str | None, title: str | None, subtitle: str | None, headline: str | None
) -> None:
    """The other reading of a two-line headline: slogan above, title below."""
    if kicker is None and title and subtitle and headline == subtitle:
        assert choose_headline(kicker=title, title=subtitle, subtitle=None) == headline, page


@pytest.mark.parametrize(
    ("kicker", "title", "subtitle", "headline"),
    [
        # invented headlines, none from a page
        (
            None,
            "凝心聚力谋发展 真抓实干开新局",
            "李明主持召开市委常委会会议",
            "李明主持召开市委常委会会议",
        ),
        (
            "欧阳建深入云川县督导春耕备耕工作",
            "压实责任抓春耕 不误农时保丰收",
            None,
            "欧阳建深入云川县督导春耕备耕工作",
        ),
        (
            None,
            "筑牢防线 守护平安",
            "全市首季生产安全事故起数下降31%",
            "全市首季生产安全事故起数下降31%",
        ),
        (None, "让群众过上好日子", "王芳到西山村看望慰问困难群众", "王芳到西山村看望慰问困难群众"),
        (None, "市政协召开主席会议", "赵刚主持并讲话", "市政协召开主席会议"),
        (None, "奋进新征程 建功新时代", "赵刚出席", None),
        ("街谈巷议", "莫让“小广告”糊了城市的脸", None, "莫让“小广告”糊了城市的脸"),
        (None, "中国队夺冠 日本队出局", None, "中国队夺冠 日本队出局"),
        (None, "前锋三分称王 新秀一扣成名", None, "前锋三分称王 新秀一扣成名"),
        (None, "乡村里来了大学生", "记者走访见闻录", "乡村里来了大学生"),
        (None, "关于城东路段封闭施工的通告", None, "关于城东路段封闭施工的通告"),
        (None, "## 市政府召开常务会议", None, "市政府召开常务会议"),
        (None, "坚持就是胜利吗？", None, "坚持就是胜利吗？"),
        (
            None,
            "创全国同类工程之最 青川特大桥完成合龙",
            None,
            "青川特大桥完成合龙",
        ),
        (None, "", "", None),
    ],
)
def test_headlines_of_other_papers(
    kicker: str | None, title: str | None, subtitle: str | None, headline: str | None
) -> None:
    assert choose_headline(kicker=kicker, title=title, subtitle=subtitle) == headline


@settings(derandomize=True, max_examples=200)
@given(*[st.none() | st.text(alphabet="市委召开会议加快 推动3发展“”张强主持\n#", max_size=20)] * 3)
def test_a_headline_is_always_printed_on_the_page(
    kicker: str | None, title: str | None, subtitle: str | None
) -> None:
    headline = choose_headline(kicker=kicker, title=title, subtitle=subtitle)
    printed = [" ".join((line or "").split()) for line in (kicker, title, subtitle)]
    assert headline is None or any(headline in line for line in printed)
