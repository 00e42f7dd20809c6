"""Printed punctuation is Chinese punctuation; figures, times and addresses are left alone."""

import pytest

from digest.text.normalize import print_form
from digest.text.traces import trace


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("日前,省委常委带队赴上海考察,精准对接企业", "日前，省委常委带队赴上海考察，精准对接企业"),
        ("本报讯 (记者 李雪峰) 3月26日", "本报讯（记者 李雪峰）3月26日"),
        ("总额1,000万元,增长8.5%", "总额1,000万元，增长8.5%"),
        ("受理时间:8:00—18:00", "受理时间：8:00—18:00"),
        ("网址 http://a.cn/?q=1, see", "网址 http://a.cn/?q=1, see"),
        ("目标导向, 效果导向", "目标导向，效果导向"),
        ('他说:"好"', "他说：“好”"),
        ("党组(扩大)会议", "党组（扩大）会议"),
        ("karl赵参加", "karl赵参加"),
    ],
)
def test_print_form(source: str, printed: str) -> None:
    assert print_form(trace(source, 0, len(source))).text == printed
