"""The table of figures at the end."""

import pytest

from tests.faults.figures import FIGURES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not FIGURES:
        return
    terminalreporter.section("faults")
    for name, figures in sorted(FIGURES.items()):
        told = " · ".join(f"{what} {value}" for what, value in figures.items())
        terminalreporter.write_line(f"{name:34} {told}")
