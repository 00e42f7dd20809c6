"""What users really write into schedule.yaml: every mistake has its line, and a way out."""

from pathlib import Path

import pytest

from digest.almanac.cron import parse_cron
from digest.config.load import load_schedule
from digest.errors import ConfigError

RIGHT = """\
version: 1
timezone: Asia/Shanghai
sources:
  inbox: {path: inbox}
briefs:
  morning:
    title: 每日简报
    sources: [inbox]
    schedule: {at: ["07:30"], days: workday}
    outputs:
      - {to: file, template: brief.md.j2, path: "out/{date}-{brief}.md"}
"""
MAIL = """\
channels:
  mail: {host: smtp.example.com, from: a@example.com}
recipients: {office: [a@example.com]}
"""
TIMES = '{at: ["07:30"], days: workday}'
# The text that is replaced, by what, and what is told: line, place and problem, suggestion.
MISTAKES = {
    "a time without quotes": (
        TIMES, "{at: 07.30}",
        "9: briefs.morning.schedule.at.0: is the number 7.3, because the time is not in quotes",
        'write "07:30"',
    ),
    "a full-width colon in a time": (
        "07:30", "07：30",
        "9: briefs.morning.schedule.at.0: '07：30' is no time of day", 'write "07:30"',
    ),
    "Chinese quotes": (
        '"07:30"', "“07:30”",
        "9: briefs.morning.schedule.at.0: '“07:30”' is no time of day", 'write "07:30"',
    ),
    "a time in words": (
        "07:30", "7点30分",
        "9: briefs.morning.schedule.at.0: '7点30分' is no time of day", 'write "07:30"',
    ),
    "a full-width colon after a key": (
        "title:", "title：", "7: a key ends with a full-width '：'",
        "write ':' and a space after it",
    ),
    "no space after a key": (
        "title: ", "title:", "7: there is no space after 'title:'", "write 'title: …'",
    ),
    "no space after a dash": (
        "- {to", "-{to", "11: there is no space after '-'", "write '- …'",
    ),
    "a full-width comma between brackets": (
        "], days", "]， days", "9: a full-width '，' stands between brackets",
        "between brackets only , : \" ' [ ] { } divide; put Chinese signs in quotes",
    ),
    "full-width brackets": (
        "[inbox]", "【inbox】",
        "8: briefs.morning.sources: must be a list, not the text '【inbox】'", "write [inbox]",
    ),
    "a list without brackets": (
        "[inbox]", "inbox、paper",
        "8: briefs.morning.sources: must be a list, not the text 'inbox、paper'",
        "write [inbox, paper]",
    ),
    "a bracket that is not closed": (
        "[inbox]", "[inbox", "8: a bracket [ is not closed", "close it with ]",
    ),
    "a quote that is not closed": (
        '"07:30"', '"07:30', '9: a quote " is not closed', 'close it with "',
    ),
    "a tab": ("    title", "\ttitle", "7: a tab cannot stand here", "indent with spaces"),
    "a full-width space": (
        "  morning", "　morning", "6: a full-width space stands before 'morning'",
        "indent with ordinary spaces",
    ),
    "a key that stands too far left": (
        "    sources", "  sources", "9: expected <block end>, but found '<block mapping start>'",
        "line 8 is indented by 2 spaces, this one by 4; keys of one mapping begin in one column",
    ),
    "a key that stands one space too far left": (
        "    title", "   title", "8: mapping values are not allowed here",
        "line 7 is indented by 3 spaces, this one by 4; keys of one mapping begin in one column",
    ),
    "a value with a colon": (
        "每日简报", "简报: 每日", "7: mapping values are not allowed here",
        "put a value that contains ': ' in quotes, and check the indentation",
    ),
    "a value that begins with a sign of YAML": (
        "每日简报", "@每日", "7: found character '@' that cannot start any token",
        "put the value in quotes",
    ),
    "a Windows path in double quotes": (
        "out/{date}", "C:\\briefs\\{date}", "11: found unknown escape character '{'",
        "write / in place of \\, or put the value in single quotes",
    ),
    "a colon in a file's name": (
        "{date}-{brief}.md", "{date} 07:30.md",
        "11: briefs.morning.outputs.0.path: 'x 07:30.md' cannot be a file's name on every system",
        'leave out < > : " | ? * and a dot or space at the end',
    ),
    "a first key that does not stand first": (
        "version", " version",
        "2: expected '<document start>', but found ('<block mapping start>',)",
        "the keys of the file itself begin in the first column",
    ),
    "two documents": (
        "briefs:", "---\nbriefs:", "5: the file holds more than one document",
        "remove the line '---'",
    ),
    "a key given twice": (
        "    sources", "    title: 另一个\n    sources",
        "8: briefs.morning.title: is given twice, first in line 7", "remove one of the two",
    ),
    "a misspelled key is one mistake": (
        "title", "titel", "7: briefs.morning.titel: unknown key", "did you mean 'title'?",
    ),
    "a Chinese key": (
        "title", "标题", "7: briefs.morning.标题: unknown key", "did you mean 'title'?",
    ),
    "a missing key": (
        "    title: 每日简报\n", "", "6: briefs.morning.title: is missing", "title: 每日要闻简报",
    ),
    "a misspelled part": (
        "briefs:", "breifs:", "5: breifs: unknown key", "did you mean 'briefs'?",
    ),
    "sources as a list": (
        "  inbox: {path", "  - {path", "3: sources: must be a mapping, not a list",
        "sources: {inbox: {path: inbox}}",
    ),
    "a brief with nothing below it": (
        RIGHT[RIGHT.index("    title"):], "", "6: briefs.morning: must be a mapping, not empty",
        "write its keys below it, indented by two spaces",
    ),
    "an unknown source": (
        "[inbox]", "[inbx]", "8: briefs.morning.sources: there is no source 'inbx'",
        "did you mean 'inbox'?",
    ),
    "an unknown channel": (
        "to: file", "to: mial",
        "11: briefs.morning.outputs.0.to: there is no channel 'mial'", "did you mean 'mail'?",
    ),
    "an unknown time zone": (
        "Asia/Shanghai", "Asia/Shanghia", "2: timezone: 'Asia/Shanghia' is no time zone",
        "did you mean 'Asia/Shanghai'?",
    ),
    "China's time by another name": (
        "Asia/Shanghai", "UTC+8", "2: timezone: 'UTC+8' is no time zone", "write Asia/Shanghai",
    ),
    "a weekday in Chinese": (
        "days: workday", "days: [周三]", "9: briefs.morning.schedule.days: '周三' is no weekday",
        "write wed",
    ),
    "workdays in Chinese": (
        "days: workday", "days: 工作日", "9: briefs.morning.schedule.days: '工作日' is no weekday",
        "write workday",
    ),
    "a weekday by number": (
        "days: workday", "days: [1]", "9: briefs.morning.schedule.days: '1' is no weekday",
        "write mon",
    ),
    "a crontab expression with seconds": (
        TIMES, '{cron: "0 30 7 * * 1-5"}',
        (
            "9: briefs.morning.schedule.cron: '0 30 7 * * 1-5' is no crontab expression: "
            "it has 6 fields, not 5"
        ),
        "leave out the seconds: 30 7 * * 1-5",
    ),
    "a crontab weekday in Chinese": (
        TIMES, '{cron: "30 7 * * 周一"}',
        "9: briefs.morning.schedule.cron: day of week '周一': '周一' is no number or name",
        "did you mean 'mon'?",
    ),
    "a duration in Chinese": (
        "    outputs", "    catch_up: 6小时\n    outputs",
        "10: briefs.morning.catch_up: must be a duration such as 6h, not '6小时'", "write 6h",
    ),
    "a duration without a unit": (
        "    outputs", "    catch_up: 6\n    outputs",
        "10: briefs.morning.catch_up: must be a duration such as 6h, not the number 6",
        "write 6m or 6h",
    ),
    "yes is no truth value of YAML 1.2": (
        "    outputs", "    header: {lunar: yes}\n    outputs",
        "10: briefs.morning.header.lunar: must be true or false, not the text 'yes'", "write true",
    ),
    "full-width digits": (
        "    outputs", "    max_items: １２\n    outputs",
        "10: briefs.morning.max_items: must be a whole number, not the text '１２'", "write 12",
    ),
    "a version in quotes": (
        "version: 1", 'version: "1"', "1: version: must be 1, not '1'", "write 1 without quotes",
    ),
    "a version of the future": (
        "version: 1", "version: 2", "1: version: must be 1, not the number 2", "write 1",
    ),
    "a number with a point": (
        "    outputs", "    max_items: 12.5\n    outputs",
        "10: briefs.morning.max_items: must be a whole number, not the number 12.5", "write 12",
    ),
    "a deadline for nothing, told where it stands": (
        "    outputs", '    deadline: "08:30"\n    outputs',
        "10: briefs.morning: 'deadline' and 'on_deadline' go with 'release: approve'",
        "write 'release: approve', or leave them out",
    ),
    "a title that is a number": (
        "每日简报", "2024", "7: briefs.morning.title: must be text in quotes, not the number 2024",
        'write "2024"',
    ),
    "no mail address": (
        "[a@example.com]", "[a.example.com]",
        "14: recipients.office.0.mail: 'a.example.com' is no mail address",
        "write name@example.com",
    ),
    "readers who are no list": (
        "[a@example.com]", "a@example.com",
        "14: recipients.office: must be a list, not the text 'a@example.com'",
        "write [a@example.com]",
    ),
    "a variable that is not set": (
        "path: inbox", 'path: "${INBOX}"',
        "4: sources.inbox.path: the environment variable 'INBOX' is not set",
        "set it, or write ${INBOX:-default}",
    ),
    "a variable that is badly written": (
        "path: inbox", 'path: "${IN-BOX}"',
        "4: sources.inbox.path: a variable is written ${NAME} or ${NAME:-default}",
        "letters, digits and _ in the name, and a closing brace",
    ),
}  # fmt: skip


