import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest

from digest.cli.health import Pulse, Tally, parse_place, serve_health
from digest.errors import StoreError, UsageError
from digest.model.deliveries import Slot, SlotState
from digest.stores.sql import open_store
from tests.fakes import MORNING, NOON

NONE: Tally = {}


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_figures_are_told_as_prometheus_reads_them(tmp_path: Path) -> None:
    store = open_store(tmp_path / "digest.db")
    store.add([Slot(key=MORNING, brief="morning", due=NOON)])
    store.settle(MORNING, SlotState.BUILT)
    pulse = Pulse(clock=lambda: NOON, last=NOON)
    with serve_health(("127.0.0.1", 0), pulse=pulse, tally=store.tally) as port:
        assert get(port, "/readyz") == (503, "not yet\n")
        pulse.beat()
        assert get(port, "/readyz") == (200, "ok\n")
        status, text = get(port, "/metrics")
        assert get(port, "/else")[0] == 404
    store.close()
    assert status == 200
    assert 'digest_slots{state="built"} 1' in text.splitlines()
    assert "digest_ticks_total 1" in text.splitlines()
    assert f"digest_last_tick_timestamp_seconds {NOON.timestamp():.3f}" in text.splitlines()


def test_who_does_not_tick_is_not_alive() -> None:
    times = [NOON]
    pulse = Pulse(clock=lambda: times[0], last=NOON)
    with serve_health(("127.0.0.1", 0), pulse=pulse, tally=lambda: NONE) as port:
        assert get(port, "/healthz") == (200, "ok\n")
        times[0] += timedelta(minutes=11)
        assert get(port, "/healthz") == (503, "stuck\n")


def test_who_cannot_read_the_database_is_not_ready() -> None:
    def broken() -> Tally:
        raise StoreError("is gone", where="digest.db")

    pulse = Pulse(clock=lambda: NOON, last=NOON, count=1)
    with serve_health(("127.0.0.1", 0), pulse=pulse, tally=broken) as port:
        assert get(port, "/readyz") == (503, "digest.db: is gone\n")
        with pytest.raises(UsageError, match="cannot listen"):
            serve_health(("127.0.0.1", port), pulse=pulse, tally=broken).__enter__()


@pytest.mark.parametrize(
    ("text", "place"),
    [("9464", ("127.0.0.1", 9464)), ("0.0.0.0:80", ("0.0.0.0", 80)), ("[::1]:80", ("::1", 80))],  # noqa: S104
)
def test_an_address_to_listen_at_is_read(text: str, place: tuple[str, int]) -> None:
    assert parse_place(text) == place


@pytest.mark.parametrize("text", ["", "here", "localhost:80", "127.0.0.1:99999"])
def test_an_address_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_place(text)
