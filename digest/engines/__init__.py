"""Other people's summarizers behind our protocol."""
