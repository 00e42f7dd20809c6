from dataclasses import replace

from digest.editorial.merge import merge, same_texts
from digest.model.articles import ArticleId, ArticleType
from tests.unit.editorial.making import make_article, make_found

REPORT = (
    "3月26日，市委副书记、市长张强主持召开座谈会，听取我市科技创新平台建设情况汇报。"
    "副市长温旭斌、北京中关村智酷大同项目负责人冯强等参加座谈。张强指出，科技创新是高质量发展的核心与原动力。"
)
OTHER = (
    "记者从市商务局了解到，前10个月，全市7家开发区共完成固定资产投资124.58亿元。"
    "2022年以来，全市开发区共实施6次“三个一批”活动，总体进展顺利。"
)


def test_the_same_text_in_two_papers_is_one_story() -> None:
    first = make_found(make_article(REPORT, document="a"), position=0)
    second = make_found(make_article(REPORT, document="b"), position=1, paper="大同晚报")

    clusters = merge([first, second])

    assert [(cluster.lead, cluster.others) for cluster in clusters] == [(first, (second,))]


def test_a_reprint_that_was_cut_short_joins_the_whole_one() -> None:
    short = make_found(make_article(REPORT[:60], document="a"), position=0)
    whole = make_found(make_article(REPORT, document="b"), position=1)

    (cluster,) = merge([short, whole])

    assert cluster.lead == whole


def test_punctuation_does_not_tell_texts_apart() -> None:
    half_width = REPORT.replace("，", ",").replace("。", ".")

    assert same_texts([REPORT, half_width]) == (0, 0)


def test_two_meetings_of_one_body_stay_apart() -> None:
    other_day = REPORT.replace("科技创新平台", "古城保护").replace("科技创新", "文旅融合")

    assert same_texts([REPORT, other_day]) == (0, 1)


def test_the_same_ceremony_for_another_guest_stays_apart() -> None:
    ceremony = (
        "3月{}日下午，市长张强在市政府会议室会见来访的{}一行，"
        "双方就深化合作交换意见，并共同出席签约仪式。"
    )
    first, second = ceremony.format(3, "华北电力大学"), ceremony.format(9, "京能集团")

    assert same_texts([first, second]) == (0, 1)


def test_items_of_a_roundup_are_not_copies_of_it() -> None:
    roundup = REPORT + OTHER

    assert same_texts([roundup, REPORT[:70], OTHER]) == (0, 1, 2)


def test_short_texts_are_merged_only_if_equal() -> None:
    assert same_texts(["大同市图书馆今日闭馆", "大同市图书馆今日开馆"]) == (0, 1)


def test_empty_texts_stay_apart() -> None:
    first, second = (
        make_found(make_article("", name=name, headline=title))
        for name, title in (("a1", "市图书馆闭馆"), ("a2", "市美术馆开馆"))
    )

    assert len(merge([first, second])) == 2


def test_a_caption_stands_with_its_report() -> None:
    report = make_found(make_article(REPORT, name="a1"), position=0)
    caption = make_found(
        replace(
            make_article("图为座谈会现场。", name="a2", kind=ArticleType.PHOTO),
            attached_to=ArticleId("a1"),
        ),
        position=1,
    )

    (cluster,) = merge([report, caption])

    assert (cluster.lead, cluster.others) == (report, (caption,))


def test_nothing_is_lost_and_nothing_comes_twice() -> None:
    found = [
        make_found(make_article(text, name=f"a{place}"), position=place)
        for place, text in enumerate([REPORT, OTHER, REPORT, "大同市图书馆今日闭馆", OTHER])
    ]

    clusters = merge(found)

    items = [item for cluster in clusters for item in (cluster.lead, *cluster.others)]
    assert sorted(item.position for item in items) == [0, 1, 2, 3, 4]


def test_equal_texts_are_found_though_their_words_are_everywhere() -> None:
    phrase = "会议强调要提高政治站位压实工作责任抓好任务落实确保取得实效"
    texts = [f"{phrase}{number}{phrase}" for number in range(100, 200)]

    home = same_texts([*texts, *texts])

    assert all(home[place] == home[place + 100] for place in range(100))
