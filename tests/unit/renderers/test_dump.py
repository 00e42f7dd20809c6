import json

from digest.model.contracts import edition_json
from digest.renderers.dump import JsonRenderer
from tests.unit.renderers.sample_edition import sample_edition


def test_the_dump_is_the_json_contract() -> None:
    rendition = JsonRenderer().render(sample_edition())

    assert json.loads(rendition.body) == json.loads(json.dumps(edition_json(sample_edition())))


def test_chinese_stays_readable() -> None:
    assert "卢东亮带队赴上海考察对接" in JsonRenderer().render(sample_edition()).body.decode()
