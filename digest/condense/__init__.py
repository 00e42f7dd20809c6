"""Ratings of sentences, then the choice among them."""
