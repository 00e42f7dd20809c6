from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path

import pytest

from digest.almanac.cron import parse_cron
from digest.config.load import load_schedule
from digest.config.problems import ConfigFileError
from digest.config.schedule import Schedule
from digest.errors import ConfigError
from digest.model.articles import ArticleType
from digest.model.documents import DocumentKind
from digest.model.plans import Clock, Cron, Days, EmptyPolicy, Order, Release, Window, WorkdayRule
from digest.model.summaries import Budget

ROOT = Path(__file__).parents[3]

SMALL = """\
version: 1
sources:
  datong: {path: "inbox/*.txt"}
briefs:
  morning:
    title: 每日简报
    sources: [datong]
    schedule: {at: ["07:30"]}
"""

WECOM = 'wecom: {webhook: "${WEBHOOK}"}'
MAIL = (
    'mail: {host: h, port: 465, tls: ssl, from: "简报 <a@b.cn>", user: a, password: "${PASSWORD}"}'
)


def load(tmp_path: Path, text: str, environ: Mapping[str, str] | None = None) -> Schedule:
    path = tmp_path / "schedule.yaml"
    path.write_text(text, encoding="utf-8")
    return load_schedule(path, name="schedule.yaml", environ=environ or {}, check_cron=parse_cron)


def errors(tmp_path: Path, text: str, environ: Mapping[str, str] | None = None) -> list[str]:
    """Every error as it is printed, with its hint."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text, environ)
    found = getattr(caught.value, "errors", (caught.value,))
    return [f"{error} | {error.hint}".removesuffix(" | ") for error in found]


WEEKLY = """\
  weekly:
    title: 一周要闻
    editions: morning
    schedule: {at: ["16:00"], days: [fri]}
