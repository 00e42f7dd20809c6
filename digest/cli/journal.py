"""What `digest run` tells as it works: lines for a person, or JSON for a collector of logs."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import click

from digest.channels.discreet import hide
from digest.errors import DigestError

if TYPE_CHECKING:
    from digest.app.catch_up import Finished
    from digest.app.produce import Produced
    from digest.app.turn import Turn


@dataclass(slots=True, kw_only=True)
class Journal:
    """Writes to stderr; `secrets` never appear in it."""

    as_json: bool
    clock: Callable[[], datetime]
    is_quiet: bool = False
    secrets: tuple[str, ...] = ()

    def note(self, event: str, text: str, **fields: object) -> None:
        """Something that is as it should be."""
        self._write("info", event, text, fields)

    def warn(self, event: str, text: str, **fields: object) -> None:
        """Something a person should know."""
        self._write("warning", event, text, fields)

    def fail(self, error: DigestError) -> None:
        """Something that went wrong; an error made of several is told one by one."""
        for each in getattr(error, "errors", (error,)):
            self._write("error", "error", str(each), {"hint": each.hint} if each.hint else {})

    def tell(self, turn: "Turn") -> None:
        """What a turn did."""
        for finished in turn.finished:
            self._finished(finished)
        for order in turn.released:
            self.note(
                "released", f"{order.edition}: released at its deadline", edition=order.edition
            )
        sent = turn.dispatched
        for delivery in sent.sent:
            self.note(
                "sent",
                f"{delivery.edition}: {delivery.channel} → {delivery.recipient}",
                edition=delivery.edition,
                channel=delivery.channel,
                recipient=delivery.recipient,
            )
        ended = {delivery.id for delivery, _ in sent.ended}
        for delivery, error in sent.failed:
            self._write(
                "error" if delivery.id in ended else "warning",
                "not sent" if delivery.id in ended else "delayed",
                f"{delivery.edition}: {delivery.channel} → {delivery.recipient}: {error.what}",
                {"edition": delivery.edition, "channel": delivery.channel, "hint": error.hint},
            )
        for name, error in sent.paused:
            self.warn("paused", f"{name}: {error}", channel=name, hint=error.hint)

    def _finished(self, finished: "Finished") -> None:
        key = finished.slot.key
        if finished.produced is not None:
            self._produced(finished.produced)
        elif finished.error is not None:
            self._write("error", str(finished.state), f"{key}: {finished.reason}", {"edition": key})
        else:
            text = f"{key}: {finished.state} {finished.reason or ''}".rstrip()
            self.note(str(finished.state), text, edition=key, reason=finished.reason)

    def _produced(self, produced: "Produced") -> None:
        edition = produced.edition
        self.note(
            str(produced.outcome),
            f"{edition.id} r{edition.revision}: {produced.outcome}, {len(edition.stories)} items",
            edition=edition.id,
            revision=edition.revision,
            items=len(edition.stories),
            late=edition.late,
        )
        for path in produced.delivered:
            self.note("wrote", f"{edition.id}: wrote {path}", edition=edition.id, path=path)
        for incident in (*edition.incidents, *produced.failed):
            self.warn("incident", f"{incident.where}: {incident.what}", edition=edition.id)

    def _write(self, level: str, event: str, text: str, fields: dict[str, object]) -> None:
        if level == "info" and self.is_quiet:
            return
        if self.as_json:
            known = {key: value for key, value in fields.items() if value not in (None, "")}
            moment = self.clock().isoformat(timespec="milliseconds")
            record = {"time": moment, "level": level, "event": event, "message": text, **known}
            line = json.dumps(record, ensure_ascii=False, default=str)
        else:
            hint = fields.get("hint")
            line = text if level == "info" else f"{level}: {text}"
            line += f"\nhint: {hint}" if hint else ""
        click.echo(hide(line, self.secrets), err=True)
