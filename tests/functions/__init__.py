"""The functions, room by room."""
