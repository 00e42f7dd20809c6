"""Hands waiting deliveries to their channels, one recipient at a time."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NoReturn, Protocol, TypeVar

from digest.app.retries import is_given_up, pause_until, retry_at
from digest.app.worker import Worker
from digest.errors import DeliveryError, StoreError, TemporaryError
from digest.model.deliveries import Claim, Delivery, DeliveryId, DeliveryState, Receipt
from digest.model.editions import EditionId, Rendition
from digest.protocols import Channel, Outbox, Press

# Claimed together and sent one by one: so many wait for the end of a lease after a crash, but only
# the one in hand is in doubt.
AT_ONCE = 100
# How often the result of a delivery is written again when the database is locked or full: what
# was accepted and is not written down is sent twice.
TRIES, BETWEEN_SECONDS = 20, 1.0
Result = TypeVar("Result")


class Post(Press, Outbox, Protocol):
    """Where editions are kept and deliveries wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """At most so many deliveries in so long a time."""

    count: int
    span: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRule:
    """How a channel is used. `holds_ambiguous`: what may have arrived waits for a person."""

    rate: Rate | None = None
    holds_ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """What became of deliveries: accepted ones, and the others with their errors.

    `ended` are those among the failed ones that will not be tried again; `paused` the channels
    that are left alone for a while.
    """

    sent: tuple[Delivery, ...] = ()
    failed: tuple[tuple[Delivery, DeliveryError], ...] = ()
    ended: tuple[tuple[Delivery, DeliveryError], ...] = ()
    paused: tuple[tuple[str, DeliveryError], ...] = ()


def dispatch(
    post: Post,
    *,
    channels: Mapping[str, Channel],
    worker: Worker,
    rules: Mapping[str, ChannelRule] | None = None,
    opens_at: Callable[[Delivery, datetime], datetime] | None = None,
    only: Sequence[str] = (),
    among: Sequence[DeliveryId] = (),
) -> Dispatched:
    """Deliver what is due, each delivery once; channels work side by side.

    Those of `only` alone where any are named, and the deliveries `among` the named ones.

    `opens_at` gives when a delivery may be pushed; one that may not yet waits until then.
    A temporary failure sets the time of the next attempt; a permanent one is recorded, and so is
    one that was tried for 48 hours. A channel that is down is left alone for a while. Returns when
    nothing more can be claimed, a channel's rate is used up, or the worker is told to stop.
    """
    waiting = post.waiting_channels(now=worker.clock())
    lines = [
        _Line(
            channel=channels.get(name) or _Missing(name=name),
            rule=(rules or {}).get(name, ChannelRule()),
            post=post,
            worker=worker,
            opens_at=opens_at or (lambda _, now: now),
            renditions=_Renditions(post=post),
            among=tuple(among),
        )
        for name in waiting
        if not only or name in only
    ]
    if len(lines) > 1:
        with ThreadPoolExecutor(len(lines), thread_name_prefix="channel") as pool:
            reports = list(pool.map(_drain, lines))
    else:
        reports = [_drain(line) for line in lines]
    return Dispatched(
        sent=tuple(each for report in reports for each in report.sent),
        failed=tuple(each for report in reports for each in report.failed),
        ended=tuple(each for report in reports for each in report.ended),
        paused=tuple(each for report in reports for each in report.paused),
    )


