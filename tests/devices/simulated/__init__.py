"""The simulated's room."""
