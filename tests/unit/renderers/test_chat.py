from dataclasses import replace

import pytest

from digest.model.editions import Section
from digest.renderers.chat import ChatRenderer
from digest.renderers.escape import chat, within
from digest.renderers.forms import make_renderer
from tests.unit.renderers.sample_edition import (
    FORUM,
    HOSTILE,
    SHANGHAI,
    empty_edition,
    hostile_edition,
    sample_edition,
    sentence,
)

ADDRESS = "https://intra.example/{date}.html"


def test_a_message_has_items_parted_by_blank_lines() -> None:
    text = make_renderer("im").render(sample_edition()).body.decode()

    item = next(part for part in text.split("\n\n") if "考察对接" in part)
    assert item.startswith("**1．卢东亮带队赴上海考察对接**\n日前，")


def test_what_is_too_long_becomes_headlines_and_a_link() -> None:
    whole = ChatRenderer(address=ADDRESS).render(sample_edition()).body.decode()

    short = ChatRenderer(address=ADDRESS, max_bytes=1500).render(sample_edition()).body.decode()

    assert "听取我市科技创新平台建设情况汇报" in whole
    assert "听取我市科技创新平台建设情况汇报" not in short
    assert "卢东亮带队赴上海考察对接" in short
    assert "[查看全文](https://intra.example/2024-03-27.html)" in short
    assert len(short.encode()) < 1500


def test_without_an_address_it_stays_whole() -> None:
    whole = ChatRenderer().render(sample_edition())

    assert ChatRenderer(max_bytes=100).render(sample_edition()) == whole


def test_article_text_has_no_marks_and_no_backslashes() -> None:
    text = make_renderer("im").render(hostile_edition()).body.decode()

    assert chat(HOSTILE) in text
    assert "\\" not in text
    assert "](" not in text
    assert "<script" not in text


@pytest.mark.parametrize("form", ["im", "wechat", "atom", "mail", "docx", "jianbao"])
def test_an_empty_edition_says_so_in_every_form(form: str) -> None:
    body = make_renderer(form).render(empty_edition()).body

    assert body
    if form in {"im", "wechat", "atom", "jianbao"}:
        assert "本期没有收到来源文件" in body.decode()


def test_a_text_for_wechat_ends_with_the_address_and_has_twelve_lines() -> None:
    story = replace(FORUM, headline="长" * 60)
    edition = replace(sample_edition(), sections=(Section(name="要闻", stories=(story,) * 30),))

    lines = make_renderer("wechat", address=ADDRESS).render(edition).body.decode().splitlines()

    assert len(lines) == 12
    assert all(len(line) <= 40 for line in lines[:-1])
    assert lines[-2:] == ["另有 21 条，见全文", "https://intra.example/2024-03-27.html"]


def test_a_text_for_wechat_has_no_marks() -> None:
    text = make_renderer("wechat").render(sample_edition()).body.decode()

    assert not set("*#>`[]|") & set(text)
    assert text.splitlines()[0] == "大同要闻 第86期 2024年3月27日"


def test_a_long_headline_is_cut_at_a_mark() -> None:
    assert within(SHANGHAI.summary[0].text, 30).endswith("带队赴上海考察……")
    assert within("短", 30) == "短"


def test_points_stay_with_their_item() -> None:
    story = replace(FORUM, points=(sentence("要点一。"),))
    edition = replace(sample_edition(), sections=(Section(name="头条", stories=(story,)),))

    text = make_renderer("im").render(edition).body.decode()

    item = next(part for part in text.split("\n\n") if "座谈会**" in part)
    assert item.endswith("· 要点一。")
