"""What a reader sees of several reports of one event, in every form that tells it."""

from dataclasses import replace

import pytest

from digest.model.editions import Differing, Edition, Merged, Section, StoryId
from digest.renderers.forms import make_renderer
from tests.unit.renderers.sample_edition import FORUM, sample_edition

WEB = "https://news.example/b"


def edition(*, wire: str | None = None, uri: str = WEB) -> Edition:
    story = replace(
        FORUM,
        wire=wire,
        also=(Merged(id=StoryId("b"), title="座谈会召开", source="大同晚报", uri=uri),),
        differing=(Differing(about="死亡", ours="34人", theirs="7人", source="大同晚报"),),
    )
    return replace(sample_edition(), sections=(Section(name="要闻", stories=(story, story)),))


@pytest.mark.parametrize("form", ["brief.md.j2", "brief.html.j2", "brief.txt.j2", "mail.html.j2"])
def test_differing_figures_stand_side_by_side(form: str) -> None:
    text = make_renderer(form).render(edition()).body.decode()

    assert "数字不一：死亡34人，大同晚报作7人" in text


@pytest.mark.parametrize("form", ["brief.md.j2", "brief.html.j2", "mail.html.j2"])
def test_the_other_report_is_one_click_away(form: str) -> None:
    text = make_renderer(form).render(edition()).body.decode()

    assert WEB in text
    assert (
        "javascript:" not in make_renderer(form).render(edition(uri="javascript:x")).body.decode()
    )


def test_what_a_wire_service_gave_to_all_is_told_as_such() -> None:
    text = make_renderer("brief.md.j2").render(edition(wire="新华社")).body.decode()

    assert "新华社通稿，2 家转载" in text
