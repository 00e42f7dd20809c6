"""The robots of chat groups: 企业微信, 钉钉, 飞书, Telegram.

They answer HTTP 200 when they refuse; whether a message was taken stands in the body.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol
from urllib.parse import quote

from digest.channels.http import Answer, post
from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, Receipt
from digest.model.editions import Rendition

_JSON: Final = {"Content-Type": "application/json; charset=utf-8"}
LONGEST_TITLE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a vendor's code means: `wait` in seconds where it says to come later."""

    temporary: bool
    of_channel: bool = False
    wait: float | None = None
    hint: str = ""


_LATER: Final = Verdict(temporary=True, of_channel=True, wait=60.0, hint="set a rate")
_BUSY: Final = Verdict(temporary=True)
_ADDRESS: Final = Verdict(temporary=True, of_channel=True, hint="check the webhook's address")
_SIGN: Final = Verdict(
    temporary=True, of_channel=True, hint="check 'secret' (加签), this machine's clock, keywords"
)
_NEVER: Final = Verdict(temporary=False)

# developer.work.weixin.qq.com/document/path/90313 and 91770 (20 messages a minute).
WECOM_CODES: Final[Mapping[int, Verdict]] = {
    -1: _BUSY, 45009: _LATER, 45033: _LATER, 93000: _ADDRESS, 93004: _ADDRESS, 93008: _ADDRESS,
    40008: _NEVER, 40058: _NEVER, 44004: _NEVER, 45002: _NEVER, 40007: _BUSY,
}  # fmt: skip
# open.dingtalk.com/document/robots/custom-robot-access: 20 messages a minute.
DINGTALK_CODES: Final[Mapping[int, Verdict]] = {
    -1: _BUSY, 130101: _LATER, 130102: _LATER, 90018: _LATER, 310000: _SIGN,
    300001: _ADDRESS, 300005: _ADDRESS, 400101: _ADDRESS, 400013: _ADDRESS, 40035: _NEVER,
}  # fmt: skip
# open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: 5 messages a second, 100 a minute.
FEISHU_CODES: Final[Mapping[int, Verdict]] = {
    9499: _LATER, 11232: _LATER, 11233: _LATER, 19021: _SIGN, 19022: _SIGN, 19024: _SIGN,
    19001: _ADDRESS, 19002: _NEVER,
}  # fmt: skip
TELEGRAM_CODES: Final[Mapping[int, Verdict]] = {400: _NEVER}


