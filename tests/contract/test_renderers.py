"""What every renderer keeps."""

from collections.abc import Callable

import pytest

from digest.model.editions import Edition
from digest.protocols import Renderer
from digest.renderers.atom import AtomRenderer
from digest.renderers.chat import ChatRenderer
from digest.renderers.dump import JsonRenderer
from digest.renderers.templates import TemplateRenderer
from tests.unit.renderers.sample_edition import (
    empty_edition,
    hostile_edition,
    sample_edition,
    two_days_edition,
)

RENDERERS: list[Renderer] = [
    JsonRenderer(),
    TemplateRenderer("brief.md.j2"),
    TemplateRenderer("brief.html.j2"),
    TemplateRenderer("brief.txt.j2"),
    TemplateRenderer("jianbao.html.j2"),
    TemplateRenderer("mail.html.j2"),
    ChatRenderer(),
    AtomRenderer(),
    TemplateRenderer("wechat.txt.j2"),
]
EDITIONS = [sample_edition, empty_edition, hostile_edition, two_days_edition]


@pytest.mark.parametrize("renderer", RENDERERS, ids=str)
@pytest.mark.parametrize("make", EDITIONS)
def test_equal_editions_give_equal_renditions(
    renderer: Renderer, make: Callable[[], Edition]
) -> None:
    assert renderer.render(make()) == renderer.render(make())


@pytest.mark.parametrize("renderer", RENDERERS, ids=str)
@pytest.mark.parametrize("make", EDITIONS)
def test_a_rendition_is_utf_8_and_named_after_its_form(
    renderer: Renderer, make: Callable[[], Edition]
) -> None:
    rendition = renderer.render(make())

    assert rendition.body.decode("utf-8")
    assert rendition.format == renderer.format
    assert rendition.filename.endswith(f".{renderer.format}")


@pytest.mark.parametrize("renderer", RENDERERS, ids=str)
def test_every_headline_is_printed(renderer: Renderer) -> None:
    edition = sample_edition()

    text = renderer.render(edition).body.decode()

    assert all(story.headline in text or story.summary[0].text in text for story in edition.stories)
