from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from digest.model.editions import EditionId
from digest.renderers.atom import LONGEST, AtomRenderer
from tests.unit.renderers.sample_edition import (
    empty_edition,
    hostile_edition,
    sample_edition,
    two_days_edition,
)

A = "{http://www.w3.org/2005/Atom}"


def feed(body: bytes) -> ET.Element:
    return ET.fromstring(body)  # noqa: S314  # our own bytes


def text(element: ET.Element, name: str) -> str:
    found = element.find(f"{A}{name}")
    assert found is not None
    return found.text or ""


@pytest.mark.parametrize("make", [sample_edition, empty_edition, hostile_edition, two_days_edition])
def test_a_feed_has_what_rfc_4287_asks_for(make: object) -> None:
    assert callable(make)
    root = feed(AtomRenderer().render(make()).body)

    for element in (root, *root.iter(f"{A}entry")):
        assert text(element, "id").startswith("urn:uuid:")
        assert text(element, "title")
        assert text(element, "updated").endswith("+08:00")
    assert root.find(f"{A}author/{A}name") is not None


def test_the_newest_edition_stands_first_and_earlier_ones_follow() -> None:
    renderer = AtomRenderer(earlier=lambda edition: (sample_edition(), edition)[:1])

    root = feed(renderer.render(empty_edition()).body)

    titles = [text(entry, "title") for entry in root.iter(f"{A}entry")]
    assert ["2024-03-28" in titles[0], "2024-03-27" in titles[1]] == [True, True]


def test_a_revision_is_new_to_readers_under_the_same_name() -> None:
    first = feed(AtomRenderer().render(sample_edition()).body)
    second = feed(AtomRenderer().render(replace(sample_edition(), revision=2)).body)

    one, two = (next(root.iter(f"{A}entry")) for root in (first, second))
    assert text(one, "id") == text(two, "id")
    assert text(one, "updated") < text(two, "updated")


def test_a_feed_is_no_archive() -> None:
    editions = [
        replace(
            sample_edition(),
            id=EditionId(f"{date(2024, 1, 1).replace(day=day)}/m"),
            day=date(2024, 1, day),
        )
        for day in range(1, 32)
    ]

    root = feed(AtomRenderer().render_all(editions).body)

    assert len(list(root.iter(f"{A}entry"))) == LONGEST


def test_article_text_stays_text_in_a_reader() -> None:
    root = feed(AtomRenderer().render(hostile_edition()).body)

    content = text(next(root.iter(f"{A}entry")), "content")
    assert "<script" not in content
    assert "&lt;script" in content


def test_an_address_that_can_be_followed_becomes_a_link() -> None:
    root = feed(
        AtomRenderer(address="https://intra.example/{brief}/{date}.html")
        .render(sample_edition())
        .body
    )
    refused = feed(AtomRenderer(address="javascript:alert(1)").render(sample_edition()).body)

    links = [link.attrib["href"] for link in root.iter(f"{A}link")]
    assert links == ["https://intra.example/morning/2024-03-27.html"]
    assert list(refused.iter(f"{A}link")) == []
