"""The channels of schedule.yaml as they work: made of their settings, with their renderers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from digest.app.dispatch import ChannelRule, Rate
from digest.app.naming import output_path
from digest.channels.portions import portions
from digest.config.channel_schema import (
    CHANNEL_PARTS,
    ApprisePart,
    ChannelPart,
    DingtalkPart,
    FeishuPart,
    MailPart,
    TelegramPart,
    WebhookPart,
    WecomPart,
)
from digest.config.schedule import ChannelConfig
from digest.errors import ConfigError
from digest.model.editions import Edition, Rendition
from digest.model.plans import OutputPlan
from digest.protocols import Channel, Renderer
from digest.renderers.forms import make_renderer

MAIL: Final = "mail"
_SPANS: Final = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
# 企业微信 takes so much of text; of Markdown the full 4096.
_WECOM_TEXT_BYTES: Final = 2048
_WECOM_BYTES: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedRenderer:
    """Renders an edition with the address at which readers find it."""

    make: Callable[[str], Renderer]
    link: str

    @property
    def format(self) -> str:
        """The form of what is rendered."""
        return self.make("").format

    def render(self, edition: Edition) -> Rendition:
        """The edition with its link filled in."""
        return self.make(output_path(self.link, edition=edition)).render(edition)


def settings_as_written(config: ChannelConfig) -> ChannelPart:
    """A channel's settings with their variables still in them, for what needs no secret."""
    return CHANNEL_PARTS[config.kind].model_validate({**config.settings, "kind": config.kind})


def make_channel(
    part: ChannelPart, *, name: str, folder: Path, clock: Callable[[], datetime]
) -> Channel:
    """The channel of these settings; `folder` is where relative paths in them begin.

    Raises ConfigError for a sender without an address, or for a package that is not installed.
    """
    make = _MAKERS[type(part)]
    channel: Channel = make(part, name=name, folder=folder, clock=clock)
    return channel


def rule_of(part: ChannelPart) -> ChannelRule:
    """How a channel is used: its rate, and what becomes of a delivery whose reply was lost."""
    rate = None
    if part.rate is not None:
        count, _, unit = part.rate.partition("/")
        rate = Rate(count=int(count), span=timedelta(**{_SPANS[unit]: 1}))
    return ChannelRule(rate=rate, holds_ambiguous=part.ambiguous == "hold")


def renderer_for(output: OutputPlan, part: ChannelPart, *, dirs: Sequence[Path]) -> Renderer:
    """The renderer of an output to a channel: a whole mail, a message, or a form as it is."""

    def make(address: str) -> Renderer:
        if isinstance(part, MailPart):
            from digest.renderers.mail import MailRenderer

            attached = tuple(make_renderer(each, dirs=dirs) for each in output.attach)
            return MailRenderer(
                template=output.template, attach=attached, dirs=tuple(dirs), address=address
            )
        return make_renderer(
            output.template, dirs=dirs, address=address, max_bytes=most_bytes(part)
        )

    return LinkedRenderer(make=make, link=output.link) if output.link else make("")


def split_for(rendition: Rendition, part: ChannelPart) -> tuple[Rendition, ...]:
    """The rendition in as many messages as the channel needs."""
    return portions(rendition, max_bytes=most_bytes(part))


def most_bytes(part: ChannelPart) -> int | None:
    """How much one message of a channel holds; nothing for mail and files."""
    if isinstance(part, WecomPart):
        if part.format == "file":
            return None
        longest = _WECOM_TEXT_BYTES if part.format == "text" else _WECOM_BYTES
        return min(part.max_bytes or longest, longest)
    if isinstance(part, (ApprisePart, DingtalkPart, FeishuPart, TelegramPart)):
        return part.max_bytes
    return None


def _mail(part: MailPart, *, name: str, folder: Path, clock: Callable[[], datetime]) -> Channel:
    from digest.channels.envelope import parse_sender
    from digest.channels.smtp import MailServer, SmtpChannel, Tls

    host, port, tls = part.where
    server = MailServer(
        host=host,
        port=port,
        tls=Tls(tls),
        user=part.user,
        password=part.password or "",
        ca_file=None if part.ca_file is None else folder / part.ca_file,
        timeout=part.timeout.total_seconds(),
        login_hint=part.login_hint,
    )
    sender = parse_sender(part.sender, unsubscribe=part.unsubscribe or "")
    return SmtpChannel(name=name, server=server, sender=sender, clock=clock)


def _robot(part: ChannelPart, *, name: str, folder: Path, clock: Callable[[], datetime]) -> Channel:
    from digest.channels.robots import Dingtalk, Feishu, Robot, RobotChannel, Telegram, Wecom

    del folder
    timeout = part.timeout.total_seconds()
    robot: Robot
    if isinstance(part, WecomPart):
        robot = Wecom(url=part.webhook or "", form=part.format, timeout=timeout)
    elif isinstance(part, DingtalkPart):
        robot = Dingtalk(url=part.webhook or "", secret=part.secret or "", timeout=timeout)
    elif isinstance(part, FeishuPart):
        robot = Feishu(url=part.webhook or "", secret=part.secret or "", timeout=timeout)
    elif isinstance(part, TelegramPart):
        robot = Telegram(token=part.token or "", chat=part.chat, api=part.api, timeout=timeout)
    else:
        raise TypeError(type(part).__name__)
    return RobotChannel(name=name, robot=robot, clock=clock)


def _webhook(
    part: WebhookPart, *, name: str, folder: Path, clock: Callable[[], datetime]
) -> Channel:
    from digest.channels.webhook import WebhookChannel

    del folder, clock
    return WebhookChannel(
        name=name,
        url=part.url or "",
        secret=part.secret or "",
        timeout=part.timeout.total_seconds(),
    )


def _apprise(
    part: ApprisePart, *, name: str, folder: Path, clock: Callable[[], datetime]
) -> Channel:
    del folder, clock
    if find_spec("apprise") is None:
        raise ConfigError(
            "'kind: apprise' takes the extra 'apprise'", hint="pip install 'digest-zh[apprise]'"
        )
    from digest.channels.apprise import AppriseChannel

    return AppriseChannel(name=name, url=part.url or "", timeout=part.timeout.total_seconds())


_MAKERS: Final[Mapping[type[ChannelPart], Callable[..., Any]]] = {
    MailPart: _mail,
    WecomPart: _robot,
    DingtalkPart: _robot,
    FeishuPart: _robot,
    TelegramPart: _robot,
    WebhookPart: _webhook,
    ApprisePart: _apprise,
}