def told(tmp_path: Path, content: bytes) -> list[tuple[str, str]]:
    path = tmp_path / "schedule.yaml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_schedule(path, name="schedule.yaml", environ={}, check_cron=parse_cron)
    found = getattr(caught.value, "errors", (caught.value,))
    return [(str(error), error.hint) for error in found]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_once_with_its_line_and_a_way_out(tmp_path: Path, name: str) -> None:
    before, after, what, hint = MISTAKES[name]
    text = RIGHT + MAIL
    assert text.count(before) >= 1
    changed = text.replace(before, after, 1).encode()

    assert told(tmp_path, changed) == [(f"schedule.yaml:{what}", hint)]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (RIGHT.encode("gb18030"), "schedule.yaml:7: is not written in UTF-8"),
        (b"", "schedule.yaml: the file is empty"),
        (b"- version: 1\n", "schedule.yaml:1: the file is not a mapping of keys to values"),
        ("每日简报".encode(), "schedule.yaml:1: the file is not a mapping of keys to values"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, content: bytes, what: str) -> None:
    ((found, hint),) = told(tmp_path, content)
    assert (found, bool(hint)) == (what, True)


def test_all_mistakes_of_a_file_come_at_once_in_order_of_lines(tmp_path: Path) -> None:
    text = RIGHT.replace("title: 每日简报", "title: 每日简报\n    title: 二\n    max_itms: 3")
    text = text.replace("Asia/Shanghai", "北京时间").replace("07:30", "7：30")
    text = text.replace("brief.md.j2, path", "brief.md.j2, pth")

    lines = [int(what.split(":")[1]) for what, _ in told(tmp_path, text.encode())]

    assert lines == [2, 8, 9, 11, 13]
