from dataclasses import replace

import pytest

from digest.editorial.headline import LONGEST, extract, headline
from digest.model.articles import ArticleType
from digest.model.editions import HeadlineFrom
from tests.unit.editorial.making import make_article


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ["3月26日，市人大常委会机关党建暨党风廉政建设工作会议召开，认真学习贯彻有关精神。"],
            "市人大常委会机关党建暨党风廉政建设工作会议召开",
        ),
        (
            ["昨日，我市大幅升温，市区最高气温升至19℃，不少市民和游客在大同古城内踏春游玩。"],
            "我市大幅升温，市区最高气温升至19℃",
        ),
        (
            [
                (
                    "为进一步保证师生在遇到突发事件时快速、有序、高效地应急避险和疏散，最大限度地减轻突发事件造成的"
                    "损失，11月23日，市实验小学总校高年级部组织全校师生开展了消防疏散演练活动。"
                )
            ],
            "市实验小学总校高年级部组织全校师生开展了消防疏散演练活动",
        ),
        (
            ["11月6日，省委常委、市委书记卢东亮在指定保供单位之一沃尔玛超市进行督导调研。"],
            "卢东亮在指定保供单位之一沃尔玛超市进行督导调研",
        ),
        (
            [
                "这是11月5日拍摄的白鹤滩水电站右岸地下厂房发电机组。",
                "11月5日18时55分，白鹤滩水电站10号机组顺利通过72小时试运行，正式投入商业运行。",
            ],
            "白鹤滩水电站10号机组顺利通过72小时试运行",
        ),
        (
            [
                "筑牢信仰之基、补足精神之钙、把稳思想之舵。",
                (
                    "主题教育开展以来，我市在省委第二巡回督导组精心指导下，科学谋划、精心组织、紧扣实践，"
                    "把主题教育同中心工作统筹起来。"
                ),
            ],
            "我市把主题教育同中心工作统筹起来",
        ),
        (["图为转体施工现场。"], "转体施工现场"),
    ],
)
def test_a_headline_is_made_of_actor_and_act(sentences: list[str], expected: str) -> None:
    assert extract(sentences) == expected


def test_a_headline_of_ours_is_short_and_bears_no_full_stop() -> None:
    text = extract(["由大同市委、市政府主办" * 9 + "。"])

    assert len(text) <= LONGEST
    assert "。" not in text


def test_half_width_punctuation_is_printed_full_width() -> None:
    assert (
        extract(["昨日,我市大幅升温,市区最高气温升至19℃。"]) == "我市大幅升温，市区最高气温升至19℃"
    )


def test_the_printed_headline_is_taken_and_its_line_named() -> None:
    article = replace(
        make_article("正文。", headline="卢东亮率团赴北京考察对接"),
        title="抢抓机遇寻求合作 蓄势聚力助推发展",
        subtitle="卢东亮率团赴北京考察对接",
    )

    found = headline(article, ["正文。"])

    assert (found.text, found.origin) == ("卢东亮率团赴北京考察对接", HeadlineFrom.SUBTITLE)


def test_an_article_without_headline_gets_one_marked_as_ours() -> None:
    article = make_article("3月26日，全市两会精神传达会召开。")

    found = headline(article, ["3月26日，全市两会精神传达会召开。"])

    assert (found.text, found.origin) == ("全市两会精神传达会召开", HeadlineFrom.EXTRACTED)


def test_a_slogan_gives_way_to_a_headline_from_the_text() -> None:
    article = make_article("正文。", headline="国情研修夯基础 人才研学共成长")
    lead = (
        "为扎实推进浑源县“举文化生态牌”发展战略，加强县委人才工作的政治引领力和政治吸纳力，"
        "日前，该县成功举办了2023年人才国情研修活动。"
    )

    found = headline(article, [lead])

    assert found.text == "浑源县成功举办了2023年人才国情研修活动"
    assert found.origin is HeadlineFrom.EXTRACTED


def test_the_title_of_a_commentary_stays_as_its_author_wrote_it() -> None:
    article = replace(
        make_article("正文。", headline="推动绿色发展 建设美丽家园"), type=ArticleType.COMMENTARY
    )

    assert headline(article, ["我市召开会议。"]).text == "推动绿色发展 建设美丽家园"
