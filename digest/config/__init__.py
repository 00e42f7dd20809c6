"""schedule.yaml, read and checked."""
