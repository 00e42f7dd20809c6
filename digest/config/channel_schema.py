"""The channels of schedule.yaml as pydantic models, by kind.

The same models check a channel twice: as it is written, with `${NAME}` in it, and with every
variable looked up when it is used.
"""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from digest.config.mail_presets import PRESETS, PresetName, preset_of
from digest.config.parts import Count, Part, Text
from digest.config.values import parse_duration, refuse

_PORTS: Final = {"ssl": 465, "starttls": 587, "none": 25}
_VARIABLE: Final = "${"


def is_open(value: str | None) -> bool:
    """Whether a value still has a variable in it that has not been looked up."""
    return value is not None and _VARIABLE in value


def _check_web(value: str) -> str:
    if not is_open(value) and not value.startswith(("https://", "http://")):
        raise refuse("must be an address that begins with https://")
    return value


def _check_leave(value: str) -> str:
    if not is_open(value) and not value.startswith(("https://", "mailto:")):
        raise refuse("must begin with mailto: or https://")
    if any(char in "<>" or char.isspace() for char in value):
        raise refuse("must be one address without spaces")
    return value


def _shown(value: Any) -> Any:
    # Chats have numbers, which YAML reads as such.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Web = Annotated[str, Field(min_length=1), AfterValidator(_check_web)]
Rate = Annotated[str, Field(pattern=r"^[1-9][0-9]*/(s|min|h|d)$")]
Seconds = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    Field(ge=timedelta(seconds=1), le=timedelta(minutes=10)),
]


class ChannelPart(Part):
    """What all channels have: how fast, and what becomes of mail whose reply was lost."""

    secrets: ClassVar[tuple[str, ...]] = ()

    rate: Rate | None = None
    ambiguous: Literal["resend", "hold"] = "resend"
    timeout: Seconds = timedelta(seconds=60)


class MailPart(ChannelPart):
    """A channel that sends mail."""

    secrets: ClassVar[tuple[str, ...]] = ("password",)

    kind: Literal["mail"] = "mail"
    preset: PresetName | None = None
    host: Text | None = None
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    tls: Literal["ssl", "starttls", "none"] | None = None
    user: Text | None = None
    password: Text | None = None
    password_file: Text | None = None
    sender: Text = Field(alias="from")
    unsubscribe: Annotated[str, AfterValidator(_check_leave)] | None = None
    ca_file: Text | None = None

    @model_validator(mode="after")
    def _has_a_server(self) -> "MailPart":
        if self.preset is None and self.host is None:
            raise refuse("needs a 'host' or a 'preset'", f"preset: {' | '.join(PRESETS)}")
        if self.preset is not None and (self.host or self.port or self.tls):
            raise refuse("'preset' gives host, port and tls", "leave either out")
        return self

    @model_validator(mode="after")
    def _has_a_login(self) -> "MailPart":
        if self.password is not None and self.password_file is not None:
            raise refuse("takes either 'password' or 'password_file', not both")
        if (self.user is None) != (self.password is None and self.password_file is None):
            raise refuse("'user' and 'password' go together")
        return self

    @model_validator(mode="after")
    def _is_from_who_logs_in(self) -> "MailPart":
        _, address = parseaddr(self.sender)
        if not is_open(self.sender) and "@" not in address:
            raise refuse(f"'from' has no mail address: '{self.sender}'", "简报 <brief@example.com>")
        provider = PRESETS[self.preset] if self.preset else preset_of(self.host or "")
        if provider is None or not provider.is_strict or self.user is None:
            return self
        if is_open(self.sender) or is_open(self.user):
            return self
        if address.casefold() != self.user.casefold():
            what = f"'from' must be the address that logs in at {provider.host}: '{self.user}'"
            raise refuse(what, f"from: 简报 <{self.user}>")
        return self

    @property
    def where(self) -> tuple[str, int, str]:
        """Host, port and kind of TLS."""
        if self.preset is not None:
            preset = PRESETS[self.preset]
            return preset.host, preset.port, preset.tls
        tls = self.tls or "ssl"
        return self.host or "", self.port or _PORTS[tls], tls

    @property
    def login_hint(self) -> str:
        """What to look at where the provider refuses the login."""
        provider = PRESETS[self.preset] if self.preset else preset_of(self.host or "")
        return provider.login_hint if provider else ""


