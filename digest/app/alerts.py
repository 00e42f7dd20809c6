"""What someone must be told of: an edition that failed, a reader not reached, a channel down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from digest.app.turn import Turn
from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, DeliveryId, SlotState
from digest.model.editions import EditionId, Rendition
from digest.protocols import Channel

# One message tells so many troubles; a server that refuses a thousand readers is one story.
MOST_TOLD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something to be told once; `key` is the same as long as it is the same trouble."""

    key: str
    what: str


def troubles_of(turn: Turn) -> tuple[Trouble, ...]:
    """What went wrong in a turn and will not mend itself, or not soon."""
    found = [
        Trouble(key=f"slot {each.slot.key}", what=f"{each.slot.key} 未能编出：{each.reason}")
        for each in turn.finished
        if each.state is SlotState.FAILED
    ]
    found += [
        Trouble(key=f"late {order.edition}", what=f"{order.edition} 逾期未签发")
        for order in turn.overdue
    ]
    found += [
        Trouble(
            key=f"delivery {each.id}",
            what=f"{each.edition} 经 {each.channel} 未能送达 {each.recipient}：{error.what}",
        )
        for each, error in turn.dispatched.ended
    ]
    found += [
        Trouble(
            key=f"channel {name}",
            what=f"通道 {name} 暂停：{error}" + (f"（{error.hint}）" if error.hint else ""),
        )
        for name, error in turn.dispatched.paused
    ]
    return tuple(found)


@dataclass(slots=True, kw_only=True)
class Alarm:
    """Tells troubles over a channel, each once.

    `write` makes the message of a subject and lines; `recipients` are the readers of a mail, or
    the channel's name. A trouble that could not be told is told with the next turn.
    """

    channel: Channel
    recipients: tuple[str, ...]
    write: Callable[[str, Sequence[str]], Rendition]
    waiting: list[Trouble] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def look_at(self, turn: Turn) -> tuple[DeliveryError, ...]:
        """Tell what a turn brought; returns why it could not be told."""
        for name in {each.channel for each in turn.dispatched.sent}:
            self.told.discard(f"channel {name}")  # it works again: its next trouble is a new one
        known = self.told | {each.key for each in self.waiting}
        self.waiting += [each for each in troubles_of(turn) if each.key not in known]
        if not self.waiting:
            return ()
        lines = [each.what for each in self.waiting[:MOST_TOLD]]
        if len(self.waiting) > MOST_TOLD:
            lines.append(f"……另有 {len(self.waiting) - MOST_TOLD} 处，见 digest outbox list")
        message = self.write(f"简报告警：{lines[0]}", lines)
        failures = tuple(filter(None, (self._tell(each, message) for each in self.recipients)))
        if len(failures) < len(self.recipients):
            self.told |= {each.key for each in self.waiting}
            self.waiting.clear()
        del self.waiting[:-1000]
        return failures

    def _tell(self, recipient: str, message: Rendition) -> DeliveryError | None:
        first = self.waiting[0]
        delivery = Delivery(
            id=DeliveryId(f"alert:{first.key}:{recipient}"),
            edition=EditionId("alert/digest"),
            revision=1,
            channel=self.channel.name,
            recipient=recipient,
        )
        try:
            self.channel.deliver(delivery, [message])
        except DeliveryError as error:
            return error
        finally:
            self.channel.close()
        return None
