"""Which stories, where, and in what order."""
