"""What went wrong, as a brief prints it: in Chinese, whatever the console says."""

import re
from typing import Final

# What is said of an input, and what is printed; a group is put where its number stands.
_PRINTED: Final = (
    (r"the file is empty", "文件是空的"),
    (r"no such (?:file or folder|file|folder)", "没有这个文件或文件夹"),
    (r"is a folder, not a file", "是文件夹，不是文件"),
    (r"is no path", "不是有效的路径"),
    (r"is still being written", "还在写入，留待下期"),
    (r"is larger than ([\d.]+) MB", "超过 {1} MB，未读"),
    (r"has more than ([\d,]+) characters", "超过 {1} 字，未读"),
    (r"has (\d+) pages, more than (\d+)", "有 {1} 页，超过 {2} 页，未读"),
    (r"cannot be read: (.+)", "读不出来：{1}"),
    (r"(.+); it can be read with the extra 'ocr'", "{1}，像是扫描件，尚未装文字识别"),
    (r"(.+); none was recognized either", "{1}，文字识别也没有结果"),
    (r"there is no text in (?:it|this [^;]+)", "里面没有文字"),
    (r"is a picture; its text can be read with the extra 'ocr'", "是图片，尚未装文字识别"),
    (r"no text was found in this picture", "图片里没有识别出文字"),
    (r"this picture has too many dots", "图片过大"),
    (r"this picture is damaged", "图片已损坏"),
    (r"this file is protected by a password|this PDF is protected by a password", "有密码保护"),
    (r"this (?:file|PDF) is damaged and cannot be opened", "已损坏，打不开"),
    (r"this Word file is damaged", "已损坏，打不开"),
    (r"this Word file has more parts than can be read", "内部文件过多，未读"),
    (r"is a zip archive or another Office file, not a Word file", "不是 Word 文件"),
    (r"page (\d+) of this PDF is damaged", "第 {1} 页已损坏"),
    (r"this PDF takes more memory or time to read than it may", "读取所需的内存或时间超过限额"),
    (r"(.+) files are not read in this version", "{1} 文件暂不能读"),
    (r"old Word", "旧版 Word"),
    (r"is (.+), not text", "是{1}，不是文本"),
    (r"an old Office file", "旧版 Office 文件"),
    (r"a GIF picture", " GIF 图片"),
    (r"a compressed file", "压缩文件"),
    (r"a database", "数据库"),
    (r"this is a binary file, not text", "不是文本文件"),
    (r"the text is in no encoding that can be read", "编码无法识别"),
    (r"'(.+)' is no encoding", "没有“{1}”这种编码"),
    (r"byte (\d+) is not (.+)", "第 {1} 字节不是 {2} 编码"),
    (r"is no JSON(?: object|: .+)?", "不是 JSON"),
    (r"'(.+)' is missing(?: or empty)?", "缺少“{1}”"),
    (r"'(.+)' must be text", "“{1}”应是文字"),
    (r"'(.+)' holds half a character", "“{1}”里有半个字符"),
    (r"'published' is no date: '(.*)'", "发布日期不是日期：“{1}”"),
    (r"the id '(.+)' stands in line (\d+) too", "编号“{1}”与第 {2} 行重复"),
    (
        r"its date is not known, so it belongs to no edition by date",
        "日期不详，未编入按日期出的各期",
    ),
    (r"no article was found in this web page", "网页里没有找到正文"),
    (r"there is nothing to read in this web page", "网页是空的"),
    (r"this web page has more tags than any article", "网页结构过大，未读"),
    (r"is no JSON Feed(?:, or only the beginning of one)?", "不是完整的 JSON Feed"),
    (r"is no (?:XML(?:: .+)?|OPML)|is no feed: .+", "不是订阅源"),
    (r"has more tags than any feed", "订阅源过大，未读"),
    (r"(\d+) of its items are printed as teasers: (.+)", "{1} 条只取到导语：{2}"),
    (r"(.+); it is asked again after (.+)", "{1}；{2} 后再试"),
    (r"could not be had", "取不到"),
    (r"(https?://\S+): (.+)", "{1}：{2}"),
    (r"there is no host '(.+)'", "没有“{1}”这个主机"),
    (r"'(.+)' was not found in time", "查不到主机“{1}”"),
    (r"'(.+)' is an address inside this network \((.+)\)", "“{1}”是内网地址，未取"),
    (r"'(.+)' does not answer", "“{1}”没有应答"),
    (r"'(.+)' gives no proper reply", "“{1}”应答有误"),
    (r"no connection to '(.+?)': .+", "连不上“{1}”"),
    (r"no secure connection to '(.+?)': .+", "与“{1}”的安全连接失败"),
    (r"the server answers (\d+).*", "服务器答复 {1}"),
    (r"the server packs its reply as '(.+)'|the reply is packed wrongly", "应答的压缩方式不认识"),
    (r"the reply broke off", "应答中断"),
    (r"did not answer completely within ([\d.]+) seconds", "{1} 秒内没有取完"),
    (r"is redirected more than (\d+) times", "转址超过 {1} 次"),
    (
        r"the site asks robots not to fetch this page \(robots\.txt\)",
        "网站不许程序抓取（robots.txt）",
    ),
    (r"its robots\.txt cannot be read just now", "暂时读不到网站的 robots.txt"),
    (r"is no address of the web|an address with a user name is not fetched", "不是可取的网址"),
    (r"'script: simplified' takes the extra 'zh'", "繁体转简体的组件尚未安装"),
)
_PATTERNS: Final = tuple((re.compile(said), printed) for said, printed in _PRINTED)
_INSIDE: Final = re.compile(r"\{(\d)\}")


def say_in_chinese(what: str) -> str:
    """A message as it is printed; one that is in no table stays as it is.

    >>> say_in_chinese("is larger than 64 MB")
    '超过 64 MB，未读'
    """
    for pattern, printed in _PATTERNS:
        found = pattern.fullmatch(what)
        if found:
            return _fill(printed, found)
    return what


def _fill(printed: str, found: re.Match[str]) -> str:
    return _INSIDE.sub(lambda place: say_in_chinese(found[int(place[1])]), printed)