"""


def with_brief(line: str) -> str:
    return SMALL + f"    {line}\n"


def test_a_small_schedule_has_sensible_values(tmp_path: Path) -> None:
    schedule = load(tmp_path, SMALL)
    (brief,), (source,) = schedule.briefs, schedule.sources
    assert brief.name == "morning"
    assert brief.schedule == Clock(at=(time(7, 30),), days=Days.DAILY)
    assert (brief.window, brief.empty) == (Window.SINCE_LAST, EmptyPolicy.SEND_NOTICE)
    assert brief.catch_up == timedelta()
    assert schedule.timezone.key == "Asia/Shanghai"
    assert schedule.calendar.workdays is WorkdayRule.CN
    assert schedule.summary.budget == Budget(chars=120)
    assert source.path == "inbox/*.txt"
    assert schedule.folder == tmp_path


def test_the_projects_own_schedule_is_valid() -> None:
    path = ROOT / "schedule.yaml"
    schedule = load_schedule(path, environ={}, check_cron=parse_cron)
    (brief,) = schedule.briefs
    assert brief.window is Window.ISSUE_DATE
    assert brief.schedule == Clock(at=(time(7, 30),), days=Days.WORKDAY)
    assert brief.catch_up == timedelta(hours=6)
    assert brief.edition.order is Order.PROTOCOL
    assert [section.name for section in brief.edition.sections] == [
        "头条",
        "要闻速览",
        "一句话新闻",
    ]
    assert brief.edition.sections[2].kinds == (ArticleType.PHOTO, ArticleType.NOTICE)
    assert [output.path for output in brief.outputs] == [
        "out/{date}-{brief}.md",
        "out/{date}-{brief}.html",
    ]
    assert schedule.sources[0].kind is DocumentKind.NEWSPAPER_PAGE
    assert schedule.sources[0].manifest == ROOT / "seeds" / "manifest.yaml"
    assert schedule.warnings == ()


def test_a_digest_is_put_together_from_the_editions_of_a_brief(tmp_path: Path) -> None:
    _, weekly = load(tmp_path, SMALL + WEEKLY).briefs
    assert (weekly.name, weekly.editions, weekly.sources) == ("weekly", "morning", ())
    assert weekly.edition.max_items == 20


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("editions: mornin", "there is no brief 'mornin' | did you mean 'morning'?"),
        (
            "editions: weekly",
            "'weekly' is put together from editions itself | name a brief with sources: morning",
        ),
        (
            "sources: [datong]\n    editions: morning",
            "weekly: takes either 'sources' or 'editions', the name of another brief",
        ),
        ("max_items: 9", "weekly: takes either 'sources' or 'editions', the name of another brief"),
        (
            "editions: morning\n    window: 24h",
            "weekly: 'window' does not go with 'editions' | leave it out",
        ),
    ],
)
def test_a_digest_of_nothing_is_explained(tmp_path: Path, line: str, what: str) -> None:
    (found,) = errors(tmp_path, SMALL + WEEKLY.replace("editions: morning", line))
    assert what in found


def test_an_unknown_key_has_its_line_and_a_suggestion(tmp_path: Path) -> None:
    text = (
        with_brief("sections:")
        + "      - {name: 头条, take: 1}\n      - {name: 要闻, keyword: [能源]}\n"
    )
    assert errors(tmp_path, text) == [
        "schedule.yaml:11: briefs.morning.sections.1.keyword: unknown key | did you mean 'keywords'?"  # noqa: E501
    ]


def test_all_errors_of_a_file_come_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = SMALL.replace("version: 1", "version: 1\ntimezone: Asia/Shangai")
    text = text.replace("[datong]", "[datnog]").replace('"07:30"', "7:30, 730")
    found = errors(tmp_path, text + "    max_items: many\n    windw: 24h\n")
    assert found == [
        "schedule.yaml:2: timezone: 'Asia/Shangai' is no time zone | did you mean 'Asia/Shanghai'?",
        "schedule.yaml:8: briefs.morning.sources: there is no source 'datnog' | did you mean 'datong'?",  # noqa: E501
        "schedule.yaml:9: briefs.morning.schedule.at.0: '7:30' is no time of day | write \"07:30\"",
        'schedule.yaml:9: briefs.morning.schedule.at.1: is the number 730, because the time is not in quotes | write "07:30"',  # noqa: E501
        "schedule.yaml:10: briefs.morning.max_items: must be a whole number, not the text 'many'",
        "schedule.yaml:11: briefs.morning.windw: unknown key | did you mean 'window'?",
    ]


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("[7:30]", "'7:30' is no time of day | write \"07:30\""),
        ("7.30", 'is the number 7.3, because the time is not in quotes | write "07:30"'),
        ("0730", 'is the number 730, because the time is not in quotes | write "07:30"'),
        (
            "9999",
            'because the time is not in quotes | write it in quotes, as "07:30"',
        ),
        ('["07：30"]', "'07：30' is no time of day | write \"07:30\""),
        ('["24:00"]', "'24:00' is no time of day | write it in quotes, as \"07:30\""),
        ("[]", "must not be empty"),
        ("[true]", 'must be a time of day, not true | write it as "07:30"'),
        ('["07:30", "07:30"]', "07:30 is given twice"),
    ],
)
def test_a_time_that_is_no_time_is_explained(tmp_path: Path, written: str, what: str) -> None:
    (found,) = errors(tmp_path, SMALL.replace('["07:30"]', written))
    assert found.endswith(what)


def test_an_unquoted_time_is_read_as_yaml_1_2_reads_it(tmp_path: Path) -> None:
    schedule = load(tmp_path, SMALL.replace('["07:30"]', "07:30"))
    assert schedule.briefs[0].schedule == Clock(at=(time(7, 30),))


@pytest.mark.parametrize(
    ("written", "weekdays"),
    [("[mon, wed]", {0, 2}), ("sun", {6}), ("[Monday, 'FRI']", {0, 4})],
)
def test_weekdays_are_named(tmp_path: Path, written: str, weekdays: set[int]) -> None:
    schedule = load(
        tmp_path,
        SMALL.replace("}", f", days: {written}}}", 2).replace(f", days: {written}}}", "}", 1),
    )
    clock = schedule.briefs[0].schedule
    assert isinstance(clock, Clock)
    assert clock.weekdays == frozenset(weekdays)


def test_a_crontab_expression_is_checked(tmp_path: Path) -> None:
    good = SMALL.replace('at: ["07:30"]', 'cron: "30 7 * * 1-5"')
    assert load(tmp_path, good).briefs[0].schedule == Cron(expression="30 7 * * 1-5")
    (found,) = errors(tmp_path, good.replace("1-5", "mno"))
    assert found == (
        "schedule.yaml:8: briefs.morning.schedule.cron: day of week 'mno': 'mno' is no number"
        " or name | did you mean 'mon'?"
    )


@pytest.mark.parametrize(
    ("schedule", "what"),
    [
        ("{}", "takes either 'at' or 'cron'"),
        ('{at: "07:30", cron: "@daily"}', "takes either 'at' or 'cron', not both"),
        ('{cron: "@daily", days: workday}', "'days' does not go with 'cron'"),
        ("daily", "must be a mapping, not the text 'daily'"),
        ('{at: "07:30", days: workdays}', "'workdays' is no weekday | did you mean 'workday'?"),
        ('{at: "07:30", days: []}', "must be daily, workday, weekend or a list"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_explained(
    tmp_path: Path, schedule: str, what: str
) -> None:
    (found,) = errors(tmp_path, SMALL.replace('{at: ["07:30"]}', schedule))
    assert what in found


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("catch_up: 6", "not the number 6 | write 6m or 6h"),
        ("catch_up: 6 hours", "not '6 hours'"),
        ("catch_up: -6h", "not '-6h'"),
        ("window: 12h", "must be since-last, 24h or issue-date, not '12h'"),
        ("order: protokol", "did you mean 'protocol'?"),
        ("empty: null", "not empty"),
        ("max_items: -1", "must be at least 0"),
        ("max_items: 1.5", "must be a whole number, not the number 1.5"),
        ("exclude: 广告", "must be a list, not the text '广告'"),
        ('exclude: [""]', "must not be empty"),
        ("sections: [{name: a}, {name: a}]", "two sections are called 'a'"),
        ("sections: [{name: a, kinds: [foto]}]", "did you mean 'photo'?"),
        ("sections: [{take: 1}]", "sections.0.name: is missing"),
        ("header: {lunar: 1}", "must be true or false, not the number 1"),
        ("footer: {报: 市委}", "footer.报: must be a list"),
        ("footer: {抄: []}", "unknown key"),
        ("release: aprove", "did you mean 'approve'?"),
        ('push_window: ["07:00"]', "must be two times of day"),
    ],
)
def test_a_wrong_value_is_explained(tmp_path: Path, line: str, what: str) -> None:
    (found,) = errors(tmp_path, with_brief(line))
    assert found.startswith("schedule.yaml:9: briefs.morning.")
    assert what in found


@pytest.mark.parametrize(
    ("output", "what"),
    [
        ("{to: file, template: brief.md.j2}", "a file needs a 'path'"),
        ('{to: file, template: a, path: "../a.md"}', "'..' may not stand in the path"),
        ('{to: file, template: a, path: "out/{dat}.md"}', "did you mean 'date'?"),
        ('{to: file, template: a, path: "out/{date.md"}', "is not closed"),
        ('{to: file, template: a, path: "out/"}', "is a folder, not a file"),
        ('{to: file, template: a, path: "out/CON.md"}', "cannot be a file's name"),
        ('{to: file, template: a, path: "out/12:00.md"}', "cannot be a file's name"),
        ("{to: file, template: a, path: a.md, attach: [docx]}", "'attach' does not go with"),
        ("{to: file, template: a, path: a.md, recipients: [x]}", "there are no recipients 'x'"),
        (
            "{to: fiel, template: a, path: a.md}",
            "there is no channel 'fiel' | did you mean 'file'?",
        ),
        ("{to: mail, template: a}", "there is no channel 'mail'"),
        ("{template: a, path: a.md}", "to: is missing"),
    ],
)
def test_an_output_that_cannot_be_written_is_explained(
    tmp_path: Path, output: str, what: str
) -> None:
    (found,) = errors(tmp_path, with_brief(f"outputs: [{output}]"))
    assert found.startswith("schedule.yaml:9: briefs.morning.outputs.0")
    assert what in found


@pytest.mark.parametrize(
    ("output", "what"),
    [
        ("{to: mail, template: a, recipients: [desk]}", ""),
        ("{to: mail, template: a, recipients: [desk], attach: [docx, md]}", ""),
        ("{to: mail, template: a}", "a mail needs 'recipients'"),
        ("{to: mail, template: a, recipients: [dsek]}", "did you mean 'desk'?"),
        ("{to: mail, template: a, recipients: [desk], path: a.md}", "'path' does not go with"),
        ("{to: mail, template: a, recipients: [desk], attach: [dokx]}", "did you mean 'docx'?"),
        ("{to: wecom, template: im.md.j2}", ""),
        ('{to: wecom, template: im.md.j2, link: "https://a.cn/{date}"}', ""),
        ("{to: wecom, template: a, recipients: [desk]}", "'recipients' does not go with"),
    ],
)
def test_an_output_to_a_channel_has_what_the_channel_needs(
    tmp_path: Path, output: str, what: str
) -> None:
    text = with_brief(f"outputs: [{output}]") + f"channels:\n  {MAIL}\n  {WECOM}\n"
    text += "recipients: {desk: [a@b.cn]}\n"
    if what:
        (found,) = errors(tmp_path, text)
        assert what in found
    else:
        assert load(tmp_path, text).briefs[0].outputs[0].template


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ("release: approve", ""),
        ('release: approve\n    deadline: "08:30"\n    on_deadline: send', ""),
        ('deadline: "08:30"', "go with 'release: approve'"),
        ("release: approve\n    on_deadline: hold", "needs a 'deadline'"),
    ],
)
def test_a_deadline_belongs_to_a_release(tmp_path: Path, lines: str, what: str) -> None:
    text = with_brief(lines)
    if what:
        assert what in errors(tmp_path, text)[0]
    else:
        assert load(tmp_path, text).briefs[0].release is Release.APPROVE


def test_channels_no_output_uses_need_no_secrets(tmp_path: Path) -> None:
    schedule = load(tmp_path, SMALL + f"channels:\n  {MAIL}\n")
    (channel,) = schedule.channels
    assert channel.kind == "mail"
    assert "PASSWORD" not in repr(schedule)


@pytest.mark.parametrize(
    ("channel", "what"),
    [
        (
            MAIL.replace("port: 465", "prot: 465"),
            "channels.mail.prot: unknown key | did you mean 'port'?",
        ),
        (
            MAIL.replace("ssl", "tsl"),
            "must be ssl, starttls or none, not 'tsl' | did you mean 'ssl'?",
        ),
        (MAIL.replace("465", "70000"), "must be at most 65535"),
        (MAIL.replace("${PASSWORD}", "${PASS WORD}"), "a variable is written ${NAME}"),
        ("slack: {webhook: x}", "there is no channel kind 'slack'"),
        ("feishu: {webhook: x}", "must be an address that begins with https://"),
        ("dingtalk: {secret: x}", "takes either 'webhook' or 'webhook_file'"),
        ("mail: {from: a@b.cn}", "needs a 'host' or a 'preset'"),
        ("mail: {preset: qq, port: 25, from: a@b.cn}", "gives host, port and tls"),
        ("mail: {preset: outlok, from: a@b.cn}", "did you mean 'outlook'?"),
        ("mail: {preset: qq, from: a@b.cn, user: a@b.cn}", "'user' and 'password' go together"),
        (
            'mail: {preset: "163", from: "x <b@163.com>", user: a@163.com, password: "${P}"}',
            "'from' must be the address that logs in at smtp.163.com: 'a@163.com'",
        ),
        (
            'mail: {host: SMTP.qq.com, from: b@qq.com, user: a@qq.com, password: "${P}"}',
            "'from' must be the address that logs in at smtp.qq.com",
        ),
        ("mail: {host: h, from: nobody}", "'from' has no mail address"),
        ("telegram: {token: x}", "chat: is missing"),
        ("mail: smtp", "'mail' must be a mapping"),
    ],
)
def test_a_wrong_channel_is_explained(tmp_path: Path, channel: str, what: str) -> None:
    found = errors(tmp_path, SMALL + f"channels:\n  {channel}\n")
    assert any(what in each for each in found), found


def test_a_password_in_the_file_is_warned_of_but_not_repeated(tmp_path: Path) -> None:
    text = SMALL + f"channels:\n  {MAIL.replace('${PASSWORD}', 'hunter2')}\n"
    (warning,) = load(tmp_path, text).warnings
    assert warning.startswith("schedule.yaml:10: a password stands in the file")
    assert "hunter2" not in warning


def test_recipients_are_addresses_with_or_without_filters(tmp_path: Path) -> None:
    text = (
        SMALL + 'recipients: {office: ["a@example.com", {mail: b@example.com, include: [能源]}]}\n'
    )
    office = load(tmp_path, text).recipients["office"]
    assert [each.mail for each in office] == ["a@example.com", "b@example.com"]
    assert office[1].include == ("能源",)
    assert (
        "is no mail address" in errors(tmp_path, text.replace("a@example.com", "a.example.com"))[0]
    )


@pytest.mark.parametrize(
    ("alert", "what"),
    [
        ("{to: wecom}", ""),
        ("{to: mail, recipients: [desk]}", ""),
        ("{to: mail}", "a mail needs 'recipients'"),
        ("{to: mial}", "did you mean 'mail'?"),
        ("{to: wecom, recipients: [desk]}", "does not go with"),
    ],
)
def test_an_alert_goes_to_a_channel(tmp_path: Path, alert: str, what: str) -> None:
    text = SMALL + f"channels:\n  {MAIL}\n  {WECOM}\nrecipients: {{desk: [a@b.cn]}}\n"
    text += f"on_failure: {alert}\n"
    if what:
        (found,) = errors(tmp_path, text)
        assert what in found
    else:
        assert load(tmp_path, text).on_failure is not None


def test_variables_are_looked_up_where_values_are_used(tmp_path: Path) -> None:
    text = SMALL.replace("inbox/*.txt", "${INBOX:-inbox}/${KIND}.txt")
    schedule = load(tmp_path, text, {"KIND": "page"})
    assert schedule.sources[0].path == "inbox/page.txt"
    assert errors(tmp_path, text) == [
        "schedule.yaml:3: sources.datong.path: the environment variable 'KIND' is not set | set it, or write ${KIND:-default}"  # noqa: E501
    ]


def test_editions_of_one_day_may_not_overwrite_each_other(tmp_path: Path) -> None:
    text = SMALL.replace('["07:30"]', '["07:30", "12:00"]')
    output = '    outputs: [{to: file, template: a.md.j2, path: "out/{date}.md"}]\n'
    (found,) = errors(tmp_path, text + output)
    assert "would overwrite each other" in found
    assert load(tmp_path, text + output.replace("{date}", "{date}-{brief}"))


def test_two_briefs_may_go_to_the_same_readers(tmp_path: Path) -> None:
    mail = "outputs: [{to: mail, template: mail.html.j2, recipients: [office]}]"
    text = with_brief(mail) + SMALL.partition("briefs:\n")[2].replace("morning", "evening")
    text += f"""    {mail}
