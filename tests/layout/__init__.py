"""Newspaper pages made for tests: what stands on them is known exactly."""
