"""The survey after the service: three faces, and the nine elements for who likes to say more."""
