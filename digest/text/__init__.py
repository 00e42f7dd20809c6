"""Pure functions on text that need no tokens."""
