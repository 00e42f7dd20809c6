import pytest

from digest.evaluation.completeness import check_summaries, find_faults


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("会议召开。", ()),
        ("他表示：“工程年底完工。”", ("points back",)),
        ("这几天，南方多地出现强降雨。", ()),
        ("会议召开", ("no end",)),
        ("会议研究了农业和。", ("open end",)),
        ("张强指出。", ("open end",)),
        ("他说：“好！", ("unbalanced", "points back")),
        ("（三）会议闭幕。", ()),
        ("”会议召开。", ("unbalanced",)),
        ("对此，市政府作出部署。", ("points back",)),
        ("其他地区天气晴好。", ()),
        ("  ", ("empty",)),
    ],
)
def test_what_a_reader_stumbles_over_has_a_name(text: str, faults: tuple[str, ...]) -> None:
    assert find_faults(text) == faults


def test_cut_summaries_are_counted_apart() -> None:
    counted = check_summaries([("会议召开。", False), ("会议研究了", False), ("会议……", True)])
    assert (counted.checked, counted.complete, counted.cut, counted.share) == (2, 1, 1, 50.0)
