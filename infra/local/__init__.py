"""The whole cloud on one machine, with no account: up, down, status, clean, token."""