@dataclass(slots=True, kw_only=True)
class _Report:
    sent: list[Delivery] = field(default_factory=list)
    failed: list[tuple[Delivery, DeliveryError]] = field(default_factory=list)
    ended: list[tuple[Delivery, DeliveryError]] = field(default_factory=list)
    paused: list[tuple[str, DeliveryError]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Missing:
    """Stands for a channel the schedule no longer has; another process may still know it."""

    name: str

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> NoReturn:
        """Refuse."""
        del renditions
        what = f"there is no channel '{self.name}' any more"
        raise DeliveryError(what, temporary=True, where=delivery.edition)

    def close(self) -> None:
        """Nothing to do."""


@dataclass(slots=True, kw_only=True)
class _Renditions:
    """The renditions of one edition, kept while its deliveries are sent."""

    post: Post
    known: tuple[EditionId, int] | None = None
    found: tuple[Rendition, ...] = ()

    def has(self, delivery: Delivery) -> bool:
        return self.known == (delivery.edition, delivery.revision)

    def of(self, delivery: Delivery) -> tuple[Rendition, ...]:
        if not self.has(delivery):
            self.found = self.post.renditions(delivery.edition, revision=delivery.revision)
            self.known = (delivery.edition, delivery.revision)
        wanted = delivery.rendition
        return tuple(each for each in self.found if wanted in {None, each.filename})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One channel at work, and what has become of its deliveries."""

    channel: Channel | _Missing
    rule: ChannelRule
    post: Post
    worker: Worker
    opens_at: Callable[[Delivery, datetime], datetime]
    renditions: _Renditions
    among: tuple[DeliveryId, ...] = ()
    report: _Report = field(default_factory=_Report)

    def allowed(self) -> int:
        """How many deliveries the channel's rate allows now."""
        rate = self.rule.rate
        if rate is None:
            return AT_ONCE
        begin = self.worker.clock() - rate.span
        used = self.post.attempts_since(self.channel.name, begin, limit=rate.count)
        return min(AT_ONCE, max(0, rate.count - len(used)))

    def holds(self, delivery: Delivery) -> bool:
        """Whether a delivery waits for a person, because it may have arrived."""
        return delivery.ambiguous and self.rule.holds_ambiguous

    def record(self, write: Callable[[datetime], Result]) -> Result:
        """Write down what became of a delivery, again and again if the database refuses."""
        for _ in range(TRIES - 1):
            try:
                return write(self.worker.clock())
            except (StoreError, TemporaryError):
                self.worker.sleep(BETWEEN_SECONDS)
        return write(self.worker.clock())


def _drain(line: _Line) -> _Report:
    worker = line.worker
    try:
        while not worker.is_stopped() and (limit := line.allowed()):
            claims = line.post.claim(
                line.channel.name,
                owner=worker.name,
                now=worker.clock(),
                until=worker.lease_end(),
                limit=limit,
                among=line.among,
            )
            if not claims or not _send_all(claims, line):
                break
    finally:
        line.channel.close()
    return line.report


@dataclass(slots=True, kw_only=True)
class _Batch:
    """Claims under one lease.

    The one `in_hand` is noted as handed over, and what became of it is not recorded yet.
    """

    waiting: list[Claim]
    in_hand: Claim | None = None

    def held(self) -> tuple[Claim, ...]:
        return (*([] if self.in_hand is None else [self.in_hand]), *self.waiting)

    def take(self) -> None:
        self.in_hand = self.waiting.pop(0)


def _send_all(claims: Sequence[Claim], line: _Line) -> bool:
    """Whether the channel goes on."""
    post, worker = line.post, line.worker
    batch = _Batch(waiting=list(claims))
    with worker.holding(lambda until: post.renew(batch.held(), until=until)):
        try:
            while batch.in_hand or (batch.waiting and not worker.is_stopped()):
                if batch.in_hand is None:
                    _hand_over_next(batch, line)
                elif not _send(batch.in_hand, batch, line):
                    batch.waiting.append(batch.in_hand)
                    return False
            return True
        finally:
            # Not the one in hand: where an error came between its hand-over and the record of it,
            # its lease must run out, so that the next worker knows it as ambiguous.
            if batch.waiting:
                post.put_back(batch.waiting)


def _hand_over_next(batch: _Batch, line: _Line) -> None:
    """Take the first that waits in hand, unless it is not to be sent now."""
    claim, now = batch.waiting[0], line.worker.clock()
    delivery, opens = claim.delivery, line.opens_at(claim.delivery, now)
    if line.holds(delivery):
        del batch.waiting[0]
        _end(claim, _doubt(delivery), line)
    elif opens > now:
        del batch.waiting[0]
        reason = delivery.last_error or "outside the push window"
        line.post.mark_later(claim, reason, due_at=opens, now=now, ambiguous=False)
    else:
        line.renditions.of(delivery)  # read before the hand-over: a fault here leaves no doubt
        until = line.worker.lease_end()
        is_mine = line.post.hand_over(claim, now=now, until=until)
        batch.take()
        _check_hand_over(batch, line, until, is_mine=is_mine)


def _check_hand_over(batch: _Batch, line: _Line, until: datetime, *, is_mine: bool) -> None:
    """Keep in hand what is ours until `until`, if there is time enough left to send it."""
    claim = batch.in_hand
    if claim is not None and is_mine:
        if line.worker.clock() <= until - line.worker.renewal:
            return
        # The database kept us waiting so long that the lease may end while the mail goes out.
        line.post.put_back([claim])
    batch.in_hand = None


def _send(claim: Claim, batch: _Batch, line: _Line) -> bool:
    """Whether the channel goes on: False where it is down, and the claim is to be put back."""
    delivery = claim.delivery
    try:
        receipt = line.channel.deliver(delivery, line.renditions.of(delivery))
    except DeliveryError as error:
        goes_on = _fail(claim, error, line)
    except Exception as fault:  # noqa: BLE001  # a channel's fault must not stop the others
        what = f"the channel failed: {type(fault).__name__}: {fault}"
        told = DeliveryError(what, temporary=True, where=delivery.recipient, ambiguous=True)
        goes_on = _fail(claim, told, line)
    else:
        if _record_sent(claim, receipt, batch, line):
            line.report.sent.append(delivery)
        return True
    if goes_on:
        batch.in_hand = None
    return goes_on


def _record_sent(claim: Claim, receipt: Receipt, batch: _Batch, line: _Line) -> bool:
    """Whether it is recorded. In hand then is the next one, or nothing.

    The next one's hand-over is noted in the same transaction where nothing else is to be done
    first: a transaction has to reach the disk, which can take longer than to send a mail.
    """
    post, worker = line.post, line.worker
    if not batch.waiting or not _is_ready(batch.waiting[0], line):
        done = line.record(lambda now: post.mark_sent(claim, receipt, now=now))
        batch.in_hand = None
        return done
    then, until = batch.waiting[0], worker.lease_end()
    done, is_mine = line.record(
        lambda now: post.pass_on(claim, receipt, then=then, now=now, until=now + worker.lease)
    )
    batch.take()
    _check_hand_over(batch, line, until, is_mine=is_mine)
    return done


def _is_ready(claim: Claim, line: _Line) -> bool:
    """Whether it can be handed over with nothing else to write or to read before."""
    delivery, worker = claim.delivery, line.worker
    if worker.is_stopped() or line.holds(delivery) or not line.renditions.has(delivery):
        return False
    now = worker.clock()
    return line.opens_at(delivery, now) <= now


def _fail(claim: Claim, error: DeliveryError, line: _Line) -> bool:
    """Whether the channel goes on."""
    delivery, post, now = claim.delivery, line.post, line.worker.clock()
    given_up = is_given_up(delivery.since, now=now)
    if error.of_channel and not given_up:
        known = (each.count for each in post.pauses() if each.channel == delivery.channel)
        until = pause_until(next(known, 0), now=now, retry_after=error.retry_after)
        post.pause(delivery.channel, until=until, reason=_told(error))
        line.report.paused.append((delivery.channel, error))
        return False
    if not error.temporary or given_up or (error.ambiguous and line.rule.holds_ambiguous):
        _end(claim, error, line)
        return True
    due_at = retry_at(
        delivery.id, attempts=delivery.attempts + 1, now=now, retry_after=error.retry_after
    )
    told, doubt = _told(error), error.ambiguous
    line.record(lambda now: post.mark_later(claim, told, due_at=due_at, now=now, ambiguous=doubt))
    line.report.failed.append((delivery, error))
    return True


def _end(claim: Claim, error: DeliveryError, line: _Line) -> None:
    """Nothing more is tried: it failed, or a person must decide whether it arrived."""
    held = error.ambiguous and line.rule.holds_ambiguous
    state = DeliveryState.HELD if held else DeliveryState.FAILED
    doubt, told = error.ambiguous, _told(error)
    if error.temporary and not held:
        told = f"given up after 48 hours: {told}"
    line.record(lambda now: line.post.mark_ended(claim, state, told, now=now, ambiguous=doubt))
    line.report.failed.append((claim.delivery, error))
    line.report.ended.append((claim.delivery, error))


def _doubt(delivery: Delivery) -> DeliveryError:
    return DeliveryError(
        "its reply was lost; it may have arrived",
        temporary=True,
        where=delivery.recipient,
        hint="digest outbox retry or drop decides",
        ambiguous=True,
    )


def _told(error: DeliveryError) -> str:
    return f"{error} ({error.hint})" if error.hint else str(error)
