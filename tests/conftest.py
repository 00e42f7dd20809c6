"""What every test shares."""

from pathlib import Path

from hypothesis import settings

from tests.databases import postgres

# The same examples on every run: a red test stays red, a green one green.
settings.register_profile("digest", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("digest")

__all__ = ["ROOT", "postgres"]

ROOT = Path(__file__).resolve().parent.parent
