from hypothesis import given, settings
from hypothesis import strategies as st

from digest.channels.portions import portions
from digest.model.editions import Rendition


def a_message(text: str) -> Rendition:
    return Rendition(format="md", media_type="text/markdown", filename="a.md", body=text.encode())


def bodies(text: str, *, max_bytes: int | None) -> list[str]:
    return [each.body.decode() for each in portions(a_message(text), max_bytes=max_bytes)]


def test_what_fits_is_left_as_it_is() -> None:
    assert bodies("a\n\nb\n", max_bytes=100) == ["a\n\nb\n"]
    assert bodies("长" * 5000, max_bytes=None) == ["长" * 5000]


def test_parts_end_where_an_item_ends_and_say_which_they_are() -> None:
    item = "**{}．标题**\n" + "内容。" * 20
    text = "\n\n".join(item.format(number) for number in range(1, 5))
    found = bodies(text, max_bytes=450)
    assert [each.splitlines()[0] for each in found] == ["（1/2）", "（2/2）"]
    assert [each.count("标题") for each in found] == [2, 2]
    assert all(each.endswith("内容。\n") for each in found)


def test_no_heading_is_left_at_the_end_of_a_part() -> None:
    first, second = "甲" * 50, "乙" * 50
    found = bodies(f"{first}\n\n**要闻**\n\n{second}", max_bytes=230)
    assert "要闻" not in found[0]
    assert found[1].startswith("（2/2）\n\n**要闻**\n\n乙")


def test_an_item_that_is_too_long_is_parted_after_a_sentence() -> None:
    found = bodies("一二三四五六七八九十。" * 20, max_bytes=250)
    assert len(found) > 2
    assert all(each.rstrip().endswith("。") for each in found)


@settings(max_examples=60)
@given(
    text=st.text(alphabet="长a。\n* ，", min_size=1, max_size=900),
    limit=st.integers(min_value=200, max_value=600),
)
def test_nothing_is_lost_and_no_part_is_too_long(text: str, limit: int) -> None:
    found = bodies(text, max_bytes=limit)
    assert all(len(each.encode()) <= limit for each in found)
    if len(found) > 1:
        found = [each.partition("\n\n")[2] for each in found]
    assert "".join("".join(found).split()) == "".join(text.split())
