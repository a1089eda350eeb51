"""The kiosk's room."""
