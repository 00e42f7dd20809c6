import pytest

from digest.app.naming import output_path
from digest.config.values import PLACEHOLDERS
from digest.errors import ConfigError
from digest.model.editions import EditionId
from tests.fakes import an_edition


def test_every_placeholder_the_schedule_allows_is_filled_in() -> None:
    pattern = "/".join(f"{{{name}}}" for name in PLACEHOLDERS)
    assert output_path(pattern, edition=an_edition(number=86)) == "2024-03-27/morning/86"


def test_editions_of_one_day_have_names_of_their_own() -> None:
    noon = an_edition(key=EditionId("2024-03-27/morning-1200"))
    assert output_path("{date}-{brief}.md", edition=noon) == "2024-03-27-morning-1200.md"


def test_what_is_not_known_is_not_left_blank() -> None:
    with pytest.raises(ConfigError, match=r"nothing to put for '\{number\}'"):
        output_path("{number}.md", edition=an_edition(number=None))
