from dataclasses import replace
from datetime import date

from digest.editorial.notices import condense_notice, signature, signed_on
from digest.model.articles import Article, ArticleType
from digest.text.lines import split_lines
from digest.text.traces import restore, trace
from tests.unit.editorial.making import make_article

SOURCE = (
    "欢迎社会各界来信、来电、来访反映问题。\n"
    "受理邮箱：fywt5678@126.com\n"
    "受理时间：8:00—18:00（工作日）\n"
    "全省优化营商环境和开发区重点工作督导组\n"
    "2023年3月29日\n"
)


def notice(source: str = SOURCE) -> Article:
    return replace(
        make_article(source, kind=ArticleType.NOTICE),
        paragraphs=tuple(
            trace(source, line.start, line.end) for line in split_lines(source) if line.text
        ),
    )


def test_issuer_and_date_are_printed_together() -> None:
    signed = signature(notice())

    assert signed is not None
    assert signed.text == "全省优化营商环境和开发区重点工作督导组，2023年3月29日。"
    assert restore(SOURCE, signed.spans, signed.edits) == signed.text


def test_the_date_of_signature_is_read() -> None:
    assert signed_on(notice()) == date(2023, 3, 29)


def test_label_lines_are_printed_whole_or_not_at_all() -> None:
    texts = [each.text for each in condense_notice(notice(), chars=60)]

    assert texts == [
        "全省优化营商环境和开发区重点工作督导组，2023年3月29日。",
        "受理邮箱：fywt5678@126.com。",
    ]


def test_a_notice_without_signature_is_left_to_the_summarizer() -> None:
    assert condense_notice(notice("本次调查采用无记名的方式。\n"), chars=60) == ()
