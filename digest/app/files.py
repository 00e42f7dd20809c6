"""The files of an edition, written as soon as it is kept."""

from dataclasses import dataclass

from digest.app.address import FILE
from digest.app.bench import Bench
from digest.app.dispatch import dispatch
from digest.model.editions import Edition, Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where files were written, and which could not be."""

    paths: tuple[str, ...]
    failed: tuple[Incident, ...]


def write_files(edition: Edition, *, bench: Bench) -> Written:
    """Write all files that wait; tells of those of one edition."""
    done = dispatch(bench.store, channels=bench.channels, only=(FILE,), worker=bench.worker)
    return Written(
        paths=tuple(each.recipient for each in done.sent if each.edition == edition.id),
        failed=tuple(
            Incident(where=error.where or each.recipient, what=error.what)
            for each, error in done.failed
            if each.edition == edition.id
        ),
    )