class RobotPart(ChannelPart):
    """A group's robot that is reached at an address of its own."""

    secrets: ClassVar[tuple[str, ...]] = ("webhook",)

    webhook: Web | None = None
    webhook_file: Text | None = None

    @model_validator(mode="after")
    def _has_an_address(self) -> "RobotPart":
        if (self.webhook is None) == (self.webhook_file is None):
            raise refuse("takes either 'webhook' or 'webhook_file'")
        return self


class WecomPart(RobotPart):
    """A group of 企业微信."""

    kind: Literal["wecom"] = "wecom"
    format: Literal["markdown", "text", "file"] = "markdown"
    max_bytes: Annotated[int, Field(ge=200, le=4096)] | None = None


class SigningPart(RobotPart):
    """A robot whose messages are signed (加签)."""

    secrets: ClassVar[tuple[str, ...]] = ("webhook", "secret")

    secret: Text | None = None
    secret_file: Text | None = None

    @model_validator(mode="after")
    def _has_one_secret(self) -> "SigningPart":
        if self.secret is not None and self.secret_file is not None:
            raise refuse("takes either 'secret' or 'secret_file', not both")
        return self


class DingtalkPart(SigningPart):
    """A group of 钉钉."""

    kind: Literal["dingtalk"] = "dingtalk"
    max_bytes: Annotated[int, Field(ge=200, le=20_000)] = 20_000


class FeishuPart(SigningPart):
    """A group of 飞书."""

    kind: Literal["feishu"] = "feishu"
    max_bytes: Annotated[int, Field(ge=200, le=20_000)] = 20_000


class TelegramPart(ChannelPart):
    """A chat of Telegram."""

    secrets: ClassVar[tuple[str, ...]] = ("token",)

    kind: Literal["telegram"] = "telegram"
    token: Text | None = None
    token_file: Text | None = None
    chat: Annotated[str, BeforeValidator(_shown), Field(min_length=1)]
    api: Web = "https://api.telegram.org"
    max_bytes: Annotated[int, Field(ge=200, le=4096)] = 4096

    @model_validator(mode="after")
    def _has_a_token(self) -> "TelegramPart":
        if (self.token is None) == (self.token_file is None):
            raise refuse("takes either 'token' or 'token_file'")
        return self


class WebhookPart(ChannelPart):
    """Another program that takes editions over HTTP."""

    secrets: ClassVar[tuple[str, ...]] = ("url", "secret")

    kind: Literal["webhook"] = "webhook"
    url: Web | None = None
    url_file: Text | None = None
    secret: Text | None = None
    secret_file: Text | None = None
    max_bytes: Count | None = None

    @model_validator(mode="after")
    def _has_an_address(self) -> "WebhookPart":
        if (self.url is None) == (self.url_file is None):
            raise refuse("takes either 'url' or 'url_file'")
        if self.secret is not None and self.secret_file is not None:
            raise refuse("takes either 'secret' or 'secret_file', not both")
        return self


class ApprisePart(ChannelPart):
    """A service that Apprise knows (the extra `apprise`), by Apprise's own kind of address."""

    secrets: ClassVar[tuple[str, ...]] = ("url",)

    kind: Literal["apprise"] = "apprise"
    url: Text | None = None
    url_file: Text | None = None
    max_bytes: Annotated[int, Field(ge=200)] | None = None

    @model_validator(mode="after")
    def _has_an_address(self) -> "ApprisePart":
        if (self.url is None) == (self.url_file is None):
            raise refuse("takes either 'url' or 'url_file'", 'url: "${APPRISE_URL}"')
        if self.url is not None and not is_open(self.url) and "://" not in self.url:
            raise refuse(f"'{self.url}' is no address", "ntfy://host/topic, gotify://host/token …")
        return self


CHANNEL_PARTS: Final[Mapping[str, type[ChannelPart]]] = {
    "mail": MailPart,
    "wecom": WecomPart,
    "dingtalk": DingtalkPart,
    "feishu": FeishuPart,
    "telegram": TelegramPart,
    "webhook": WebhookPart,
    "apprise": ApprisePart,
}
"""Each kind of channel and its settings."""
