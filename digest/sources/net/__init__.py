"""One guarded way to the net: what is fetched, from where, how much and for how long."""
