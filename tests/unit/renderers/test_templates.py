from pathlib import Path

import pytest

from digest.errors import ConfigError
from digest.renderers.templates import TemplateRenderer, format_of, packaged_templates
from tests.unit.renderers.sample_edition import sample_edition


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_template_of_one_s_own_is_found_by_path(tmp_path: Path) -> None:
    path = write(tmp_path, "mine.md.j2", "{{ title }}：{{ sections[0].stories[0].headline }}\n")

    body = TemplateRenderer(str(path)).render(sample_edition()).body.decode()

    assert body == "大同要闻：习近平同洪都拉斯总统卡斯特罗就中洪建交一周年互致贺电\n"


def test_an_own_folder_comes_before_the_packaged_templates(tmp_path: Path) -> None:
    write(tmp_path, "brief.txt.j2", "我的 {{ title }}\n")

    body = TemplateRenderer("brief.txt.j2", (tmp_path,)).render(sample_edition()).body.decode()

    assert body == "我的 大同要闻\n"


def test_an_own_template_can_extend_the_packaged_one(tmp_path: Path) -> None:
    write(tmp_path, "brief.html.j2", "{% extends 'digest/brief.html.j2' %}")

    body = TemplateRenderer("brief.html.j2", (tmp_path,)).render(sample_edition()).body.decode()

    assert "<h1>大同要闻</h1>" in body


def test_the_form_follows_the_suffix() -> None:
    forms = [format_of(name) for name in ("a.md.j2", "b.html.j2", "c.txt", "/x/d.htm.j2")]

    assert forms == ["md", "html", "txt", "html"]


def test_a_form_that_is_not_known_is_refused() -> None:
    with pytest.raises(ConfigError, match="form is not known"):
        format_of("brief.pdf.j2")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("一\n{% if %}\n", 2, "Expected an expression"),
        ("一\n\n{{ titel }}\n", 3, "'titel' is undefined"),
        ("{{ edition.day.nothing }}\n", 1, "no attribute 'nothing'"),
        ("\n{{ 1 + title }}\n", 2, "unsupported operand"),
        ("{{ ''.__class__.__mro__ }}\n", 1, "unsafe"),
        ("{% include 'nothing.md.j2' %}\n", None, "there is no template 'nothing.md.j2'"),
    ],
)
def test_an_error_in_a_template_names_file_and_line(
    tmp_path: Path, text: str, line: int | None, what: str
) -> None:
    path = write(tmp_path, "mine.md.j2", text)

    with pytest.raises(ConfigError) as caught:
        TemplateRenderer(str(path)).render(sample_edition())

    assert what in caught.value.what
    assert caught.value.where == (f"{path}:{line}" if line else str(path))


def test_a_misspelt_name_has_a_suggestion(tmp_path: Path) -> None:
    path = write(tmp_path, "mine.md.j2", "{{ titel }}")

    with pytest.raises(ConfigError) as caught:
        TemplateRenderer(str(path)).render(sample_edition())

    assert caught.value.hint == "did you mean 'title'?"


def test_a_template_cannot_change_the_edition(tmp_path: Path) -> None:
    path = write(tmp_path, "mine.txt.j2", "{{ notes.append('x') }}{{ edition.why.clear() }}")

    with pytest.raises(ConfigError):
        TemplateRenderer(str(path)).render(sample_edition())


def test_a_missing_template_has_a_suggestion() -> None:
    with pytest.raises(ConfigError) as caught:
        TemplateRenderer("breif.md.j2").render(sample_edition())

    assert caught.value.hint == "did you mean 'brief.md.j2'?"


def test_a_missing_path_is_an_error() -> None:
    with pytest.raises(ConfigError, match="there is no template"):
        TemplateRenderer("nowhere/brief.md.j2").render(sample_edition())


def test_the_packaged_templates_are_there() -> None:
    assert (packaged_templates() / "brief.md.j2").is_file()


def test_macros_are_escaped_once(tmp_path: Path) -> None:
    path = write(
        tmp_path, "mine.md.j2", "{% macro bold(x) %}**{{ x }}**{% endmacro %}{{ bold('a*b') }}\n"
    )

    assert TemplateRenderer(str(path)).render(sample_edition()).body == b"**a\\*b**\n"