class Robot(Protocol):
    """What a vendor wants to be told, and how it answers."""

    def send(self, message: "Message") -> str:
        """Send a message; returns the vendor's word. Raises DeliveryError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a robot says."""

    rendition: Rendition
    now: datetime

    @property
    def text(self) -> str:
        """The message itself."""
        return self.rendition.body.decode("utf-8")

    @property
    def title(self) -> str:
        """Its first line, for the notification."""
        first = next((line for line in self.text.splitlines() if line.strip()), "")
        return first.replace("*", "").lstrip("#> ").strip()[:LONGEST_TITLE] or "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotChannel:
    """Says each delivery in a group."""

    name: str
    robot: Robot
    clock: Callable[[], datetime]

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        """Hand the delivery's message to the robot. Raises DeliveryError."""
        rendition = next(iter(renditions), None)
        if rendition is None:
            raise DeliveryError(
                "the edition has no such message", temporary=False, where=delivery.recipient
            )
        try:
            said = self.robot.send(Message(rendition=rendition, now=self.clock()))
        except UnicodeDecodeError as error:
            raise DeliveryError(
                "is no text; a robot says text only", temporary=False, where=rendition.filename
            ) from error
        return Receipt(reference=said)

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wecom:
    """企业微信. `form` is markdown, text or file."""

    url: str = field(repr=False)
    form: str = "markdown"
    timeout: float = 60.0

    def send(self, message: Message) -> str:
        """Send a message, or upload it as a file and send that."""
        if self.form == "file":
            body: dict[str, Any] = {"msgtype": "file", "file": {"media_id": self._upload(message)}}
        else:
            body = {"msgtype": self.form, self.form: {"content": message.text}}
        answer = _post_json(self.url, body, timeout=self.timeout)
        return _judge(answer, code="errcode", told="errmsg", codes=WECOM_CODES, vendor="企业微信")

    def _upload(self, message: Message) -> str:
        place, _, query = self.url.partition("?")
        url = f"{place.removesuffix('/send')}/upload_media?{query}&type=file"
        kind, body = _form_data(message.rendition)
        answer = post(url, body, headers={"Content-Type": kind}, timeout=self.timeout)
        _judge(answer, code="errcode", told="errmsg", codes=WECOM_CODES, vendor="企业微信")
        return str(answer.json().get("media_id", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dingtalk:
    """钉钉, signed where there is a secret."""

    url: str = field(repr=False)
    secret: str = field(default="", repr=False)
    timeout: float = 60.0

    def send(self, message: Message) -> str:
        """Send a message."""
        url = self.url
        if self.secret:
            stamp = str(round(message.now.timestamp() * 1000))
            sign = _sign(self.secret.encode(), f"{stamp}\n{self.secret}".encode())
            url += f"{'&' if '?' in url else '?'}timestamp={stamp}&sign={quote(sign, safe='')}"
        said = {"title": message.title, "text": message.text}
        answer = _post_json(url, {"msgtype": "markdown", "markdown": said}, timeout=self.timeout)
        return _judge(answer, code="errcode", told="errmsg", codes=DINGTALK_CODES, vendor="钉钉")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feishu:
    """飞书, signed where there is a secret."""

    url: str = field(repr=False)
    secret: str = field(default="", repr=False)
    timeout: float = 60.0

    def send(self, message: Message) -> str:
        """Send a message as a card."""
        title = {"tag": "plain_text", "content": message.title}
        card = {
            "header": {"title": title},
            "elements": [{"tag": "markdown", "content": message.text}],
        }
        body: dict[str, Any] = {"msg_type": "interactive", "card": card}
        if self.secret:
            stamp = str(int(message.now.timestamp()))
            # 飞书 signs nothing with time and secret as the key.
            sign = _sign(f"{stamp}\n{self.secret}".encode(), b"")
            body |= {"timestamp": stamp, "sign": sign}
        answer = _post_json(self.url, body, timeout=self.timeout)
        known = "code" if "code" in answer.json() else "StatusCode"
        return _judge(answer, code=known, told="msg", codes=FEISHU_CODES, vendor="飞书")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """A chat of Telegram."""

    token: str = field(repr=False)
    chat: str
    api: str = "https://api.telegram.org"
    timeout: float = 60.0

    def send(self, message: Message) -> str:
        """Send a message as plain text."""
        url = f"{self.api.rstrip('/')}/bot{self.token}/sendMessage"
        body = {"chat_id": self.chat, "text": message.text, "disable_web_page_preview": True}
        answer = _post_json(url, body, timeout=self.timeout)
        found = answer.json()
        if found.get("ok") is True:
            return f"ok {found.get('result', {}).get('message_id', '')}".strip()
        return _judge(
            answer, code="error_code", told="description", codes=TELEGRAM_CODES, vendor="Telegram"
        )


def _judge(
    answer: Answer, *, code: str, told: str, codes: Mapping[int, Verdict], vendor: str
) -> str:
    found = answer.json()
    if code not in found:
        raise DeliveryError(
            "answered something else than it says it does",
            temporary=True,
            where=vendor,
            ambiguous=True,
        )
    number = found[code]
    if number == 0:
        return "0 ok"
    verdict = codes.get(number, Verdict(temporary=True)) if isinstance(number, int) else _BUSY
    words = " ".join(str(found.get(told) or found.get("StatusMessage") or "").split())
    raise DeliveryError(
        f"{number} {words[:300]}".rstrip(),
        temporary=verdict.temporary,
        where=vendor,
        hint=verdict.hint,
        of_channel=verdict.of_channel,
        retry_after=verdict.wait,
        code=str(number),
    )


def _post_json(url: str, body: Mapping[str, Any], *, timeout: float) -> Answer:
    content = json.dumps(body, ensure_ascii=False).encode()
    return post(url, content, headers=_JSON, timeout=timeout)


def _sign(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode("ascii")


def _form_data(rendition: Rendition) -> tuple[str, bytes]:
    name = rendition.filename.rpartition("/")[2].replace('"', "'")
    mark = hashlib.sha256(rendition.body).hexdigest()[:24]
    head = (
        f"--{mark}\r\n"
        f'Content-Disposition: form-data; name="media"; filename="{name}"; '
        f"filelength={len(rendition.body)}\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
    body = head.encode() + rendition.body + f"\r\n--{mark}--\r\n".encode()
    return f"multipart/form-data; boundary={mark}", body
