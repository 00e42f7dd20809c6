"""Where editions and slots are kept."""
