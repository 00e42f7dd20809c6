"""Chinese extractive summaries and daily briefs, every sentence traceable to its source."""
