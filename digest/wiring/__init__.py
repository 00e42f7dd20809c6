"""The composition root: names and configuration become objects that work together."""
