"""Data only, frozen: what the stages of the line hand to each other."""
