"""Paper and day of a page: what is printed, filed, configured, inferred, or not known."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model.articles import DateFrom, NameFrom
from digest.model.documents import Imprint, Line, Page
from digest.pages.masthead import find_publication

SEEDS = Path(__file__).parents[3] / "seeds"


def page_of(text: str, uri: str = "page.txt", imprint: Imprint | None = None) -> Page:
    """A page of `text`, cut at line feeds."""
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        lines.append(Line(number=number, text=line, start=start))
        start += len(line) + 1
    return Page(uri=uri, text=text, lines=tuple(lines), imprint=imprint or Imprint())


def seed(number: str, imprint: Imprint | None = None) -> Page:
    """One of the five pages."""
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return page_of(path.read_text(encoding="utf-8"), uri=str(path), imprint=imprint)


@pytest.mark.parametrize(
    ("number", "month_day", "year", "evidence"),
    [
        ("000", "11-24", 2023, (19, 31, 53)),
        ("001", "03-27", 2024, (15, 21, 37, 49, 79)),
        ("002", "11-14", 2023, (51, 79)),
        ("003", "11-07", 2022, (9, 11, 21, 63)),
        ("004", "04-23", 2023, (9, 11, 59, 73)),
    ],
)
def test_the_day_of_a_seed_follows_its_newest_news(
    number: str, month_day: str, year: int, evidence: tuple[int, ...]
) -> None:
    publication = find_publication(seed(number))
    assert publication.date is None
    assert publication.date_from is DateFrom.INFERRED
    assert publication.month_day == month_day
    assert publication.year_range == (year, year)
    assert publication.evidence == evidence


def test_only_the_page_that_names_its_paper_has_a_name() -> None:
    names = {number: find_publication(seed(number)).name for number in ("000", "001", "002", "004")}
    assert set(names.values()) == {None}
    named = find_publication(seed("003"))
    assert (named.name, named.name_from) == ("大同日报", NameFrom.TEXT)


def test_what_is_configured_wins() -> None:
    imprint = Imprint(name="大同日报", date=date(2023, 11, 24))
    publication = find_publication(seed("000", imprint))
    assert (publication.name, publication.name_from) == ("大同日报", NameFrom.CONFIGURED)
    assert (publication.date, publication.date_from) == (date(2023, 11, 24), DateFrom.CONFIGURED)
    assert publication.month_day is None
    assert publication.evidence == ()


def test_a_configured_name_leaves_the_date_to_the_page() -> None:
    publication = find_publication(seed("000", Imprint(name="大同日报")))
    assert publication.name_from is NameFrom.CONFIGURED
    assert publication.month_day == "11-24"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("大同日报 2024年3月27日 星期三\n\n标题", (1,)),
        ("大同日报2024年3月27日 星期三 农历二月十八 第12345期\n标题", (1,)),
        ("大 同 日 报\n2024年3月27日　星期三　今日8版\n标题", (1, 2)),
        ("二〇二四年三月二十七日 星期三 第1版\n\n大同日报\n\n标题", (1, 3)),
        ("# 大同日报\n\n2024-03-27 星期三", (1, 3)),
        ("大同日报 2024 年 3 月 27 日 周三", (1,)),
        ("标题\n" * 30 + "大同日报 2024年3月27日 星期三 责编 张三", (31,)),
    ],
)
def test_a_printed_masthead_is_read(text: str, evidence: tuple[int, ...]) -> None:
    publication = find_publication(page_of(text))
    assert (publication.name, publication.name_from) == ("大同日报", NameFrom.MASTHEAD)
    assert (publication.date, publication.date_from) == (date(2024, 3, 27), DateFrom.PRINTED)
    assert publication.evidence == evidence


def test_a_masthead_in_traditional_characters_is_read() -> None:
    publication = find_publication(page_of("文匯報\n2024年3月27日 星期三\n"))
    assert (publication.name, publication.date) == ("文匯報", date(2024, 3, 27))


def test_a_date_that_its_weekday_contradicts_is_not_believed() -> None:
    publication = find_publication(page_of("大同日报 2024年3月27日 星期四\n\n标题"))
    assert (publication.name, publication.date) == ("大同日报", None)


def test_a_headline_about_a_paper_is_no_masthead() -> None:
    publication = find_publication(page_of("大同日报创刊70周年\n\n本报讯 新的征程。"))
    assert publication.name is None


def test_a_notice_with_an_older_date_does_not_win() -> None:
    text = "标题\n\n本报讯（记者 甲）4月22日，会议召开。\n\n公告\n\n督导组\n2023年3月29日"
    publication = find_publication(page_of(text))
    assert (publication.date, publication.month_day) == (None, "04-23")
    assert publication.evidence == (3,)


@pytest.mark.parametrize(
    ("uri", "name", "day"),
    [
        ("人民日报_2024-03-27_01.txt", "人民日报", date(2024, 3, 27)),
        ("20240327.txt", None, date(2024, 3, 27)),
        ("2024年3月27日大同日报01版.txt", "大同日报", date(2024, 3, 27)),
        ("inbox/大同日报/2024-03-27/01.txt", "大同日报", date(2024, 3, 27)),
        ("inbox\\大同日报\\20240327\\a.txt", "大同日报", date(2024, 3, 27)),
        ("https://paper.example/nw.D1renmrb_20240327_1-01.htm", None, date(2024, 3, 27)),
        ("rmrb20240327.txt", None, date(2024, 3, 27)),
        ("000_20dff602efc4ca3975.txt", None, None),
        ("a20231124f.txt", None, None),
        ("20231324.txt", None, None),
        ("12345678.txt", None, None),
        ("汇报.txt", None, None),
    ],
)
def test_a_file_name_tells_paper_and_day(uri: str, name: str | None, day: date | None) -> None:
    publication = find_publication(page_of("甲", uri=uri))
    assert (publication.name, publication.date) == (name, day)
    assert publication.name_from is (NameFrom.FILENAME if name else NameFrom.UNKNOWN)
    assert publication.date_from is (DateFrom.FILENAME if day else DateFrom.UNKNOWN)


def test_what_is_printed_wins_over_the_file_name() -> None:
    page = page_of("大同日报 2024年3月27日 星期三", uri="人民日报_2024-03-28.txt")
    publication = find_publication(page)
    assert (publication.name, publication.date) == ("大同日报", date(2024, 3, 27))


def test_a_day_printed_with_its_year_gives_a_date() -> None:
    publication = find_publication(page_of("本报讯（记者 甲）2024年12月31日，会议召开。"))
    assert (publication.date, publication.date_from) == (date(2025, 1, 1), DateFrom.INFERRED)
    assert publication.month_day is None


@pytest.mark.parametrize(
    ("text", "month_day"),
    [
        ("新华社北京3月26日电 3月26日,国家主席互致贺电。", "03-27"),
        ("新华社华盛顿3月31日电（记者 甲）", "04-01"),
        ("本报讯（记者 甲）11月20日至22日，考察对接。", "11-23"),
        ("本报讯（记者 甲）记者11月13日从市生态环境局获悉", "11-14"),
        ("本报讯（记者 甲）5月1日起，新规将施行。", None),
        ("本报讯（记者 甲）为深入学习，我市定于4月23日至24日举行大会", None),
        ("5月4日，人们来到公园。", None),
        ("5月4日，人们来到公园。\n\n本报记者 甲 摄", "05-05"),
        ("新华社北京13月40日电", None),
        # January comes after December
        (
            "新华社北京12月31日电\n新华社北京1月1日电\n新华社北京12月30日电",
            "01-02",
        ),
        # one date far ahead of all others is an announcement
        (
            "新华社北京3月26日电\n本报讯 3月25日，会议召开。\n本报讯 5月18日，第五届节庆举行。",
            "03-27",
        ),
        # whether 29 February follows depends on the year
        ("新华社北京2月28日电", None),
        ("新华社北京2月28日电 2024年2月工作要点公布，2024年一季度开局良好。", "02-29"),
        ("新华社北京2月28日电 2023年一季度开局良好。", "03-01"),
    ],
)
def test_the_day_after_the_news_is_inferred(text: str, month_day: str | None) -> None:
    assert find_publication(page_of(text)).month_day == month_day


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年一季度，全市实现良好开局。", (2023, 2023)),
        ("2023今冬明春火灾防控。从11月下旬到2024年2月。", (2023, 2023)),
        ("截至2021年底，产能占比达到90.7%。", (2022, 2023)),
        ("2018年以来，成效显著。", (2018, 2019)),
        ("从2020年开始，连续3年举办。", (2022, 2022)),
        ("到2035年基本实现现代化，2030年前实现碳达峰。", None),
        ("2023年度工作情况及2024年党建工作要点。", (2024, 2024)),
        ("贯彻党的二十大精神。", (2022, 2023)),
        ("没有年份。", None),
    ],
)
def test_the_years_of_a_page_are_bounded(text: str, years: tuple[int, int] | None) -> None:
    publication = find_publication(page_of("新华社北京3月26日电\n" + text))
    assert publication.year_range == years


def test_a_paper_of_another_place_is_not_ours() -> None:
    text = "我市创新做法。大同、大同、大同。《人民日报》予以报道，《太原日报》转载。"
    assert find_publication(page_of(text)).name is None


def test_a_page_that_says_nothing_is_unknown() -> None:
    publication = find_publication(page_of(""))
    assert (publication.name_from, publication.date_from) == (NameFrom.UNKNOWN, DateFrom.UNKNOWN)
    assert publication.year_range is None


@settings(derandomize=True, max_examples=200)
@given(
    st.text(alphabet="大同日报新华社北京本讯记者摄20243年月日星期三第期（） \n", max_size=80),
    st.text(alphabet="大同日报2024-年月日/._ab", max_size=30),
)
def test_any_text_gives_a_publication_with_lines_of_the_page(text: str, uri: str) -> None:
    page = page_of(text, uri=uri)
    publication = find_publication(page)
    assert set(publication.evidence) <= {line.number for line in page.lines}
    assert publication.date is None or publication.month_day is None
