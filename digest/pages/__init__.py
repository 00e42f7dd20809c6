"""From a newspaper page to its articles."""
