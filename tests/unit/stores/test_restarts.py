from pathlib import Path

import pytest

from digest.stores import restarts


def test_a_run_of_the_machine_has_one_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = tmp_path / "boot_id"
    monkeypatch.setattr(restarts, "_BOOT_ID", name)
    assert restarts.run_of_machine() == 0
    name.write_text("7f4b1a52-6a3b-4f61-9d60-2c0e5a3f6e10\n")
    first = restarts.run_of_machine()
    assert first == restarts.run_of_machine()
    name.write_text("1e0f6a0e-53a5-4a0e-8a3e-6f1d2b9c7d21\n")
    assert 0 < first < 2**31
    assert restarts.run_of_machine() not in {0, first}
