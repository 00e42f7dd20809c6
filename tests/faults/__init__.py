"""What happens when something goes wrong: small in CI, at full size with `make faults`."""
