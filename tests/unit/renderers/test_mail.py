"""A mail, read back as a mail program reads it."""

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from typing_extensions import override

from digest.model.editions import Edition, Section
from digest.model.plans import Header
from digest.renderers.contacts import mask_contacts
from digest.renderers.forms import make_renderer
from digest.renderers.mail import MailRenderer, render_mail, subject_of
from digest.renderers.mime import Attachment, write_message
from digest.text.mail_header import encode_header
from tests.unit.renderers.sample_edition import (
    FORUM,
    empty_edition,
    hostile_edition,
    sample_edition,
    sentence,
    two_days_edition,
)

EDITIONS = [sample_edition, empty_edition, hostile_edition, two_days_edition]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(body: bytes) -> EmailMessage:
    return email.message_from_bytes(body, policy=email.policy.SMTP)


def content(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    assert part is not None
    return str(part.get_content())


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_a_mail_without_files_has_a_text_and_an_html_part() -> None:
    message = read(MailRenderer().render(sample_edition()).body)

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert not message.defects
    for subtype in ("plain", "html"):
        assert "习近平同洪都拉斯总统卡斯特罗" in content(message, subtype)


def test_files_come_after_what_is_read_and_keep_their_chinese_names() -> None:
    renderer = make_renderer("mail", attach=("docx", "md"))

    message = read(renderer.render(sample_edition()).body)

    assert message.get_content_type() == "multipart/mixed"
    files = list(message.iter_attachments())
    assert [(part.get_filename(), part.get_content_type()) for part in files] == [
        ("大同要闻-2024-03-27-morning.docx", DOCX),
        ("大同要闻-2024-03-27-morning.md", "text/markdown"),
    ]
    assert bytes(files[0].get_content()).startswith(b"PK")


def test_a_file_s_name_is_there_for_old_and_for_new_mail_programs() -> None:
    body = make_renderer("mail", attach=("docx",)).render(sample_edition()).body.decode("ascii")

    head = body.partition("Content-Disposition: attachment")[2].partition("\r\n\r\n")[0]
    assert ' filename="=?utf-8?b?' in head
    assert "*=utf-8''%E5%A4%A7%E5%90%8C" in head


@pytest.mark.parametrize("make", EDITIONS)
def test_no_line_is_longer_than_76_columns_and_all_is_ascii(make: object) -> None:
    assert callable(make)
    body = make_renderer("mail", attach=("docx", "json")).render(make()).body

    assert body.isascii()
    assert body.count(b"\n") == body.count(b"\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 76


@pytest.mark.parametrize("make", EDITIONS)
def test_the_message_can_be_given_a_sender_and_sent_on(make: object) -> None:
    assert callable(make)
    message = read(MailRenderer().render(make()).body)
    before = content(message, "html")
    message["From"] = "简报 <brief@example.com>"
    message["To"] = "a@example.com"

    again = read(message.as_bytes())

    assert (again["From"], content(again, "html")) == ("简报 <brief@example.com>", before)
    assert again["Subject"] == message["Subject"]


@pytest.mark.parametrize("make", EDITIONS)
def test_a_mail_loads_nothing_and_reports_nothing(make: object) -> None:
    assert callable(make)
    html = render_mail(make()).html
    tags = Tags()
    tags.feed(html)

    names = {tag for tag, _ in tags.seen}
    assert not {"script", "link", "img", "iframe", "form", "object", "video"} & names
    assert not [attrs for _, attrs in tags.seen if "src" in attrs or "background" in attrs]
    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize("make", EDITIONS)
def test_every_cell_has_a_font_and_the_mail_stays_below_100_kb(make: object) -> None:
    assert callable(make)
    html = render_mail(make()).html
    tags = Tags()
    tags.feed(html)

    styles = [attrs.get("style") or "" for tag, attrs in tags.seen if tag == "td"]
    assert styles
    assert all("font-family:" in style for style in styles)
    assert len(html.encode()) < 100_000


def test_a_mail_is_ready_for_the_dark_and_for_phones() -> None:
    html = render_mail(sample_edition()).html

    assert "prefers-color-scheme: dark" in html
    assert 'name="viewport"' in html
    assert "max-width:600px" in html


def test_the_subject_names_brief_number_and_day() -> None:
    edition = sample_edition()

    assert subject_of(edition) == "大同要闻 第86期 2024-03-27 星期三"
    assert subject_of(replace(edition, late=True)).startswith("【补发】")
    assert subject_of(replace(edition, late=True, correction=True)).startswith("【更正】")


def test_a_title_cannot_add_headers() -> None:
    title = "简报\r\nBcc: x@example.com\r\n\r\n<script>\u2028\u202e\x00"
    edition = replace(sample_edition(), title=title, header=Header(name=title))

    message = read(make_renderer("mail", attach=("md",)).render(edition).body)

    assert message["Bcc"] is None
    assert message.keys() == ["Subject", "MIME-Version", "Content-Type"]
    assert "\u202e" not in message["Subject"]
    assert len(list(message.iter_attachments())) == 1


def test_the_text_part_is_a_brief_of_its_own() -> None:
    text = render_mail(sample_edition()).text

    assert "<" not in text
    assert "卢东亮带队赴上海考察对接" in text


def test_mobile_numbers_are_masked_in_mail_and_chat_and_kept_in_files() -> None:
    edition = _with_text("联系人：张先生，电话13800138000、0352-2050000，编号1231390013900011。")

    masked = "138****8000、0352-2050000，编号1231390013900011"
    for form in ("im", "wechat"):
        assert "13800138000" not in make_renderer(form).render(edition).body.decode()
    mail = render_mail(edition)
    assert masked in mail.html
    assert masked in mail.text
    assert "138＊＊＊＊8000" in make_renderer("im").render(edition).body.decode()
    assert "13800138000" in make_renderer("html").render(edition).body.decode()


def test_a_masked_number_is_a_recorded_edit() -> None:
    edition = mask_contacts(_with_text("电话138-0013-8000。"))

    (story,) = edition.stories
    (edit,) = story.summary[0].traced.edits
    assert (edit.kind, edit.before, edit.after) == ("mask", "-0013-", "****")


def test_equal_mails_give_equal_bytes() -> None:
    renderer = make_renderer("mail", attach=("docx",))

    assert renderer.render(sample_edition()).body == renderer.render(sample_edition()).body


def test_a_long_name_is_parted_where_a_character_ends() -> None:
    name = f"{'大同要闻每日简报' * 6}.docx"
    attachment = Attachment(filename=name, media_type=DOCX, body=b"x")

    body = write_message(subject="s", text="t", html="h", attachments=[attachment])

    assert next(read(body).iter_attachments()).get_filename() == name
    assert max(map(len, body.split(b"\r\n"))) <= 76


def test_a_header_is_folded_and_cannot_be_broken() -> None:
    value = encode_header("长" * 90 + "\r\nX: y", taken=9)

    assert all(len(line) <= 76 for line in f"Subject: {value}".split("\r\n"))
    assert all(line.startswith(" ") for line in value.split("\r\n")[1:])


def _with_text(text: str) -> Edition:
    story = replace(FORUM, summary=(sentence(text),), points=(), byline=())
    section = Section(name="要闻", stories=(story,))
    return replace(sample_edition(), sections=(section,))
