"""From where text stands on a sheet to the order it is read in. Pure: boxes in, text out."""
