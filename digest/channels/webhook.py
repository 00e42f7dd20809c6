"""The channel for another program: an edition as JSON over HTTP, with a key to know it by."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from digest.channels.http import post
from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, Receipt
from digest.model.editions import Rendition


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChannel:
    """Posts each delivery; the same one always bears the same Idempotency-Key.

    With a secret the body is signed: `X-Digest-Signature: sha256=…`, HMAC-SHA256 in hex.
    """

    name: str
    url: str = field(repr=False)
    secret: str = field(default="", repr=False)
    timeout: float = 60.0

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        """Hand the delivery over; any answer of success counts. Raises DeliveryError."""
        rendition = next(iter(renditions), None)
        if rendition is None:
            raise DeliveryError(
                "the edition has no such form", temporary=False, where=delivery.recipient
            )
        body = json.dumps(_document(delivery, rendition), ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": idempotency_key(delivery),
        }
        if self.secret:
            sign = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
            headers["X-Digest-Signature"] = f"sha256={sign}"
        answer = post(self.url, body, headers=headers, timeout=self.timeout)
        return Receipt(reference=f"HTTP {answer.status}")

    def close(self) -> None:
        """Nothing is held open."""


def idempotency_key(delivery: Delivery) -> str:
    """The key of a delivery: the same however often it is sent."""
    return hashlib.sha256(delivery.id.encode()).hexdigest()[:32]


def _document(delivery: Delivery, rendition: Rendition) -> dict[str, Any]:
    try:
        content = {"content": rendition.body.decode("utf-8")}
    except UnicodeDecodeError:
        content = {"content_base64": base64.b64encode(rendition.body).decode("ascii")}
    return {
        "version": 1,
        "id": idempotency_key(delivery),
        "edition": delivery.edition,
        "revision": delivery.revision,
        "format": rendition.format,
        "media_type": rendition.media_type,
        "filename": rendition.filename.rpartition("/")[2],
        **content,
    }
