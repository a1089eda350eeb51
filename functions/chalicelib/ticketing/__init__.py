"""Tickets: a number is taken from home, at a kiosk or by staff; its place is watched; the visitor comes or leaves."""
