from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from typing_extensions import override

from digest.renderers.escape import markdown, plain, safe_address
from digest.renderers.templates import TemplateRenderer
from tests.unit.renderers.sample_edition import FORUM, sample_edition, sentence

# Text as articles have it, with much more punctuation that means something in Markdown.
MARKS = st.sampled_from([*list("*_`~#<>|[](){}!\\&$=+-.:^%1230 \t\n\"'/@;"), "&amp;", "```", "1. "])
TEXTS = st.lists(MARKS | st.sampled_from(list("大同报“”，。（）——……")), max_size=30).map("".join)

MARKDOWN = TemplateRenderer("brief.md.j2")


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    @override
    def handle_data(self, data: str) -> None:
        self.words.append(data)


def render(source: str) -> Words:
    words = Words()
    words.feed(MarkdownIt("js-default", {"linkify": False}).render(source))
    words.close()
    return words


@given(TEXTS)
@settings(max_examples=300)
def test_escaped_text_reads_as_itself_at_the_start_of_a_line(text: str) -> None:
    words = render(markdown(text))

    assert "".join(words.words).strip() == plain(text).strip()
    assert words.tags <= {"p"}


@given(TEXTS)
@settings(max_examples=300)
def test_escaped_text_reads_as_itself_within_a_list_and_emphasis(text: str) -> None:
    words = render(f"- 甲 {markdown(text)} 乙 **丙** 丁")

    assert " ".join("".join(words.words).split()) == " ".join(f"甲 {text} 乙 丙 丁".split())
    assert words.tags <= {"ul", "li", "strong"}


@given(TEXTS)
@settings(max_examples=40)
def test_no_text_changes_the_number_of_headings(text: str) -> None:
    story = replace(FORUM, headline=text, summary=(sentence(text),), keywords=(text,))
    section = replace(sample_edition().sections[1], stories=(story,))
    edition = replace(sample_edition(), sections=(sample_edition().sections[0], section))
    body = MARKDOWN.render(edition).body.decode()

    headings = [each for each in MarkdownIt().parse(body) if each.type == "heading_open"]

    assert len(headings) == 9


@given(st.text(max_size=40))
def test_only_web_and_mail_addresses_are_followed(address: str) -> None:
    found = safe_address(address)

    assert found is None or found.lower().startswith(("http:", "https:", "mailto:", "./"))
