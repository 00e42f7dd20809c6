from dataclasses import replace
from datetime import date

from digest.editorial.follow import find_earlier, leave_said
from digest.model.editions import Edition, EditionId, Section, Story
from digest.model.summaries import PrintedSentence
from digest.text.traces import trace
from tests.unit.editorial.making import make_candidate
from tests.unit.renderers.sample_edition import FORUM, sample_edition

HEAD = "云岗区仓库起火两小时扑灭"
TEXT = "3月26日，云岗区一处仓库起火，两小时后火被消防员扑灭，事故没有造成人员伤亡。"
NEXT_HEAD = "云岗区仓库起火原因查明"
NEXT = "3月27日，云岗区通报仓库起火原因，事故没有造成人员伤亡，电线老化起火，消防员两小时扑灭。"


def printed(text: str) -> PrintedSentence:
    return PrintedSentence(traced=trace(text, 0, len(text)), score=1.0, rank=1)


STORY = replace(FORUM, headline=HEAD, summary=(printed(TEXT),), points=())


def edition_with(story: Story) -> Edition:
    return replace(
        sample_edition(),
        id=EditionId("2024-03-26/morning"),
        day=date(2024, 3, 26),
        sections=(Section(name="要闻", stories=(story,)),),
    )


def test_news_on_what_was_told_before_says_so() -> None:
    followed = find_earlier(make_candidate(NEXT, headline=NEXT_HEAD), [edition_with(STORY)])

    assert followed is not None
    assert (followed.earlier.edition, followed.earlier.headline) == ("2024-03-26/morning", HEAD)


def test_other_news_goes_on_with_nothing() -> None:
    other = make_candidate("全市春耕备耕会议召开，部署春灌。", headline="春耕备耕会议召开")

    assert find_earlier(other, [edition_with(STORY)]) is None


def test_only_what_is_new_is_printed() -> None:
    new = printed("起火原因为电线老化，区里开始排查同类仓库。")

    assert leave_said((printed(TEXT), new), STORY) == (new,)


def test_an_item_without_anything_new_stays_whole() -> None:
    assert leave_said((printed(TEXT),), STORY) == (printed(TEXT),)


def test_leaders_of_the_state_go_on_with_nothing() -> None:
    text = "国家主席习近平3月27日在北京会见来访的甲国总统。"
    before = replace(STORY, headline="习近平会见甲国总统", summary=(printed(text),))

    candidate = make_candidate(text, headline="习近平会见甲国总统")

    assert find_earlier(candidate, [edition_with(before)]) is None


def test_a_bulletin_under_the_same_headline_goes_on_with_nothing() -> None:
    assert find_earlier(make_candidate(TEXT, headline=HEAD), [edition_with(STORY)]) is None


def test_the_next_meeting_goes_on_with_nothing() -> None:
    text = "市政府召开第28次常务会议，研究安全生产和保交楼工作。"
    before = replace(STORY, headline="市政府召开第27次常务会议", summary=(printed(text),))
    candidate = make_candidate(text, headline="市政府召开第28次常务会议")

    assert find_earlier(candidate, [edition_with(before)]) is None
