"""What the functions are made of: features over one pure kernel, `queueing`."""
