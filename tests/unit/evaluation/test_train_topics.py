from pathlib import Path

import pytest

from digest.errors import InputError
from digest.evaluation.train_topics import train_topics
from digest.wiring.topic_files import read_topic_model, write_topic_model

FARM = [f"今年秋粮第{n}批入库，小麦玉米丰收在望" for n in range(12)]
SPORT = [f"第{n}场比赛主队夺冠，球员发挥出色" for n in range(12)]
RECORDS = [
    {"id": str(at), "title": text[:8], "text": text, "label": label, "date": f"202401{at + 1:02}"}
    for at, (text, label) in enumerate(
        [(text, "农业") for text in FARM] + [(text, "体育") for text in SPORT]
    )
]


def test_a_model_tells_the_topics_it_learned() -> None:
    model = train_topics(RECORDS)

    assert model.topic_of("夏粮丰收", "小麦入库，玉米长势好") == "农业"
    assert model.topic_of("主队夺冠", "球员在比赛中发挥出色") == "体育"


def test_equal_records_give_an_equal_model() -> None:
    assert train_topics(RECORDS) == train_topics(list(RECORDS))


def test_a_text_without_known_characters_still_gets_a_topic() -> None:
    assert train_topics(RECORDS).topic_of("", "xyz") in {"农业", "体育"}


def test_records_with_one_label_teach_nothing() -> None:
    with pytest.raises(InputError):
        train_topics(RECORDS[:5])


def test_a_model_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    model = train_topics(RECORDS)
    write_topic_model(tmp_path / "model.json", model)

    assert read_topic_model(tmp_path / "model.json") == model


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"version": 2, "labels": [], "bias": [], "grams": {}}',
        '{"version": 1, "labels": ["a", "b"], "bias": [0, 0], "grams": {"t大": [1, 2]}}',
    ],
)
def test_what_is_no_model_is_told(content: str, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(content, encoding="utf-8")

    with pytest.raises(InputError):
        read_topic_model(tmp_path / "model.json")


def test_a_missing_model_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_topic_model(tmp_path / "none.json")

    assert "digest train sections" in caught.value.hint
