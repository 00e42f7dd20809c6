"""The ways to readers."""
