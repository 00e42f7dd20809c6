"""Cutting text into words."""
