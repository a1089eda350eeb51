"""Offices: what they offer, when they are open, and their boards."""
