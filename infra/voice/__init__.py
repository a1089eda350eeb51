"""Speaks the display's words into sound files at build time, so that a lobby needs no voice of its own."""
