"""The kernel, by examples and by properties."""
