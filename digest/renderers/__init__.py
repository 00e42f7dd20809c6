"""The forms of an edition."""
