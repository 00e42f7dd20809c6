"""Programs that some tests need; where they are required, a missing one is a failure."""

import os

import pytest


def need(name: str, *, found: bool) -> None:
    """Skip the test where a program is not there, or fail where DIGEST_REQUIRE names it."""
    if found:
        return
    if name in os.environ.get("DIGEST_REQUIRE", "").split(","):
        pytest.fail(f"{name} is required and was not found")
    pytest.skip(f"{name} is not installed")
