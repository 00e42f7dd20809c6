"""How databases of earlier versions become what this one expects."""
