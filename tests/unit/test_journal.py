import json

import pytest

from digest.app.dispatch import Dispatched
from digest.app.turn import Turn
from digest.channels.discreet import hide
from digest.cli.journal import Journal
from digest.errors import ConfigError, DeliveryError
from digest.model.deliveries import Delivery, DeliveryId
from tests.fakes import MORNING, NOON

DELIVERY = Delivery(
    id=DeliveryId("x"), edition=MORNING, revision=1, channel="mail", recipient="a@b.cn"
)
REFUSED = DeliveryError("535 hunter2 is wrong", temporary=True, hint="look at hunter2")
TURN = Turn(
    dispatched=Dispatched(sent=(DELIVERY,), failed=((DELIVERY, REFUSED),), paused=(("m", REFUSED),))
)


@pytest.mark.parametrize("as_json", [False, True])
def test_a_secret_never_gets_into_the_log(
    capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    journal = Journal(as_json=as_json, clock=lambda: NOON, secrets=("hunter2",))
    journal.tell(TURN)
    journal.fail(ConfigError("hunter2", where="schedule.yaml:1", hint="not hunter2"))
    told = capsys.readouterr().err
    assert "hunter2" not in told
    assert told.count("***") >= 5


def test_each_line_of_json_is_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    Journal(as_json=True, clock=lambda: NOON).tell(TURN)
    records = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [each["event"] for each in records] == ["sent", "delayed", "paused"]
    assert {each["time"] for each in records} == {"2024-03-27T04:00:00.000+00:00"}
    assert records[0]["recipient"] == "a@b.cn"


def test_who_asks_for_quiet_hears_of_trouble_only(capsys: pytest.CaptureFixture[str]) -> None:
    Journal(as_json=False, clock=lambda: NOON, is_quiet=True).tell(TURN)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["warning", "hint", "warning", "hint"]


def test_a_secret_within_another_is_hidden_with_it() -> None:
    assert hide("key=abc and abc", ["abc", "key=abc", ""]) == "*** and ***"
