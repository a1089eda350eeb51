"""The kernel, pure: who waits, in which order, and what each step makes of the line."""
