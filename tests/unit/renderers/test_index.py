from digest.renderers.index import render_index
from tests.unit.renderers.sample_edition import empty_edition, sample_edition


def test_the_index_lists_editions_newest_first_with_their_files() -> None:
    files = [["2024-03-27.md", "2024-03-27.html"], ["2024-03-28.md"]]

    html, markdown = render_index([sample_edition(), empty_edition()], files=files)

    text = markdown.body.decode()
    assert (html.filename, markdown.filename) == ("index.html", "index.md")
    assert text.index("2024年3月28日") < text.index("2024年3月27日 星期三")
    assert "[Markdown](<./2024-03-27.md>) [网页](<./2024-03-27.html>)" in text
    assert 'href="./2024-03-27.html"' in html.body.decode()


def test_an_empty_edition_is_listed_as_empty() -> None:
    _, markdown = render_index([empty_edition()], files=[["2024-03-28.md"]])

    assert "本期没有稿件" in markdown.body.decode()
