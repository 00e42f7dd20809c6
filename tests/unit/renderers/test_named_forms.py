from pathlib import Path

import pytest

from digest.errors import ConfigError, UsageError
from digest.renderers.forms import FORMS, SUFFIXES, check_template, form_named, make_renderer
from tests.unit.renderers.sample_edition import sample_edition


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_a_template_and_a_renderer(form: str) -> None:
    check_template(form)

    assert make_renderer(form).render(sample_edition()).body


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_names_a_form(suffix: str) -> None:
    assert SUFFIXES[suffix] in FORMS


def test_a_misspelt_form_has_a_suggestion() -> None:
    with pytest.raises(UsageError) as caught:
        form_named("jianbo")

    assert caught.value.hint == "did you mean 'jianbao'?"


def test_a_form_is_also_named_by_its_template() -> None:
    by_name = make_renderer("docx").render(sample_edition())

    assert make_renderer("jianbao.docx.j2").render(sample_edition()) == by_name


def test_a_faulty_template_is_found_before_it_is_needed(tmp_path: Path) -> None:
    (tmp_path / "my.md.j2").write_text("{% if %}", encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        check_template("my.md.j2", dirs=[tmp_path])

    assert caught.value.where == f"{tmp_path / 'my.md.j2'}:1"
