"""Mail providers by name: where they take mail, and what they are particular about.

Hosts and ports are those of the providers' help pages (QQ 邮箱, 网易邮箱, 阿里邮箱, 腾讯企业邮,
Gmail, Outlook), 2024.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

PresetName: TypeAlias = Literal["qq", "163", "126", "aliyun", "exmail", "gmail", "outlook"]

_QQ: Final = (
    "QQ wants its 授权码, not the mailbox's password: 设置 → 账号 → POP3/SMTP 服务 → 生成授权码"
)
_NETEASE: Final = (
    "网易 wants its 授权码, not the mailbox's password: 设置 → POP3/SMTP/IMAP → 新增授权密码"
)
_EXMAIL: Final = "腾讯企业邮 wants the 客户端专用密码 where 安全登录 is on: 设置 → 客户端设置"
_ALIYUN: Final = "check user (the whole address) and password; 三方客户端安全密码 where it is on"
_GMAIL: Final = "Gmail wants an app password: Google Account → Security → App passwords"
_OUTLOOK: Final = "Outlook takes no passwords from personal mailboxes any more; use another server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """Where a provider takes mail. `is_strict`: From must be the address that logs in."""

    host: str
    port: int
    tls: Literal["ssl", "starttls"] = "ssl"
    is_strict: bool = True
    login_hint: str = ""


PRESETS: Final[Mapping[str, Preset]] = {
    "qq": Preset(host="smtp.qq.com", port=465, login_hint=_QQ),
    "163": Preset(host="smtp.163.com", port=465, login_hint=_NETEASE),
    "126": Preset(host="smtp.126.com", port=465, login_hint=_NETEASE),
    "aliyun": Preset(host="smtp.aliyun.com", port=465, login_hint=_ALIYUN),
    "exmail": Preset(host="smtp.exmail.qq.com", port=465, login_hint=_EXMAIL),
    "gmail": Preset(host="smtp.gmail.com", port=465, is_strict=False, login_hint=_GMAIL),
    "outlook": Preset(host="smtp-mail.outlook.com", port=587, tls="starttls", login_hint=_OUTLOOK),
}


def preset_of(host: str) -> Preset | None:
    """The provider whose server this is.

    >>> preset_of("SMTP.qq.com").is_strict
    True
    """
    return next((each for each in PRESETS.values() if each.host == host.casefold()), None)
