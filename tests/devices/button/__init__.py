"""The button's room."""
