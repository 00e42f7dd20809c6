from pathlib import Path
from typing import Any

import pytest

from digest.errors import InputError
from digest.evaluation.clusters import score_clusters, score_pairs
from digest.evaluation.editing import answer_duplicates, answer_orders, answer_same_event
from digest.evaluation.order import score_orders
from digest.evaluation.records import read_records, write_answers

TEXT = "临江市今年前十个月新开工项目六十二个，总投资九十八亿元，涉及新能源和装备制造等行业。"


def test_leaders_of_the_state_come_first_and_news_from_abroad_last() -> None:
    day = {
        "id": "day",
        "items": [
            {"id": "c", "title": "俄称击退进攻", "text": "当地时间1日，双方交火。"},
            {"id": "b", "title": "全国秋收过七成", "text": "记者获悉，秋收过七成。"},
            {"id": "a", "title": "习近平会见越南总理", "text": "习近平会见越南总理。"},
        ],
    }

    assert answer_orders([day]) == [{"id": "day", "order": ["a", "b", "c"]}]


def test_a_reprint_falls_into_the_cluster_of_its_original() -> None:
    records = [
        {"id": "1", "title": "甲", "text": TEXT},
        {"id": "2", "title": "乙", "text": "市图书馆新馆昨日开放，首日接待读者三千余人。"},
        {"id": "3", "title": "", "text": TEXT},
    ]

    clusters = [answer["cluster"] for answer in answer_duplicates(records)]

    assert (clusters[0] == clusters[2], clusters[0] == clusters[1]) == (True, False)


def test_answers_come_one_for_each_record_in_input_order(tmp_path: Path) -> None:
    answers = answer_duplicates([{"id": str(at), "text": TEXT + str(at)} for at in range(3)])
    write_answers(tmp_path / "out" / "answers.jsonl", answers)

    assert [each["id"] for each in read_records(tmp_path / "out")] == ["0", "1", "2"]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "1"}'])
def test_a_bad_record_is_told_with_file_and_line(line: str, tmp_path: Path) -> None:
    file = tmp_path / "data.jsonl"
    file.write_text(f'{{"id": "0", "text": "x"}}\n{line}\n', encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_records(file, needs=["text"])

    assert caught.value.where == f"{file}:2"


def test_a_file_without_records_is_told(tmp_path: Path) -> None:
    (tmp_path / "data.jsonl").write_text("\n", encoding="utf-8")

    with pytest.raises(InputError):
        read_records(tmp_path / "data.jsonl")


def test_the_development_days_are_ordered_as_well_as_promised(kit_data: Path) -> None:
    records: list[dict[str, Any]] = list(read_records(kit_data / "order.jsonl"))
    found = {answer["id"]: answer["order"] for answer in answer_orders(records)}

    assert score_orders(found, records).mean.tau_b >= 0.78


def test_the_development_duplicates_are_found(kit_data: Path) -> None:
    records = read_records(kit_data / "dups.jsonl")
    found = {answer["id"]: answer["cluster"] for answer in answer_duplicates(records)}

    scores = score_clusters(found, {each["id"]: each["label"] for each in records})
    assert scores.pairwise.f1 >= 0.999


def test_the_development_pairs_are_told_apart_as_well_as_promised(kit_data: Path) -> None:
    records = read_records(kit_data / "same_event.jsonl")
    found = {answer["id"]: answer for answer in answer_same_event(records)}

    scores = score_pairs(found, records)
    assert scores.same.f1 >= 0.65
    assert scores.auc is not None
    assert scores.auc >= 0.91
