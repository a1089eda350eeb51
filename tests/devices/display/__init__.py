"""The display's room."""
