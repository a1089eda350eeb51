"""Whole visits through the doors of the running local cloud: HTTP, MQTT with the spare devices, a real browser."""
