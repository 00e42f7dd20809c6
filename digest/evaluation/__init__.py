"""Scorers, tasks and gates."""