channels: {{mail: {{host: h.example.com, from: a@example.com}}}}
recipients: {{office: [a@example.com]}}
"""
    assert [brief.name for brief in load(tmp_path, text).briefs] == ["morning", "evening"]


def test_two_briefs_may_not_overwrite_each_other(tmp_path: Path) -> None:
    brief = SMALL.partition("briefs:\n")[2]
    output = '    outputs: [{to: file, template: a.md.j2, path: "out/{date}.md"}]\n'
    text = SMALL + output + brief.replace("morning", "noon") + output
    (found,) = errors(tmp_path, text)
    assert "the brief 'morning' is written to 'out/{date}.md' too" in found


@pytest.mark.parametrize("name", ["a/b", "..", "con", "morning-0730", "a b", "-a", "", "长" * 61])
def test_a_name_that_cannot_be_part_of_a_path_is_refused(tmp_path: Path, name: str) -> None:
    (found,) = errors(tmp_path, SMALL.replace("morning", f'"{name}"'))
    assert "cannot be" in found


def test_a_chinese_name_is_a_name(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL.replace("morning", "早报")).briefs[0].name == "早报"


def test_places_in_the_file_can_be_named_later(tmp_path: Path) -> None:
    schedule = load(tmp_path, SMALL)
    assert schedule.where("briefs", "morning", "title") == "schedule.yaml:6"
    assert schedule.where("briefs", "morning", "outputs", 0) == "schedule.yaml:5"


def test_str_of_several_errors_names_them_all(tmp_path: Path) -> None:
    with pytest.raises(ConfigFileError) as caught:
        load(tmp_path, SMALL + "    a: 1\n    b: 2\n")
    assert str(caught.value).count("unknown key") == 2
    assert caught.value.exit_code == 3
