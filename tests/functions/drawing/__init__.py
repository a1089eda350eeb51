"""The draw: held by the clock, checked by anyone."""
