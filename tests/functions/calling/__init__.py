"""The counters, by pages and by buttons."""
