"""`digest run`: the scheduler, once or until it is told to stop."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.codes import FAILED, NOTHING, PARTLY, SIGNALLED, TRY_AGAIN
from digest.cli.health import Pulse, parse_place, serve_health
from digest.cli.inputs import now
from digest.cli.journal import Journal
from digest.cli.options import Settings, accept_settings, settings
from digest.cli.output import say
from digest.errors import DigestError

if TYPE_CHECKING:
    from digest.app.alerts import Alarm
    from digest.app.bench import Bench
    from digest.app.turn import Turn
    from digest.app.worker import Worker
    from digest.stores.sql import SqlStore
    from digest.wiring.desk import Desk


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and exit.")
@click.option("--fail-empty", is_flag=True, help="With --once: exit with 4 if nothing was due.")
@click.option(
    "--heartbeat",
    type=click.Path(path_type=Path),
    help="A file to write the time to at every tick.",
)
@click.option(
    "--log-format", type=click.Choice(["text", "json"]), default="text", help="How to log."
)
@click.option(
    "--listen", metavar="ADDR:PORT", help="Answer /healthz, /readyz and /metrics, on loopback."
)
@accept_settings
def run(
    *,
    once: bool,
    fail_empty: bool,
    heartbeat: Path | None,
    log_format: str,
    listen: str | None,
) -> None:
    """Make and send the editions of schedule.yaml when they are due.

    Several may run on one database: they share the work. SIGTERM finishes what is in hand; SIGHUP
    reads schedule.yaml anew, and a faulty one changes nothing.
    """
    from digest.scheduler import Stop, run_forever, told_by_signals
    from digest.wiring.desk import new_worker, open_archive

    stop = Stop()
    worker = new_worker(clock=now, is_stopped=stop.is_set, sleep=stop.pause)
    chosen = settings()  # click knows them in this thread only; ticks come in another
    journal = Journal(as_json=log_format == "json", clock=now, is_quiet=chosen.verbosity < 0)
    store = open_archive(chosen.config, data_dir=chosen.data_dir)
    try:
        shift = _Shift.begin(chosen, store, worker, journal)
        if once:
            with told_by_signals(stop):
                turns = shift.work_until_done()
            _beat(heartbeat)
            _leave(stop.signal)
            _leave_with(turns, shift.bench, fail_empty=fail_empty)
            return
        pulse = Pulse(clock=now, last=now())

        def tick(moment: datetime) -> None:
            del moment
            shift.work()
            pulse.beat()
            _beat(heartbeat)

        with ExitStack() as stack:
            if listen is not None:
                place = parse_place(listen)
                port = stack.enter_context(serve_health(place, pulse=pulse, tally=store.tally))
                say(f"http://{place[0]}:{port}/metrics", f"http://{place[0]}:{port}/metrics")
            say("定时运行中，Ctrl+C 停止", "running; Ctrl+C stops")
            number = run_forever(
                tick, clock=now, report=journal.fail, stop=stop, reload=shift.reload
            )
    finally:
        store.close()
    _leave(number)


@dataclass(slots=True, kw_only=True)
class _Shift:
    """A schedule at work; `reload` puts another in its place."""

    chosen: Settings
    store: "SqlStore"
    worker: "Worker"
    journal: Journal
    desk: "Desk"
    bench: "Bench"
    alarm: "Alarm | None"

    @classmethod
    def begin(
        cls, chosen: Settings, store: "SqlStore", worker: "Worker", journal: Journal
    ) -> "_Shift":
        desk = _open_desk(chosen)
        return cls(
            chosen=chosen,
            store=store,
            worker=worker,
            journal=journal,
            desk=desk,
            bench=_bench(desk, store, worker, journal),
            alarm=desk.outlets.alarm(clock=worker.clock),
        )

    def reload(self) -> None:
        try:
            desk = _open_desk(self.chosen)
            bench = _bench(desk, self.store, self.worker, self.journal)
            alarm = desk.outlets.alarm(clock=self.worker.clock)
        except DigestError as error:
            self.journal.fail(error)
            self.journal.warn("kept", "schedule.yaml is not valid; the one from before goes on")
            return
        if alarm is not None and self.alarm is not None:
            alarm.told, alarm.waiting = self.alarm.told, self.alarm.waiting
        self.desk, self.bench, self.alarm = desk, bench, alarm
        self.journal.note("reloaded", f"{desk.schedule.name}: read anew")

    def work(self) -> None:
        from digest.app.turn import take_turn

        turn = take_turn(
            self.desk.schedule.briefs, bench=self.bench, due_slots=self.desk.due_slots()
        )
        self._tell(turn)

    def work_until_done(self) -> "tuple[Turn, ...]":
        from digest.app.turn import take_turns

        turns = take_turns(
            self.desk.schedule.briefs, bench=self.bench, due_slots=self.desk.due_slots()
        )
        for turn in turns:
            self._tell(turn)
        return turns

    def _tell(self, turn: "Turn") -> None:
        self.journal.tell(turn)
        for error in self.alarm.look_at(turn) if self.alarm else ():
            self.journal.warn("alert failed", f"on_failure: {error}", hint=error.hint)


def _open_desk(chosen: Settings) -> "Desk":
    from digest.wiring.desk import Desk, open_schedule

    return Desk(schedule=open_schedule(chosen.config), templates=chosen.templates)


def _bench(desk: "Desk", store: "SqlStore", worker: "Worker", journal: Journal) -> "Bench":
    bench = desk.bench(store, worker=worker, sends=True)
    journal.secrets = desk.outlets.secrets()
    return bench


def _beat(heartbeat: Path | None) -> None:
    if heartbeat is None:
        return
    from digest.channels.folder import write_whole

    try:
        write_whole(heartbeat, f"{datetime.now(UTC).isoformat()} {os.getpid()}\n".encode())
    except OSError as error:
        raise DigestError(f"cannot be written: {error.strerror}", where=str(heartbeat)) from error


def _leave(signum: int | None) -> None:
    if signum is not None:
        click.get_current_context().exit(SIGNALLED + signum)


def _leave_with(turns: "Sequence[Turn]", bench: "Bench", *, fail_empty: bool) -> None:
    from digest.app.turn import has_failed, is_work_left

    context = click.get_current_context()
    if has_failed(turns):
        context.exit(FAILED)
    if is_work_left(turns, bench):
        context.exit(TRY_AGAIN)
    finished = [each for turn in turns for each in turn.finished]
    made = [each.produced for each in finished if each.produced is not None]
    if any(turn.dispatched.ended for turn in turns) or any(
        each.failed or each.edition.incidents for each in made
    ):
        context.exit(PARTLY)
    if fail_empty and not made and not any(turn.dispatched.sent for turn in turns):
        context.exit(NOTHING)
