"""Workdays, lunar dates, and which editions are due."""
