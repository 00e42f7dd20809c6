"""Web pages: from their bytes to title, date, authors and main text."""
