"""Whatever a paper prints, no form of a brief becomes anything but a brief."""

import email
import email.policy
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from digest.model.editions import Edition, Section
from digest.model.plans import Header
from digest.renderers.escape import plain
from digest.renderers.forms import make_renderer
from tests.unit.renderers.sample_edition import FORUM, STATE, sample_edition, sentence

MARKS = st.sampled_from(
    [
        *"<>&\"'`{}%#[]()*_~|\\/=:;\r\n\t\0\x0b\x1b\x85\u2028\u202e\ufeff\ufffe",
        *("{{", "{%", "<!--", "</script>", "javascript:", "]]>", "&#60;", "data:text/html,"),
        "\r\nBcc: a@b",
    ]
)
TEXTS = st.lists(MARKS | st.characters() | st.sampled_from("大同报“”，。（）"), max_size=25).map(
    "".join
)
PAGES = ["brief.html.j2", "jianbao.html.j2", "mail.html.j2"]


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.words: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]

    @override
    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> Page:
    found = Page()
    found.feed(page)
    found.close()
    return found


def with_text(text: str, *, uri: str = "seeds/001.txt") -> Edition:
    """An edition that prints a text wherever a paper's text is printed."""
    source = replace(FORUM.sources[0], uri=uri)
    story = replace(
        FORUM,
        headline=f"题{text}",
        summary=(sentence(f"句{text}"),),
        points=(sentence(f"点{text}"),),
        keywords=(f"词{text}",),
        byline=(f"人{text}",),
        sources=(source,),
    )
    return replace(
        sample_edition(),
        header=Header(name=f"名{text}", unit=f"社{text}"),
        sections=(
            Section(name="头条", stories=(story,)),
            Section(name="要闻", stories=(story, STATE)),
        ),
    )


@pytest.mark.parametrize("template", PAGES)
@given(text=TEXTS)
@settings(max_examples=25)
def test_no_text_adds_a_tag_or_an_attribute_to_a_page(template: str, text: str) -> None:
    renderer = make_renderer(template)
    plain_page = read(renderer.render(with_text("甲")).body.decode())

    page = read(renderer.render(with_text(text)).body.decode())

    assert page.tags == plain_page.tags
    assert page.attributes == plain_page.attributes
    assert f"句{plain(text)}" in "".join(page.words)


@pytest.mark.parametrize("template", PAGES)
@given(uri=TEXTS | st.sampled_from(["javascript:alert(1)", "data:text/html,x", "//x", "file:///x"]))
@settings(max_examples=25)
def test_only_addresses_of_web_and_mail_become_links(template: str, uri: str) -> None:
    page = read(make_renderer(template).render(with_text("甲", uri=uri)).body.decode())

    assert all(
        address.lower().startswith(("http://", "https://", "mailto:", "./"))
        or address.lower().startswith(("http:", "https:"))
        for address in page.addresses
    )


@given(text=TEXTS)
@settings(max_examples=25)
def test_a_word_file_is_xml_whatever_it_prints(text: str) -> None:
    body = make_renderer("docx").render(with_text(text)).body

    with zipfile.ZipFile(BytesIO(body)) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # noqa: S314  # our own bytes


@given(text=TEXTS)
@settings(max_examples=25)
def test_a_feed_is_xml_whatever_it_prints(text: str) -> None:
    root = ET.fromstring(make_renderer("atom").render(with_text(text)).body)  # noqa: S314

    content = root.find("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}content")
    assert content is not None
    assert {"h3", "h4", "p"} == set(read(content.text or "").tags)


@given(text=TEXTS)
@settings(max_examples=25)
def test_no_text_adds_a_header_or_a_part_to_a_mail(text: str) -> None:
    body = make_renderer("mail", attach=("json",)).render(with_text(text)).body

    message = email.message_from_bytes(body, policy=email.policy.SMTP)
    assert message.keys() == ["Subject", "MIME-Version", "Content-Type"]
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/json",
    ]
    assert max(map(len, body.split(b"\r\n"))) <= 76


@given(text=TEXTS)
@settings(max_examples=25)
def test_no_text_breaks_a_line_of_plain_text(text: str) -> None:
    for form in ("txt", "wechat", "im"):
        renderer = make_renderer(form)
        lines = renderer.render(with_text("甲")).body.decode().split("\n")
        assert len(renderer.render(with_text(text)).body.decode().split("\n")) == len(lines)
